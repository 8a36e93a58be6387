// Grammar that a reader would trip over: articles in English, particles in Korean.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "datasets/tinytown/korean.h"
#include "datasets/tinytown/tale.h"
#include "datasets/tinytown/tinytown.h"
#include "tests/unit/tinytown/lines.h"

namespace lab::tinytown {
namespace {

TEST(Tinytown, EnglishArticlesAndCapitalsAreRight) {
  const std::string text = make_tinytown(2'000'000, Language::en, 22).text;
  std::smatch match;
  EXPECT_FALSE(std::regex_search(text, match, std::regex("\\b[Aa] [aeiou]\\w*"))) << match.str();
  EXPECT_FALSE(std::regex_search(text, match, std::regex("\\b[Aa]n [^aeiou]\\w*"))) << match.str();
  // Letters that sound otherwise than they look would need a rule of their own.
  EXPECT_FALSE(
      std::regex_search(text, match, std::regex("\\b[Aa]n? (hon|hour|heir|uni|use|eu|one)\\w*")))
      << match.str();
  for (const std::string& line : lines_of(text))
    EXPECT_TRUE(line.empty() || std::isupper(line[0]) || line[0] == '"') << line;
}

/// All Korean words of the world that particles follow.
std::set<std::string> korean_nouns() {
  std::set<std::string> nouns;
  const auto last_word = [](std::string phrase) { return phrase.substr(phrase.rfind(' ') + 1); };
  for (const Name& name : names()) {
    nouns.insert(name.ko);
    if (name.korean && ending_of(name.ko) != Ending::vowel)
      nouns.insert(std::string(name.ko) + "이");
  }
  for (const Pairs* table : {&foods(), &items(), &pleasures(), &elders(), &lessons()})
    for (const Pair& word : *table) nouns.insert(last_word(word.ko));
  for (const Place& place : places()) nouns.insert(last_word(place.word.ko));
  for (const Plot& plot : plots())
    for (const Pair& thing : plot.things) nouns.insert(last_word(thing.ko));
  return nouns;
}

TEST(Tinytown, KoreanParticlesAgreeWithTheWordBefore) {
  const std::set<std::string> nouns = korean_nouns();
  struct Rule {
    std::string closed, open;
    bool rieul_is_open;
  };
  const Rule rules[] = {{"은", "는", false}, {"이", "가", false},  {"을", "를", false},
                        {"과", "와", false}, {"으로", "로", true}, {"아", "야", false}};
  std::string word;
  std::map<std::string, i64> seen;
  const std::string text = make_tinytown(2'000'000, Language::ko, 23).text;
  const auto judge = [&] {
    for (const Rule& rule : rules)
      for (const bool closed : {true, false}) {
        const std::string& particle = closed ? rule.closed : rule.open;
        if (!word.ends_with(particle)) continue;
        const std::string noun = word.substr(0, word.size() - particle.size());
        if (!nouns.contains(noun) || nouns.contains(word)) continue;
        const Ending ending = ending_of(noun);
        const bool is_open =
            ending == Ending::vowel || (rule.rieul_is_open && ending == Ending::rieul);
        EXPECT_EQ(is_open, !closed) << word;
        ++seen[particle];
      }
  };
  for (const char c : text) {
    if (std::string_view(" \n,.!?\"").find(c) == std::string_view::npos) {
      word += c;
      continue;
    }
    judge();
    word.clear();
  }
  for (const Rule& rule : rules) {  // the test saw each particle at work
    EXPECT_GT(seen[rule.closed], 50) << rule.closed;
    EXPECT_GT(seen[rule.open], 50) << rule.open;
  }
}

}  // namespace
}  // namespace lab::tinytown
