#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/tokens/bert_text.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "engine/tokens/word_piece.h"
#include "tests/reference/error_of.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> words_of(std::string_view text, const BertTextOptions& options = {}) {
  const BertText cutter(options);
  std::vector<std::string> words;
  for (i64 at = 0;;) {
    const std::string_view chunk = cutter.next_chunk(text, at);
    if (chunk.empty()) return words;
    cutter.words(chunk, words);
  }
}

constexpr BertTextOptions kCased{.lower = false, .strip_accents = false};

TEST(BertText, FollowsBasicTokenizer) {
  EXPECT_THAT(words_of(" \tHeLLo!how  \n Are yoU?  "),
              ElementsAre("hello", "!", "how", "are", "you", "?"));
  EXPECT_THAT(words_of("H\u00e9llo \u00c9T\u00c9"), ElementsAre("hello", "ete"));
  EXPECT_THAT(words_of("H\u00e9llo", kCased), ElementsAre("H\u00e9llo"));
  EXPECT_THAT(words_of("ah\u535A\u63A8zz"), ElementsAre("ah", "\u535A", "\u63A8", "zz"));
  EXPECT_THAT(words_of("\u304b\u306a\u6f22"), ElementsAre("\u304b\u306a", "\u6f22"));
  EXPECT_THAT(words_of("a\x0b\x1c\u200b\u00ad\u0085\uFFFD-b"), ElementsAre("a", "-", "b"));
  EXPECT_THAT(words_of("a\u00a0b\u3000c\u2028d"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(words_of("$5.00€"), ElementsAre("$", "5", ".", "00€"));
  EXPECT_THAT(words_of("\xFF"
                       "a\xC3"),
              ElementsAre("a"));
  EXPECT_THAT(words_of(""), ElementsAre());
  EXPECT_THAT(words_of("\u0301"), ElementsAre());  // an accent on nothing
}

TEST(BertText, UncasedTakesHangulApart) {
  EXPECT_THAT(words_of("한글."), ElementsAre("\u1112\u1161\u11ab\u1100\u1173\u11af", "."));
  EXPECT_THAT(words_of("한글.", kCased), ElementsAre("한글", "."));
}

TEST(BertText, WithoutCleaningOnlySpacesSeparate) {
  BertTextOptions raw = kCased;
  raw.clean = raw.ideographs = false;
  EXPECT_THAT(words_of("a\u200b\u535Ab\vc", raw), ElementsAre("a\u200b\u535Ab", "c"));
  raw.split_signs = false;
  EXPECT_THAT(words_of("a,b c", raw), ElementsAre("a,b", "c"));
}

constexpr const char* kVocab =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##aff\n##able\n##a\nrun\n##n\n##ing\nr\n,\n##\n";

TEST(WordPiece, TakesTheLongestPieceEachTime) {
  const auto bert = parse_bert_vocab(kVocab, "vocab.txt", false);
  EXPECT_EQ(bert->kind(), "WordPiece");
  EXPECT_THAT(bert->encode("UNaffable"), ElementsAre(5, 6, 7));
  EXPECT_THAT(bert->encode("running, run"), ElementsAre(9, 10, 11, 13, 9));
  EXPECT_THAT(bert->encode("unwanted run"), ElementsAre(1, 9));
  EXPECT_THAT(bert->encode("[CLS]run[MASK] [mask]"), ElementsAre(2, 9, 4, 1, 1, 1));
  EXPECT_EQ(bert->encode("[MASK]", InText::plain).size(), 3u);
  EXPECT_EQ(bert->decode(bert->encode("running , UN affable")), "running , un [UNK]");
  EXPECT_EQ(bert->bytes(6), "aff");
  EXPECT_EQ(bert->name(6), "##aff");
  EXPECT_THAT(bert->encode(std::string(100, 'r')), ElementsAre(1));
  EXPECT_TRUE(bert->encode(" \n").empty());
}

TEST(WordPiece, WordsBeyondAHundredCharactersAreUnknown) {
  const auto bert = parse_bert_vocab("[UNK]\na\n##a\n", "vocab.txt", true);
  EXPECT_EQ(bert->encode(std::string(100, 'a')).size(), 100u);
  EXPECT_THAT(bert->encode(std::string(101, 'a')), ElementsAre(0));
}

TEST(WordPiece, TheCacheChangesNothing) {
  const auto warm = parse_bert_vocab(kVocab, "vocab.txt", false);
  Rng rng(31);
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back(test::random_bytes(rng, 30) + " runn un,");
  for (const std::string& text : texts) (void)warm->encode(text);
  for (const std::string& text : texts)
    ASSERT_EQ(warm->encode(text), parse_bert_vocab(kVocab, "vocab.txt", false)->encode(text));
}

TEST(WordPiece, TrainsAVocabularyThatItReads) {
  const std::string text = "low low low lower lower newest newest newest widest wide 도토리 도토리";
  const BertTextOptions options = kCased;
  const auto pieces = train_word_pieces(text, 60, options, {"[PAD]", "[UNK]"});
  EXPECT_EQ(pieces[0], "[PAD]");
  EXPECT_LE(pieces.size(), 60u);
  for (const char* wanted : {"low", "newest", "도토리", "##est"})
    EXPECT_THAT(pieces, testing::Contains(wanted));
  const auto tokenizer = parse_tokenizer_json(word_pieces_to_json(pieces, 2, options), "w.json");
  EXPECT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
  EXPECT_EQ(tokenizer->encode("low lowest").size(), 3u);
  EXPECT_THAT(tokenizer->encode("[PAD] xyz"), ElementsAre(0, 1));
  EXPECT_THAT(error_of([&] {
                train_word_pieces(text, 2, options, {"[PAD]", "[UNK]"});
              }),
              HasSubstr("no room"));
}

}  // namespace
}  // namespace lab
