// The corpus itself: exact prices, alignment, and a reader's complaints turned into tests.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <regex>
#include <set>
#include <sstream>

#include "datasets/tinytown/korean.h"
#include "datasets/tinytown/tale.h"
#include "datasets/tinytown/tinytown.h"
#include "engine/core/check.h"
#include "engine/text/count_model.h"
#include "engine/text/unicode.h"
#include "tests/unit/tinytown/lines.h"

namespace lab::tinytown {
namespace {

constexpr Language kLanguages[] = {Language::en, Language::ko, Language::both};

std::string story_text(const TinytownText& corpus, std::size_t i) {
  const auto first = static_cast<std::size_t>(corpus.stories[i].first_byte);
  const auto last = i + 1 < corpus.stories.size()
                        ? static_cast<std::size_t>(corpus.stories[i + 1].first_byte)
                        : corpus.text.size();
  return corpus.text.substr(first, last - first);
}

/// The text's characters as ids; not UTF-8 fails the test.
std::vector<i32> code_points(const std::string& text) {
  EXPECT_FALSE(find_utf8_error(text).has_value());
  const std::vector<u32> points = decode_utf8(text);
  return {points.begin(), points.end()};
}

// --- the price -----------------------------------------------------------------------------------

class EachLanguage : public testing::TestWithParam<Language> {};
INSTANTIATE_TEST_SUITE_P(Tinytown, EachLanguage, testing::ValuesIn(kLanguages),
                         [](const auto& info) {
                           return std::string(info.param == Language::en   ? "en"
                                              : info.param == Language::ko ? "ko"
                                                                           : "both");
                         });

TEST_P(EachLanguage, TextRevealsEveryChoiceThatWasMade) {
  // The oracle looks for every way in which each story could have come about: there is one, and its
  // probability is the account's. 60 stories make 540 sentences of all kinds.
  const TinytownText corpus = make_tinytown(120'000, GetParam(), 99);
  ASSERT_GE(corpus.stories.size(), 60u);
  for (std::size_t i = 0; i < 60; ++i) {
    const std::string text = story_text(corpus, i);
    const TextProbability p = probability_of(storyteller(GetParam()), text);
    EXPECT_EQ(p.tellings, 1) << text;
    EXPECT_NEAR(p.nats, corpus.stories[i].nats, 1e-9) << text;
  }
}

TEST_P(EachLanguage, EqualTextsHaveEqualPrices) {
  std::map<std::string, double> price;
  const TinytownText corpus = make_tinytown(4'000'000, GetParam(), 5);
  for (std::size_t i = 0; i < corpus.stories.size(); ++i) {
    const auto [known, fresh] = price.emplace(story_text(corpus, i), corpus.stories[i].nats);
    EXPECT_NEAR(known->second, corpus.stories[i].nats, 1e-9) << (fresh ? "" : "told twice");
  }
  EXPECT_EQ(price.size(), corpus.stories.size());  // a corpus this small repeats no story
}

TEST_P(EachLanguage, TwoSeedsAgreeOnTheEntropyRate) {
  const double a = make_tinytown(1'000'000, GetParam(), 1).realised_bits_per_char;
  const double b = make_tinytown(1'000'000, GetParam(), 2).realised_bits_per_char;
  EXPECT_NEAR(a / b, 1, 0.01);
  EXPECT_GT(a, 0.1);
}

TEST_P(EachLanguage, CountsOfOrderFiveStayFarAboveTheFloor) {
  const TinytownText corpus = make_tinytown(1'000'000, GetParam(), 1);
  std::map<i32, i32> vocab;
  std::vector<i32> ids;
  for (const i32 point : code_points(corpus.text))
    ids.push_back(vocab.emplace(point, static_cast<i32>(vocab.size())).first->second);
  ASSERT_EQ(static_cast<i64>(ids.size()), corpus.chars);
  const i64 cut = corpus.chars * 9 / 10;
  const std::span<const i32> all = ids;
  CountModel counts(5, static_cast<i64>(vocab.size()));
  counts.train(all.first(static_cast<std::size_t>(cut)));
  const double order5 = counts.nats_per_token(all.subspan(static_cast<std::size_t>(cut)));
  EXPECT_GT(order5, 1.4 * floor_nats_per_char(corpus, cut, corpus.chars));
}

TEST(Tinytown, PairsCostMoreThanOneLanguageAndLessThanTwo) {
  for (i64 i = 0; i < 200; ++i) {
    const Story story = make_story(4, i);
    EXPECT_GT(story.nats_both, std::max(story.nats_en, story.nats_ko));
    EXPECT_LT(story.nats_both, story.nats_en + story.nats_ko);
  }
}

TEST(Tinytown, FloorOfARangeCountsItsWholeStoriesOnly) {
  const TinytownText corpus = make_tinytown(20'000, Language::en, 8);
  const StoryMark &a = corpus.stories[3], &b = corpus.stories[4];
  const double both = (a.nats + b.nats) / static_cast<double>(a.chars + b.chars);
  EXPECT_DOUBLE_EQ(floor_nats_per_char(corpus, a.first_char - 5, b.first_char + b.chars + 9), both);
  EXPECT_DOUBLE_EQ(floor_nats_per_char(corpus, a.first_char + 1, b.first_char + b.chars),
                   b.nats / static_cast<double>(b.chars));
  EXPECT_NEAR(floor_nats_per_char(corpus, 0, corpus.chars),
              corpus.realised_bits_per_char * std::numbers::ln2, 1e-12);
  EXPECT_THROW(floor_nats_per_char(corpus, a.first_char + 1, b.first_char + 1), Error);
}

// --- the shape -----------------------------------------------------------------------------------

TEST_P(EachLanguage, SameSeedSameBytesOtherSeedOtherStories) {
  const std::string text = make_tinytown(50'000, GetParam(), 1).text;
  EXPECT_EQ(text, make_tinytown(50'000, GetParam(), 1).text);
  EXPECT_NE(text, make_tinytown(50'000, GetParam(), 2).text);
  EXPECT_TRUE(make_tinytown(90'000, GetParam(), 1).text.starts_with(text));
}

TEST_P(EachLanguage, CutsBetweenStories) {
  for (const i64 bytes : {1, 999, 1000, 5000, 12345}) {
    const TinytownText corpus = make_tinytown(bytes, GetParam(), 6);
    const i64 size = static_cast<i64>(corpus.text.size());
    EXPECT_TRUE(size <= bytes || corpus.stories.size() == 1);
    EXPECT_TRUE(corpus.text.ends_with(".\n\n") || corpus.text.ends_with("\"\n\n")) << corpus.text;
    i64 chars = 0;
    for (const StoryMark& story : corpus.stories) {
      EXPECT_EQ(story.first_char, chars);
      chars += story.chars;
    }
    EXPECT_EQ(chars, corpus.chars);
    EXPECT_EQ(chars, static_cast<i64>(code_points(corpus.text).size()));
  }
  EXPECT_THROW(make_tinytown(0, GetParam(), 1), Error);
}

TEST(Tinytown, TellsTheSameStoriesInEachLanguage) {
  const TinytownText en = make_tinytown(100'000, Language::en, 3);
  const TinytownText ko = make_tinytown(100'000, Language::ko, 3);
  const TinytownText both = make_tinytown(100'000, Language::both, 3);
  for (std::size_t i = 0; i < 50; ++i) {
    const Story story = make_story(3, static_cast<i64>(i));
    std::string en_text, ko_text, both_text;
    for (const Sentence& sentence : story.sentences) {
      en_text += sentence.en + "\n";
      ko_text += sentence.ko + "\n";
      both_text += sentence.en + "\n" + sentence.ko + "\n";
    }
    EXPECT_EQ(en_text + "\n", story_text(en, i));
    EXPECT_EQ(ko_text + "\n", story_text(ko, i));
    EXPECT_EQ(both_text + "\n", story_text(both, i));
    EXPECT_DOUBLE_EQ(story.nats_both, both.stories[i].nats);
    EXPECT_GE(story.sentences.size(), 8u);
    EXPECT_LE(story.sentences.size(), 10u);
  }
}

TEST(Tinytown, LabelsNameWhatTheTextSays) {
  const std::set<std::string> not_said{"plot", "mood", "relative"};
  for (i64 i = 0; i < 300; ++i) {
    const Story story = make_story(12, i);
    std::string en, ko;
    for (const Sentence& sentence : story.sentences) en += sentence.en, ko += sentence.ko;
    for (const Label& label : story.labels) {
      if (not_said.contains(label.what)) continue;
      std::string tail = label.en.substr(1);  // a sentence may have put a capital in front
      EXPECT_NE(en.find(tail), std::string::npos) << label.what << ": " << label.en << "\n" << en;
      EXPECT_NE(ko.find(label.ko), std::string::npos) << label.what << ": " << label.ko << "\n"
                                                      << ko;
    }
  }
}

// --- the reader ----------------------------------------------------------------------------------

TEST_P(EachLanguage, LeavesNoTemplateMarksNoDoubleSpacesNoStrayBlanks) {
  const std::string text = make_tinytown(2'000'000, GetParam(), 21).text;
  for (const char* wrong : {"{", "}", "[", "]", "|", "@", "~", "  ", " \n", "\n ", " .", " ,", "..",
                            ",,", "\n\n\n", "\t", "\r"})
    EXPECT_EQ(text.find(wrong), std::string::npos) << "found '" << wrong << "'";
  code_points(text);
}

TEST(Tinytown, DreamsAreOfWhatWasSeenAndFriendsAreOthers) {
  for (const std::string& story : [] {
         std::vector<std::string> stories;
         const TinytownText corpus = make_tinytown(500'000, Language::en, 31);
         for (std::size_t i = 0; i < corpus.stories.size(); ++i)
           stories.push_back(story_text(corpus, i));
         return stories;
       }()) {
    const std::size_t night = story.find("That night ");
    if (night == std::string::npos) continue;
    const std::size_t dream = story.find("dreamed of ", night);
    const std::size_t start = dream + std::string("dreamed of ").size();
    const std::string dreamed = story.substr(start, story.find('.', start) - start);
    EXPECT_LT(story.find(dreamed), dream) << story;
  }
  for (i64 i = 0; i < 500; ++i) {
    std::map<std::string, std::string> fact;
    for (const Label& label : make_story(31, i).labels) fact[label.what] = label.en;
    EXPECT_NE(fact.at("hero"), fact.at("friend"));
    EXPECT_NE(fact.at("item"), fact.at("item2"));
  }
}

TEST(Tinytown, WorldIsAsLargeAsTheReadmeSays) {
  std::size_t things = 0;
  for (const Plot& plot : plots()) things += plot.things.size();
  std::size_t closed_names = 0;
  for (const Name& name : names()) closed_names += ending_of(name.ko) != Ending::vowel;
  EXPECT_GE(names().size(), 40u);
  EXPECT_GE(closed_names, 15u);
  EXPECT_LE(closed_names, names().size() - 15);
  EXPECT_GE(places().size(), 25u);
  EXPECT_GE(things, 60u);
  EXPECT_EQ(plots().size(), 12u);
}

}  // namespace
}  // namespace lab::tinytown
