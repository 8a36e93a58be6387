#include "engine/tokens/readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/tokens/tokenizer_json.h"
#include "tests/reference/error_of.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kEncoder =
    R"({"a": 0, "b": 1, "\u0120": 2, "ab": 3, "\u0120ab": 4, "<|endoftext|>": 5})";
constexpr const char* kMerges = "#version: 0.2\na b\n\u0120 ab\n";

TEST(Gpt2Files, AreReadFromAFolderUnderBothNames) {
  for (const auto& [json, merges] :
       {std::pair("encoder.json", "vocab.bpe"), {"vocab.json", "merges.txt"}}) {
    const TempDir dir;
    write_file_atomic(dir / json, kEncoder, Durability::none);
    write_file_atomic(dir / merges, kMerges, Durability::none);
    const auto tokenizer = load_tokenizer("gpt2:" + dir.path());
    EXPECT_THAT(tokenizer->encode("ab ab<|endoftext|>"), ElementsAre(3, 4, 5));
    EXPECT_EQ(tokenizer->vocab_size(), 6);
  }
}

TEST(Gpt2Files, MistakesAreNamedWithTheirPlace) {
  const auto message = [](const char* json, const char* merges) {
    return error_of([&] { parse_gpt2(json, "e.json", merges, "v.bpe"); });
  };
  EXPECT_THAT(message("[]", kMerges), HasSubstr("e.json"));
  EXPECT_THAT(message(R"({"a": 0, "b": 0})", kMerges),
              AllOf(HasSubstr("e.json"), HasSubstr("id 0")));
  EXPECT_THAT(message(R"({"a": -1})", kMerges), HasSubstr("id -1"));
  EXPECT_THAT(message(R"({"a": 99999999})", kMerges), HasSubstr("gap"));
  EXPECT_THAT(message(R"({"a": "x"})", kMerges), HasSubstr("e.json"));
  EXPECT_THAT(message(kEncoder, "a b\na c\n"),
              AllOf(HasSubstr("v.bpe: line 2"), HasSubstr("\"c\"")));
  EXPECT_THAT(message(kEncoder, "a\n"), HasSubstr("v.bpe: line 1"));
  EXPECT_THAT(message(kEncoder, "a b b\n"), HasSubstr("line 1"));
  EXPECT_THAT(message(kEncoder, "a \xFF\n"), HasSubstr("at byte 2"));
  EXPECT_THAT(message(kEncoder, ""), HasSubstr("no merges"));
}

TEST(BertVocab, MistakesAreNamedWithTheirLine) {
  const auto message = [](std::string_view text) {
    return error_of([&] { parse_bert_vocab(text, "vocab.txt", false); });
  };
  EXPECT_THAT(message("[UNK]\na\na\n"), AllOf(HasSubstr("vocab.txt: line 3"), HasSubstr("twice")));
  EXPECT_THAT(message("[UNK]\n\na\n"), HasSubstr("line 2"));
  EXPECT_THAT(message("a\n"), HasSubstr("[UNK]"));
  EXPECT_THAT(message("a\xFF\n"), HasSubstr("at byte 1"));
  EXPECT_THAT(message(""), HasSubstr("[UNK]"));
  EXPECT_THAT(parse_bert_vocab("\xEF\xBB\xBF[UNK]\r\na", "v", true)->encode("a"), ElementsAre(1));
}

std::string json_with(const char* model, const char* pre, const char* normalizer = "null",
                      const char* added = "[]") {
  return cat(R"({"added_tokens": )", added, R"(, "normalizer": )", normalizer,
             R"(, "pre_tokenizer": )", pre, R"(, "model": )", model, "}");
}

constexpr const char* kByteLevel = R"({"type": "ByteLevel", "add_prefix_space": false})";
constexpr const char* kBpe =
    R"({"type": "BPE", "vocab": {"a": 0, "b": 1, "Ġ": 2, "ab": 3, "Ġab": 4, "aab": 6}, "merges": ["a b", ["Ġ", "ab"]]})";

