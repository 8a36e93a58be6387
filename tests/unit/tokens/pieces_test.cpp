#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engine/core/check.h"
#include "engine/tokens/chars_map.h"
#include "engine/tokens/piece_model.h"
#include "engine/tokens/piece_tokenizer.h"
#include "engine/tokens/readers.h"
#include "tests/reference/error_of.h"
#include "tests/unit/tokens/model_file.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using test::bytes_field;
using test::error_of;
using test::first_pieces;
using test::int_field;
using test::model_file;
using test::ModelPiece;
using testing::ElementsAre;
using testing::HasSubstr;

/// The greatest sum of scores over all ways to cut a text.
double best_sum(const std::map<std::string, float>& scores, const std::string& text,
                float unknown) {
  if (text.empty()) return 0;
  double best = -1e30;
  for (size_t n = 1; n <= text.size(); ++n) {
    const auto found = scores.find(text.substr(0, n));
    if (found == scores.end() && n > 1) continue;
    const float score = found == scores.end() ? unknown : found->second;
    best = std::max(best, score + best_sum(scores, text.substr(n), unknown));
  }
  return best;
}

TEST(UnigramModel, FindsTheBestOfAllCuts) {
  Rng rng(37);
  for (int round = 0; round < 300; ++round) {
    UnigramModel model;
    std::map<std::string, float> scores;
    std::vector<float> by_id;
    float least = 0;
    for (u64 n = 3 + rng.below(10); n > 0; --n) {
      std::string piece;
      for (u64 length = 1 + rng.below(3); length > 0; --length) piece += char('a' + rng.below(3));
      if (scores.contains(piece)) continue;
      const float score = -1 - float(rng.below(1000)) / 100;
      model.add(piece, i32(by_id.size()), score);
      by_id.push_back(scores[piece] = score);
      least = std::min(least, score);
    }
    std::string text;
    for (int i = 0; i < 12; ++i) text += char('a' + rng.below(4));
    std::vector<PieceCut> cuts;
    model.cut(text, cuts);
    double sum = 0;
    i32 at = 0;
    for (const PieceCut& cut : cuts) {
      ASSERT_EQ(cut.begin, at);
      at = cut.end;
      sum += cut.id == kUnknownPiece ? least - 10 : by_id[size_t(cut.id)];
    }
    ASSERT_EQ(at, i32(text.size()));
    ASSERT_NEAR(sum, best_sum(scores, text, least - 10), 1e-3);
  }
}

std::unique_ptr<Tokenizer> unigram(bool bytes, const std::string& normalizer = "") {
  std::vector<ModelPiece> pieces = first_pieces(bytes);
  for (const auto& [text, score] :
       {std::pair("▁", -3.f), {"a", -4.f}, {"b", -4.f}, {"ab", -5.f}, {"▁ab", -6.f}, {"가", -7.f}})
    pieces.push_back({text, score});
  pieces.push_back({"<m>", 0, 4});
  pieces.push_back({"bb", -1, 5});  // unused
  return parse_sentencepiece(model_file(pieces, 1, bytes ? int_field(35, 1) : "", normalizer),
                             "u.model");
}

TEST(SentencePiece, UnigramCutsAsItsScoresSay) {
  const auto tokenizer = unigram(false);
  EXPECT_EQ(tokenizer->kind(), "Unigram");
  EXPECT_THAT(tokenizer->encode("ab"), ElementsAre(7));
  EXPECT_THAT(tokenizer->encode("  ab  abb "), ElementsAre(7, 7, 5));
  EXPECT_THAT(tokenizer->encode("a<m>b"), ElementsAre(3, 4, 9, 5));
  EXPECT_THAT(tokenizer->encode("가나다a"), ElementsAre(3, 8, 0, 4));  // one <unk> for both
  EXPECT_TRUE(tokenizer->encode("   ").empty());
  EXPECT_EQ(tokenizer->decode(tokenizer->encode(" ab  a")), "ab a");
  EXPECT_EQ(tokenizer->decode(std::vector<i32>{1, 7, 0, 2}), "ab ⁇ ");
  EXPECT_EQ(tokenizer->name(7), "▁ab");
  EXPECT_EQ(tokenizer->bytes(7), " ab");
}

TEST(SentencePiece, UnknownCharactersFallToBytes) {
  const auto tokenizer = unigram(true);
  const i32 mark = tokenizer->find("▁");
  EXPECT_THAT(tokenizer->encode("\n나"), ElementsAre(mark, 3 + 10, 3 + 0xEB, 3 + 0x82, 3 + 0x98));
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("x나 ab!")), "x나 ab!");
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("\xFF")), "\uFFFD");
}

