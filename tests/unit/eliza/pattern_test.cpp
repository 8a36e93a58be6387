#include "chapters/01_eliza/pattern.h"

#include <gtest/gtest.h>

#include "tests/unit/eliza/small_script.h"

namespace lab::test {
namespace {

/// "part|part|part" of the one rule of a key, "-" if it does not match.
std::string parts(const std::string& pattern, const std::string& line,
                  const std::string& language = "en", const std::string& before = "") {
  const std::string rules = before + "key x|엑스 1\n  match " + pattern + "\n    say found\n";
  const Exchange exchange = answer(rules, line, language);
  if (exchange.source != "rule") return "-";
  std::string out;
  for (const Part& part : exchange.parts) out += (out.empty() ? "" : "|") + ("[" + part.text + "]");
  return out;
}

TEST(Pattern, ZeroTakesAnyNumberOfWordsAndTheFewest) {
  EXPECT_EQ(parts("0", "x"), "[x]");
  EXPECT_EQ(parts("0 x 0", "x"), "[]|[x]|[]");
  EXPECT_EQ(parts("0 x 0", "a b x c"), "[a b]|[x]|[c]");
  EXPECT_EQ(parts("0 x 0", "a x b x c"), "[a]|[x]|[b x c]");
  EXPECT_EQ(parts("0 x 0 x", "a x b x c x"), "[a]|[x]|[b x c]|[x]");
}

TEST(Pattern, NumbersTakeExactlyThatMany) {
  EXPECT_EQ(parts("2 x", "a b x"), "[a b]|[x]");
  EXPECT_EQ(parts("2 x", "a x"), "-");
  EXPECT_EQ(parts("0 1 x 3", "a b x c d e"), "[a]|[b]|[x]|[c d e]");
  EXPECT_EQ(parts("1 x 1", "x"), "-");
}

TEST(Pattern, AllWordsHaveToBeTaken) {
  EXPECT_EQ(parts("x", "x"), "[x]");
  EXPECT_EQ(parts("x", "x y"), "-");
  EXPECT_EQ(parts("0 x", "a x b"), "-");
}

TEST(Pattern, AlternativesClassesAndTheKeywordItself) {
  EXPECT_EQ(parts("0 red|blue x", "a blue x"), "[a]|[blue]|[x]");
  EXPECT_EQ(parts("0 red|blue x", "a green x"), "-");
  EXPECT_EQ(parts("0 @colour 0", "x is Blue", "en", "class colour = red|blue\n"),
            "[x is]|[Blue]|[]");
  EXPECT_EQ(parts("0 * 0", "a x b"), "[a]|[x]|[b]");
  EXPECT_EQ(parts("0 * 0", "a 엑스 b"), "[a]|[엑스]|[b]");
}

TEST(Pattern, BeginningsAndEndings) {
  EXPECT_EQ(parts("x 0 dream~ 0", "x I dreamed it"), "[x]|[I]|[dream]|[it]");
  EXPECT_EQ(parts("x 0~ing now", "x stop running now"), "[x]|[stop runn]|[now]");
  EXPECT_EQ(parts("x 1~ing now", "x stop running now"), "-");
  EXPECT_EQ(parts("x ~ing/ed", "x jumped"), "[x]|[jump]");
  EXPECT_EQ(parts("x 0~ing", "x ing"), "-") << "the ending alone is no word";
}

TEST(Pattern, KoreanWordsCarryParticles) {
  EXPECT_EQ(parts("0 엄마 0 엑스", "우리 엄마는 늘 엑스", "ko"), "[우리]|[엄마]|[늘]|[엑스]");
  EXPECT_EQ(parts("엑스 엄마", "엑스 엄마한테는요", "ko"), "[엑스]|[엄마]");
  EXPECT_EQ(parts("엑스 엄마", "엑스 엄마손", "ko"), "-");
  EXPECT_EQ(parts("x mother", "x motherwell"), "-");
}

TEST(Pattern, KoreanEndingsAreCutWhereTheyFit) {
  EXPECT_EQ(parts("엑스 0~고 싶~", "엑스 학교에 가고 싶어요", "ko"), "[엑스]|[학교에 가]|[싶]");
  EXPECT_EQ(parts("엑스 0~이/가 싫~", "엑스 저 개가 싫어요", "ko"), "[엑스]|[저 개]|[싫]");
  EXPECT_EQ(parts("엑스 1~이/가 싫~", "엑스 나이 싫어요", "ko"), "-") << "이 fits no vowel";
  const char* guard = "whole 고양이\n";
  EXPECT_EQ(parts("엑스 1~이/가 싫~", "엑스 고양이 싫어요", "ko", guard), "-");
  EXPECT_EQ(parts("엑스 1~이/가 싫~", "엑스 고양이가 싫어요", "ko", guard), "[엑스]|[고양이]|[싫]");
  EXPECT_EQ(parts("엑스 1~? 싫~", "엑스 고양이는 싫어요", "ko", guard), "[엑스]|[고양이]|[싫]");
  EXPECT_EQ(parts("엑스 1~? 싫~", "엑스 바다 싫어요", "ko"), "[엑스]|[바다]|[싫]");
  EXPECT_EQ(parts("엑스 0~기 싫~", "엑스 가기가 싫어요", "ko"), "[엑스]|[가]|[싫]");
}

TEST(Pattern, PartsKnowTheirPlaceInTheLine) {
  const Exchange exchange =
      answer("key 싶~ 1\n  match 0~고 싶~ 0\n    say 네\n", "  학교에  가고 싶어요!", "ko");
  ASSERT_EQ(exchange.parts.size(), 3u);
  const auto place = [&](const auto& at) {
    return exchange.said.substr(std::size_t(at.begin), std::size_t(at.end - at.begin));
  };
  EXPECT_EQ(place(exchange.parts[0]), "학교에  가");
  EXPECT_EQ(place(exchange.parts[1]), "싶");
  EXPECT_EQ(place(exchange.hits[0]), "싶");
  EXPECT_EQ(exchange.parts[0].slot, "0~고");
}

TEST(Pattern, ALongLineIsMatchedWithoutTryingEverything) {
  std::string line = "x";
  for (int i = 0; i < 20'000; ++i) line += " a";
  EXPECT_EQ(parts("0 a 0 a 0 a 0 a 0 a 0 b", line), "-");  // a search by trial would never end
}

}  // namespace
}  // namespace lab::test
