#include "engine/tokens/unigram_train.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/check.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "engine/tokens/unigram_lattice.h"
#include "tests/reference/error_of.h"

namespace lab {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(UnigramLattice, ExpectsByHand) {
  UnigramLattice lattice;  // "ab" is ab (0.5) or a, b (0.4 * 0.3)
  lattice.add("a", std::log(0.4));
  lattice.add("b", std::log(0.3));
  lattice.add("ab", std::log(0.5));
  std::vector<double> expected(3);
  lattice.expect("ab", 10, expected);
  EXPECT_NEAR(expected[0], 10 * 0.12 / 0.62, 1e-12);
  EXPECT_NEAR(expected[1], 10 * 0.12 / 0.62, 1e-12);
  EXPECT_NEAR(expected[2], 10 * 0.5 / 0.62, 1e-12);
  std::vector<i32> cut;
  EXPECT_NEAR(lattice.best_cut("ab", -1, cut), std::log(0.5), 1e-12);
  EXPECT_THAT(cut, ElementsAre(2));
  EXPECT_NEAR(lattice.best_cut("ab", 2, cut), std::log(0.12), 1e-12);
  EXPECT_THAT(cut, ElementsAre(1, 0));  // from the last to the first
  lattice.best_cut("axb", -1, cut);
  EXPECT_THAT(cut, ElementsAre(1, -1, 0));
}

std::string repeated_text() {
  std::string text;
  for (int i = 0; i < 40; ++i)
    text +=
        "the running dog and the barking dog were running \n다람쥐가 도토리를 다람쥐는 도토리가 ";
  return text;
}

TEST(UnigramTrain, FindsWords) {
  const UnigramVocabulary made = train_unigram(repeated_text(), {.vocab_size = 320});
  ASSERT_LE(made.pieces.size(), 320u);
  EXPECT_EQ(made.pieces[0].text, "<unk>");
  EXPECT_EQ(made.byte_begin, 1);
  std::vector<std::string> texts;
  double sum = 0;
  for (size_t i = 257; i < made.pieces.size(); ++i) {
    texts.push_back(made.pieces[i].text);
    sum += std::exp(made.pieces[i].score);
    if (i > 257) {
      EXPECT_LE(made.pieces[i].score, made.pieces[i - 1].score);
    }
  }
  for (const char* wanted : {"▁the", "▁다람쥐는", "▁running"})
    EXPECT_THAT(texts, testing::Contains(wanted));
  EXPECT_NEAR(sum, 1, 0.1);  // a distribution, but for digamma and the last cut
}

TEST(UnigramTrain, RoundTripsThroughItsFile) {
  const std::string text = repeated_text();
  const UnigramVocabulary made =
      train_unigram(text, {.vocab_size = 330, .specials = {"<s>", "</s>"}});
  const auto tokenizer = parse_tokenizer_json(unigram_to_json(made), "u.json");
  EXPECT_EQ(tokenizer->kind(), "Unigram");
  EXPECT_EQ(tokenizer->vocab_size(), i64(made.pieces.size()));
  EXPECT_THAT(tokenizer->encode("<s>"), ElementsAre(1));
  for (const char* line : {"the dog was barking 뷁", "다람쥐가 running", "two  spaces"})
    EXPECT_EQ(tokenizer->decode(tokenizer->encode(line)), line);
  EXPECT_LT(tokenizer->encode("the running dog").size(), 6u);
  // letters that look like a byte's or a special token's name are letters
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("a <0x41> b")), "a <0x41> b");
  EXPECT_GT(tokenizer->encode("<s>", InText::plain).size(), 2u);
}

TEST(UnigramTrain, RefusesWhatHasNoRoom) {
  EXPECT_THAT(error_of([] { train_unigram("abc", {.vocab_size = 258}); }),
              HasSubstr("4 characters"));
  EXPECT_THAT(error_of([] { train_unigram("a\xFF", {}); }), HasSubstr("at byte 1"));
}

}  // namespace
}  // namespace lab
