// The account of choices, on grammars small enough to work out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "datasets/tinytown/every_telling.h"
#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

/// Who: Ann 1/4, Bo 3/4. Where: sea 1/2, hill 1/2, told of Bo only. A coin 1/3 : 2/3 that decides
/// nothing in the text. A synonym: "[ran|went]", 1/4 : 1/5, so 5/9 : 4/9.
void tell_small_story(Chooser& chooser, Writer& out) {
  constexpr double kWho[] = {1, 3}, kCoin[] = {1, 2}, kWhere[] = {2, 2};
  const bool bo = chooser.choose("who", kWho) == 1;
  chooser.choose("coin", kCoin);
  const Phrasing phrasing{chooser, "wording", [](std::string_view) { return std::string(); }, out};
  write_phrase(bo ? "Bo [ran|went]" : "Ann [ran|went]", phrasing);
  if (bo) out.write(chooser.choose("where", kWhere) == 0 ? " to sea" : " uphill");
}

std::map<std::string, double> all_texts() {
  std::map<std::string, double> texts;
  for_every_telling(tell_small_story, [&](const std::string& text, double probability) {
    texts[text] += probability;
  });
  return texts;
}

TEST(EveryTelling, FindsEachTextOfASmallGrammarWithItsProbability) {
  const auto near = [](double p) { return testing::DoubleNear(p, 1e-15); };
  EXPECT_THAT(all_texts(), ElementsAre(Pair("Ann ran", near(1.0 / 4 * 5 / 9)),
                                       Pair("Ann went", near(1.0 / 4 * 4 / 9)),
                                       Pair("Bo ran to sea", near(3.0 / 8 * 5 / 9)),
                                       Pair("Bo ran uphill", near(3.0 / 8 * 5 / 9)),
                                       Pair("Bo went to sea", near(3.0 / 8 * 4 / 9)),
                                       Pair("Bo went uphill", near(3.0 / 8 * 4 / 9))));
}

TEST(EveryTelling, ProbabilitiesSumToOneAndTheEntropyIsTheClosedForm) {
  const auto h = [](double p) { return -p * std::log2(p) - (1 - p) * std::log2(1 - p); };
  double sum = 0, bits = 0;
  for (const auto& [text, p] : all_texts()) {
    sum += p;
    bits -= p * std::log2(p);
  }
  EXPECT_NEAR(sum, 1, 1e-15);
  // Chain rule by hand: who, the synonym, and where in three of four stories; the coin adds
  // nothing.
  EXPECT_NEAR(bits, h(1.0 / 4) + h(5.0 / 9) + 0.75 * 1, 1e-12);
}

TEST(EveryTelling, SumsOutAChoiceThatTheTextDoesNotReveal) {
  const TextProbability p = probability_of(tell_small_story, "Bo ran uphill");
  EXPECT_EQ(p.tellings, 2);  // either side of the coin
  EXPECT_NEAR(std::exp(-p.nats), 3.0 / 8 * 5 / 9, 1e-15);
  // The account of one telling also pays for the coin: it is above the price of the text.
  RandomChooser chooser(1);
  Writer out;
  tell_small_story(chooser, out);
  const double coin = chooser.nats() - probability_of(tell_small_story, out.text()).nats;
  EXPECT_TRUE(std::abs(coin - std::log(3)) < 1e-12 || std::abs(coin - std::log(1.5)) < 1e-12);
}

TEST(EveryTelling, GivesImpossibleTextsNoProbability) {
  for (const char* text : {"Ann ran to sea", "Bo ran", "", "Cy ran", "Bo ran uphill!"}) {
    const TextProbability p = probability_of(tell_small_story, text);
    EXPECT_EQ(p.tellings, 0) << text;
    EXPECT_TRUE(std::isinf(p.nats)) << text;
  }
}

TEST(Chooser, DrawsAsOftenAsTheWeightsSayAndNeverAWeightOfZero) {
  constexpr double kWeights[] = {1, 0, 3, 4};
  constexpr int kDraws = 80000;
  RandomChooser chooser(7);
  std::map<std::size_t, int> seen;
  for (int i = 0; i < kDraws; ++i) ++seen[chooser.choose("x", kWeights)];
  EXPECT_EQ(seen.count(1), 0u);
  EXPECT_NEAR(seen[0], kDraws / 8, 400);  // four standard deviations: 4 * sqrt(n p q) = 374
  EXPECT_NEAR(seen[2], kDraws * 3 / 8, 600);
  const double entropy = 1.0 / 8 * std::log(8) + 3.0 / 8 * std::log(8.0 / 3) + 0.5 * std::log(2);
  EXPECT_NEAR(chooser.nats() / kDraws, entropy, 0.01);
}

TEST(Chooser, KeepsStreamsApart) {
  constexpr double kWeights[] = {1, 1, 1, 1, 1, 1, 1, 1};
  RandomChooser plain(3), disturbed(3);
  std::vector<std::size_t> a, b;
  for (int i = 0; i < 50; ++i) {
    a.push_back(plain.choose("facts", kWeights));
    disturbed.choose("wording", kWeights);
    b.push_back(disturbed.choose("facts", kWeights));
  }
  EXPECT_EQ(a, b);
}

TEST(Chooser, RefusesToChooseFromNothing) {
  RandomChooser chooser(1);
  constexpr double kZeros[] = {0, 0};
  EXPECT_THROW(chooser.choose("x", kZeros), Error);
  EXPECT_THROW(chooser.choose("x", {}), Error);
}

}  // namespace
}  // namespace lab::tinytown
