#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/tokens/simple_tokenizers.h"
#include "engine/tokens/tokenizer.h"
#include "tests/reference/error_of.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(CharTokenizer, IsTheVocabularyOfItsText) {
  const auto tokenizer = make_char_tokenizer("나가 ab");
  EXPECT_EQ(tokenizer->vocab_size(), 5);
  EXPECT_THAT(tokenizer->encode("가b"), ElementsAre(3, 2));
  EXPECT_THAT(error_of([&] { tokenizer->encode("a다"); }), HasSubstr("\"다\""));
  Rng rng(23);
  for (int i = 0; i < 500; ++i) {
    const std::string text = test::random_utf8(rng, 30);
    const auto own = make_char_tokenizer(text);
    ASSERT_EQ(own->decode(own->encode(text)), text);
  }
}

TEST(JamoTokenizer, WritesEverySyllableWithFewTokens) {
  const auto tokenizer = make_jamo_tokenizer("다람쥐 ");
  EXPECT_EQ(tokenizer->vocab_size(), 19 + 21 + 27 + 2);  // the letters, the escape, the space
  EXPECT_EQ(tokenizer->encode("한글").size(), 6u);
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("뷁 힣가")), "뷁 힣가");
  Rng rng(29);
  for (int i = 0; i < 500; ++i) {
    const std::string text = test::random_utf8(rng, 30);
    const auto own = make_jamo_tokenizer(text);
    ASSERT_EQ(own->decode(own->encode(text)), text);
  }
}

TEST(WordTokenizer, KeepsTheMostFrequentWords) {
  const auto tokenizer = make_word_tokenizer("b a b\tc\u3000a b", 3);
  EXPECT_EQ(tokenizer->vocab_size(), 3);
  EXPECT_THAT(tokenizer->encode("a  b c\n"), ElementsAre(2, 1, 0));
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("a  b c\n")), "a b <unk>");
  EXPECT_FALSE(tokenizer->lossless());
  EXPECT_EQ(make_word_tokenizer("a b c")->vocab_size(), 4);
}

TEST(SpecialTokens, TakeSpaceAlongAndStandAlone) {
  SpecialTokens specials;
  specials.add({.text = "<m>", .id = 7, .strip_left = true, .strip_right = true});
  specials.add({.text = "cat", .id = 8, .whole_word = true});
  std::vector<std::string> parts;
  const auto split = [&](std::string_view text) {
    parts.clear();
    specials.split(
        text, [&](std::string_view part) { parts.push_back("\"" + std::string(part) + "\""); },
        [&](const SpecialToken& token) { parts.push_back(std::to_string(token.id)); });
    return parts;
  };
  EXPECT_THAT(split("a \u3000<m> \n b"), ElementsAre("\"a\"", "7", "\"b\""));
  EXPECT_THAT(split(" <m>  <m> "), ElementsAre("7", "7"));
  EXPECT_THAT(split("concat cats cat"), ElementsAre("\"concat cats \"", "8"));
  EXPECT_THAT(split("cat가 가cat cat"), ElementsAre("\"cat가 가cat \"", "8"));
  EXPECT_THAT(split("cat"), ElementsAre("8"));
  EXPECT_THAT(split("<m"), ElementsAre("\"<m\""));
}

TEST(LoadTokenizer, SaysWhatFormsThereAre) {
  EXPECT_THROW(load_tokenizer("gpt2"), UsageError);
  EXPECT_THAT(error_of([] { load_tokenizer("vocab.txt"); }), HasSubstr("bert:VOCAB"));
  EXPECT_THAT(error_of([] { load_tokenizer("gpt2:/no/such"); }), HasSubstr("no such folder"));
  EXPECT_THAT(error_of([] { load_tokenizer("bert:/no/such"); }), HasSubstr("/no/such"));
}

}  // namespace
}  // namespace lab