TEST(SentencePiece, NormalizerFlags) {
  const auto plain = unigram(false, int_field(3, 0) + int_field(4, 0));  // no prefix, no squeezing
  EXPECT_THAT(plain->encode("ab  a"), ElementsAre(6, 3, 3, 4));
  EXPECT_EQ(plain->decode(plain->encode(" ab  a ")), " ab  a ");
}

/// A trie with one rule each for "A" -> "a" and "AB" -> "".
std::string tiny_map() {
  std::vector<u32> units(512, 0x80000000);  // labels that match nothing
  const auto unit = [](u32 label, u32 offset, bool value) {
    return label | (value ? 1u << 8 : 0) | offset << 10;
  };
  units[0] = unit(0, 256, false);
  units[256 ^ 'A'] = unit('A', (256 ^ 'A') ^ 400, true);
  units[400] = 1u << 31 | 0;  // value: replacement at byte 0
  units[400 ^ 'B'] = unit('B', (400 ^ 'B') ^ 300, true);
  units[300] = 1u << 31 | 1;
  std::string blob(4, '\0');
  const u32 size = u32(units.size() * 4);
  std::memcpy(blob.data(), &size, 4);
  blob.append(reinterpret_cast<const char*>(units.data()), size);
  return blob + std::string("a\0\0", 3);
}

TEST(CharsMap, TakesTheLongestRule) {
  const CharsMap map = CharsMap::parse(tiny_map(), "map");
  EXPECT_EQ(map.apply("AxABA"), "axa");
  EXPECT_EQ(map.apply("\xFF"
                      "A"),
            "\uFFFDa");
  EXPECT_THAT(error_of([] { CharsMap::parse("abc", "map"); }), HasSubstr("map: table"));
  EXPECT_THROW(CharsMap::parse(std::string("\x08\0\0\0abcd", 8), "map"), Error);
  const auto tokenizer = unigram(false, bytes_field(2, tiny_map()));
  EXPECT_EQ(tokenizer->encode("Ab"), tokenizer->encode("ab"));
}

std::unique_ptr<Tokenizer> bpe(const std::string& trainer = "") {
  std::vector<ModelPiece> pieces = first_pieces(!trainer.empty());
  float score = 0;
  for (const char* text : {"ab", "▁ab", "bb", "aab", "▁", "a", "b"})
    pieces.push_back({text, score--});
  pieces.push_back({"<m>", 0, 4});
  return parse_sentencepiece(model_file(pieces, 2, trainer), "b.model");
}

TEST(SentencePiece, BpeMergesTheGreatestScoreFirst) {
  const auto tokenizer = bpe();
  EXPECT_EQ(tokenizer->kind(), "BPE over characters");
  EXPECT_THAT(tokenizer->encode("ab"), ElementsAre(4));
  EXPECT_THAT(tokenizer->encode("bb"), ElementsAre(7, 5));
  EXPECT_THAT(tokenizer->encode("aab"), ElementsAre(7, 6));     // ab, then aab
  EXPECT_THAT(tokenizer->encode("bbb"), ElementsAre(7, 5, 9));  // the left one of two
  EXPECT_THAT(tokenizer->encode("a<m>b가나"), ElementsAre(7, 8, 10, 9, 0));
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("ab bb")), "ab bb");
  const auto bytes = bpe(int_field(35, 1));
  EXPECT_EQ(bytes->decode(bytes->encode("가 ab\n")), "가 ab\n");
}

TEST(SentencePiece, WhatItCannotFollowIsRefused) {
  const auto message = [](const std::string& bytes) {
    return error_of([&] { parse_sentencepiece(bytes, "x.model"); });
  };
  std::vector<ModelPiece> pieces = first_pieces(false);
  EXPECT_THAT(message(model_file(pieces, 3)), HasSubstr("type 3"));
  pieces.push_back({"x", 0, 5});
  EXPECT_THAT(message(model_file(pieces, 2)), HasSubstr("unused"));
  EXPECT_THAT(message(model_file({{"a", 0}}, 1)), HasSubstr("unknown"));
  EXPECT_THAT(message(model_file({{"<unk>", 0, 2}, {"a", 0}, {"a", 0}}, 1)), HasSubstr("twice"));
  EXPECT_THAT(message(model_file({{"a", NAN}}, 1)), HasSubstr("NaN"));
  EXPECT_THAT(message(model_file({{"x", 0, 6}}, 1)), HasSubstr("<0x0A>"));
  EXPECT_THAT(message(""), HasSubstr("no pieces"));
  EXPECT_THAT(message("hello, this is text"), HasSubstr("byte 2: not a SentencePiece model"));
}

}  // namespace
}  // namespace lab