TEST(TokenizerJson, ByteLevelBpe) {
  const auto read = [](const std::string& text) { return parse_tokenizer_json(text, "t.json"); };
  EXPECT_THAT(read(json_with(kBpe, kByteLevel))->encode("ab ab"), ElementsAre(3, 4));
  EXPECT_THAT(read(json_with(kBpe, R"({"type": "ByteLevel"})"))->encode("ab"), ElementsAre(4));
  const auto added = read(json_with(kBpe, kByteLevel, "null",
                                    R"([{"id": 9, "content": "<x>", "rstrip": true},
                                        {"id": 77, "content": "b", "special": false}])"));
  EXPECT_THAT(added->encode("<x>  abb"), ElementsAre(9, 0, 1, 1));  // the vocabulary's id for b
  EXPECT_EQ(added->vocab_size(), 10);
  std::string whole = kBpe;
  whole.insert(1, R"("ignore_merges": true, )");
  EXPECT_THAT(read(json_with(whole.c_str(), kByteLevel))->encode("aab"), ElementsAre(6));
  EXPECT_THAT(read(json_with(kBpe, kByteLevel))->encode("aab"), ElementsAre(0, 3));
  const auto lower = read(json_with(
      kBpe, kByteLevel,
      R"({"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"}]})"));
  EXPECT_THAT(lower->encode("\u00c1B"), ElementsAre(3));
  EXPECT_FALSE(lower->lossless());
}

TEST(TokenizerJson, PatternsThatItKnows) {
  const auto digits = parse_tokenizer_json(
      json_with(
          R"({"type": "BPE", "vocab": {"1": 0, "11": 1, "111": 2}, "merges": ["1 1", "11 1"]})",
          R"({"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex":
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},
                "behavior": "Isolated", "invert": false},
                {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]})"),
      "d.json");
  EXPECT_THAT(digits->encode("11111"), ElementsAre(2, 1));
}

TEST(TokenizerJson, LlamaBpe) {
  const auto tokenizer = parse_tokenizer_json(
      json_with(
          R"({"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true, "vocab":
              {"<unk>": 0, "<0x0A>": 1, "▁": 2, "a": 3, "b": 4, "▁a": 5, "▁▁": 6},
              "merges": ["▁ a", "▁ ▁"]})",
          "null",
          R"({"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"},
              {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]})"),
      "l.json");
  EXPECT_THAT(tokenizer->encode("ab  a\n"), ElementsAre(5, 4, 2, 5, 1));
  EXPECT_THAT(tokenizer->encode("가나"), ElementsAre(2, 0));
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("ab  a\n")), "ab  a\n");
}

TEST(TokenizerJson, UnigramWithMetaspace) {
  const char* model = R"({"type": "Unigram", "unk_id": 0, "vocab":
      [["<unk>", 0], ["▁", -3], ["a", -4], ["▁a", -5], ["a▁a", -1]]})";
  const auto cut = parse_tokenizer_json(
      json_with(model, R"({"type": "Metaspace", "replacement": "▁", "add_prefix_space": true})"),
      "u.json");
  EXPECT_THAT(cut->encode("a a"), ElementsAre(3, 3));
  EXPECT_EQ(cut->decode(cut->encode("a  a")), "a  a");
  const auto whole = parse_tokenizer_json(
      json_with(
          model,
          R"({"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": false})"),
      "u.json");
  EXPECT_THAT(whole->encode("a a"), ElementsAre(4));
}

TEST(TokenizerJson, WhatItCannotFollowIsRefusedByName) {
  const auto message = [](const std::string& text) {
    return error_of([&] { parse_tokenizer_json(text, "t.json"); });
  };
  EXPECT_THAT(message(json_with(kBpe, R"({"type": "Punctuation"})")),
              AllOf(HasSubstr("t.json"), HasSubstr("\"Punctuation\"")));
  EXPECT_THAT(message(json_with(kBpe, R"({"type": "Split", "pattern": {"Regex": "\\d"}})")),
              HasSubstr("\\d"));
  EXPECT_THAT(message(json_with(kBpe, kByteLevel, R"({"type": "Strip"})")), HasSubstr("\"Strip\""));
  EXPECT_THAT(message(json_with(R"({"type": "WordLevel", "vocab": {}})", "null")),
              HasSubstr("WordLevel"));
  EXPECT_THAT(message(json_with(
                  R"({"type": "BPE", "end_of_word_suffix": "</w>", "vocab": {}, "merges": []})",
                  kByteLevel)),
              HasSubstr("</w>"));
  EXPECT_THAT(
      message(json_with(R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]})", kByteLevel)),
      HasSubstr("\"b\""));
  EXPECT_THAT(message("{}"), HasSubstr("\"model\""));
  EXPECT_THAT(message(R"({"!": 0, "model": 19849})"), HasSubstr("gpt2:DIR"));  // an encoder.json
  EXPECT_THAT(message("{\"model\": "), HasSubstr("byte 1"));
}

}  // namespace
}  // namespace lab
