// The template language: articles, capitals, particles, alternatives.
#include "datasets/tinytown/phrase.h"

#include <gtest/gtest.h>

#include <set>

#include "datasets/tinytown/every_telling.h"
#include "datasets/tinytown/korean.h"
#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

Storyteller teller(const std::string& pattern, const std::string& word) {
  return [pattern, word](Chooser& chooser, Writer& out) {
    out.begin_sentence();
    write_phrase(pattern, {chooser, "w", [&](std::string_view) { return word; }, out});
  };
}

std::string written(const std::string& pattern, const std::string& word = "") {
  RandomChooser chooser(1);
  Writer out;
  teller(pattern, word)(chooser, out);
  return out.text();
}

TEST(Phrase, ChoosesTheParticleByTheLastSyllable) {
  const auto with = [](const char* word) { return written("{w}~은 {w}~이 {w}~을 {w}~과", word); };
  EXPECT_EQ(with("미나"), "미나는 미나가 미나를 미나와");
  EXPECT_EQ(with("톰"), "톰은 톰이 톰을 톰과");
  EXPECT_EQ(with("폴"), "폴은 폴이 폴을 폴과");
}

TEST(Phrase, KnowsThatRieulTakesTheShortFormOfEuro) {
  EXPECT_EQ(written("{w}~으로", "숲"), "숲으로");
  EXPECT_EQ(written("{w}~으로", "항구"), "항구로");
  EXPECT_EQ(written("{w}~으로", "마을"), "마을로");
}

TEST(Phrase, CallsNamesAndJoinsTheCopula) {
  EXPECT_EQ(written("{w}~아! {w}~이라는 {w}~이었다 {w}~이잖아", "톰"),
            "톰아! 톰이라는 톰이었다 톰이잖아");
  EXPECT_EQ(written("{w}~아! {w}~이라는 {w}~이었다 {w}~이잖아", "미나"),
            "미나야! 미나라는 미나였다 미나잖아");
}

TEST(Phrase, PutsAnBeforeVowelsEvenAcrossASlot) {
  EXPECT_EQ(written("@ {w} kite and @ egg", "old"), "An old kite and an egg");
  EXPECT_EQ(written("@ {w} kite and @ hat", "red"), "A red kite and a hat");
}

TEST(Phrase, StartsASentenceWithACapitalAndLeavesKoreanAlone) {
  EXPECT_EQ(written("{w} went", "she"), "She went");
  EXPECT_EQ(written("어느 날 a"), "어느 날 a");
}

TEST(Phrase, ReachesEveryNestedAlternative) {
  std::set<std::string> texts;
  for_every_telling(teller("x [a|b [c|d]|]!", ""),
                    [&](const std::string& text, double) { texts.insert(text); });
  EXPECT_EQ(texts, (std::set<std::string>{"X a!", "X b c!", "X b d!", "X !"}));
}

TEST(Phrase, RefusesBrokenPatterns) {
  EXPECT_THROW(written("[a|b"), Error);
  EXPECT_THROW(written("{a"), Error);
  EXPECT_THROW(written("톰~도"), Error);
}

TEST(Korean, ReadsTheFinalConsonant) {
  EXPECT_EQ(ending_of("가"), Ending::vowel);
  EXPECT_EQ(ending_of("각"), Ending::consonant);
  EXPECT_EQ(ending_of("갈"), Ending::rieul);
  EXPECT_EQ(ending_of("힣"), Ending::consonant);
  EXPECT_EQ(ending_of("abc"), Ending::vowel);
  EXPECT_EQ(ending_of(""), Ending::vowel);
}

}  // namespace
}  // namespace lab::tinytown
