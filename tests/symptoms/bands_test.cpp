// Reference bands: what the file may say, which runs have one, and that it tells the healthy from
// the broken.
#include <cmath>

#include "chapters/10_gpt/chapter.h"
#include "tests/symptoms/broken_run.h"

namespace lab::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kHead =
    R"({"format": "lmlab-bands/1", "lesson": {"chapter": 10, "section": 23, "rows": {"leak_floor": 5}},
        "recipes": {"small": {"steps": 100, "options": {"lr": "0.001", "clip": "1"}}}, "bands": [)";

/// A file with one band, for `corpus`; `points` of the validation loss.
std::string one_band(const Corpus& corpus, const std::string& points) {
  const TextMark mark = mark_of(corpus);
  return cat(kHead, R"({"recipe": "small", "text": {"name": "t", "train_chars": )",
             mark.train_chars, R"(, "valid_chars": )", mark.valid_chars, R"(, "vocab": )",
             corpus.vocab.size(), R"(, "hash": ")", mark.hash, R"("}, "valid": )", points,
             R"(, "smooth": [[1, 3.9, 4.1]]}]})");
}

Corpus small_corpus(const std::string& text = "the cat saw a dog. ") {
  return corpus_from_text("t", text + text + text);
}

RunConfig small_config() {
  return {.options = {{"lr", "0.001"}, {"clip", "1"}}, .seed = 9, .steps = 100};
}

TEST(Bands, BetweenMeasuredStepsLiesALineOverTheLogarithm) {
  Band band;
  EXPECT_FALSE(band.valid_at(0));
  band.valid = {{0, 4, 5}, {3, 2, 4}, {100, 1, 2}};
  EXPECT_EQ(band.valid_at(3)->low, 2);
  EXPECT_FLOAT_EQ(band.valid_at(1)->low, 3);  // log 2 is half of log 4
  EXPECT_FLOAT_EQ(band.valid_at(1)->high, 4.5);
  EXPECT_FALSE(band.valid_at(101));
  EXPECT_TRUE(band.valid_at(100)->holds(1.5f));
  EXPECT_FALSE(band.valid_at(100)->holds(2.01f));
  EXPECT_FALSE(band.valid_at(100)->holds(NAN));
  band.until = 50;
  EXPECT_TRUE(band.valid_at(50));
  EXPECT_FALSE(band.valid_at(51)) << "the learning rate was changed by hand";
}

TEST(Bands, BelongToARunWithTheSameTextOptionsAndSteps) {
  const Corpus corpus = small_corpus();
  const Expected expected = parse_expected(one_band(corpus, "[[0, 4, 5]]"), "bands.json");
  EXPECT_EQ(expected.trouble.section, 23);
  EXPECT_EQ(expected.trouble.rows.at("leak_floor"), 5);
  EXPECT_EQ(find_band(expected, small_config(), corpus).recipe, "small");

  RunConfig other = small_config();
  other.options["lr"] = "0.03";
  other.steps = 200;
  const Band none = find_band(expected, other, corpus);
  EXPECT_FALSE(none.known());
  EXPECT_EQ(none.why_none, "lr=0.03 (small: 0.001), steps=200 (small: 100)");

  EXPECT_FALSE(find_band(expected, small_config(), small_corpus("the cat saw a fog. ")).known())
      << "as long, but another text";
  Corpus cut = corpus;  // the same characters, split at another place
  cut.valid.insert(0, 1, cut.train.back());
  cut.train.pop_back();
  EXPECT_NE(mark_of(cut).hash, mark_of(corpus).hash);
  EXPECT_FALSE(find_band({}, small_config(), corpus).known());
}

TEST(Bands, ABadFileIsRefusedWithTheReason) {
  const Corpus corpus = small_corpus();
  const auto error = [&](const std::string& json) -> std::string {
    try {
      parse_expected(json, "bands.json");
    } catch (const Error& e) {
      return e.what();
    }
    return "nothing";
  };
  EXPECT_TRUE(parse_expected("", "bands.json").bands.empty());
  EXPECT_THAT(error(R"({"format": "lmlab-bands/2"})"), HasSubstr("bands.json: want format"));
  EXPECT_THAT(error(one_band(corpus, "[[5, 4, 5], [5, 4, 5]]")), HasSubstr("step 5: want rising"));
  EXPECT_THAT(error(one_band(corpus, "[[5, 5, 4]]")), HasSubstr("low <= high"));
  EXPECT_THAT(error(one_band(corpus, "[[5, 4]]")), HasSubstr("[step, low, high]"));
}

const Expected& of_chapter_10() {
  static const Expected expected = parse_expected(make_gpt_chapter()->expected(), "gpt");
  return expected;
}

/// A band is found by options: a new option of the chapter must be in the file too.
TEST(BandsOfChapter10, AreThoseOfItsPresets) {
  for (const MeasuredBand& measured : of_chapter_10().bands) {
    GptOptions options;
    const Preset preset = find_preset(gpt_presets(), measured.band.recipe);
    for (const auto& [key, value] : preset.options) set_option(options.fields(), key, value);
    EXPECT_EQ(option_values(options.fields()), measured.options) << measured.band.recipe;
    EXPECT_EQ(preset.steps, measured.steps) << measured.band.recipe;
    EXPECT_EQ(measured.band.valid.back().step, preset.steps);
    EXPECT_EQ(measured.band.smooth.back().step, preset.steps);
    for (const BandPoint& point : measured.band.valid) EXPECT_LT(point.high - point.low, 0.6);
  }
}

TEST(BandsOfChapter10, ExistForTheTextsThatItIsShownWith) {
  std::set<std::string> known;
  for (const MeasuredBand& m : of_chapter_10().bands)
    known.insert(m.band.recipe + " " + m.text_name);
  for (const char* wanted : {"small tinytown:en", "small tinytown:ko", "small tinyshakespeare",
                             "smoke tinytown:en", "smoke tinytown:ko"})
    EXPECT_THAT(known, Contains(wanted));
}

/// The texts that the generator makes today are those that were measured.
TEST(BandsOfChapter10, KnowTheTextByWhatIsInIt) {
  for (const char* spec : {"tinytown:en", "tinytown:ko"}) {
    const TextMark mark = mark_of(load_data(spec, "", 65).corpus);
    int found = 0;
    for (const MeasuredBand& m : of_chapter_10().bands)
      found += m.text_name == spec && m.text == mark;
    EXPECT_EQ(found, 2) << spec << " has changed: make the bands again";
  }
}

TEST(BandsOfChapter10, EachSymptomHasItsRowInTheLesson) {
  const TroublePlace& trouble = of_chapter_10().trouble;
  EXPECT_EQ(trouble.chapter, 10);
  for (const auto& [name, row] : trouble.rows) {
    bool exists = false;
    for (int kind = 0; kind < int(SymptomKind::count_); ++kind)
      exists |= name == name_of(SymptomKind(kind));
    EXPECT_TRUE(exists) << name;
  }
  const std::string lesson = load_text(LAB_SOURCE_DIR "/chapters/10_gpt/lesson.md");
  const std::size_t section = lesson.find(cat("\n## ", trouble.section, ". What goes wrong"));
  ASSERT_NE(section, std::string::npos);
  std::vector<std::string> rows;
  for (std::size_t at = lesson.find("\n|---", section); at != std::string::npos;) {
    const std::size_t begin = lesson.find('\n', at + 1) + 1;
    if (lesson[begin] != '|') break;
    rows.push_back(lesson.substr(begin, lesson.find('\n', begin) - begin));
    at = begin - 1;
  }
  const std::pair<const char*, const char*> kWords[] = {
      {"nothing_learned", "ln 65"},    {"gradient_zero", "no gradient"},
      {"rate_too_low", "rate is 0"},   {"starts_high", "far above"},
      {"stuck_unigram", "1-gram"},     {"stuck_bigram", "2-gram"},
      {"leak_floor", "a leak"},        {"leak_valid", "a leak"},
      {"leak_early", "a leak"},        {"rate_too_high", "too high"},
      {"gradient_bursts", "too high"}, {"steps_too_long", "too high"},
      {"non_finite", "not a number"},  {"memorising", "by heart"},
      {"wrong_axis", "wrong axis"}};
  ASSERT_EQ(std::size(kWords), trouble.rows.size());
  for (const auto& [name, words] : kWords)
    EXPECT_THAT(rows.at(std::size_t(trouble.rows.at(name) - 1)), HasSubstr(words)) << name;
}

TEST(BandsOfChapter10, HoldAFreshSmokeRunOfAnySeed) {
  for (const u64 seed : {1, 77, 20001}) {
    const Diagnosis d = run_and_diagnose({.seed = seed, .data = "tinytown:en"});
    EXPECT_EQ(d.info.band.recipe, "smoke");
    EXPECT_EQ(outside(d), 0) << "seed " << seed;
    EXPECT_THAT(names(d), IsEmpty());
  }
  EXPECT_EQ(outside(run_and_diagnose({.seed = 77, .data = "tinytown:ko"})), 0);
}

TEST(BandsOfChapter10, AreLeftByABrokenRun) {
  const auto trained = [](Fault fault) {
    return outside(run_and_diagnose({.data = "tinytown:en", .fault = std::move(fault)}));
  };
  EXPECT_GE(trained({.lr_factor = 30}), 3);
  EXPECT_GE(trained({.lr_factor = 1. / 30}), 3);
  EXPECT_GE(trained({.gradient_factor = 0}), 3);
  // the answer is visible
  EXPECT_GE(trained({.batch = [](std::vector<i32>& x, std::vector<i32>& y) { x = y; }}), 3);
  // each target is one place too far
  EXPECT_GE(trained({.batch = [](std::vector<i32>&,
                                 std::vector<i32>& y) { std::ranges::rotate(y, y.begin() + 1); }}),
            3);
}

TEST(BandsOfChapter10, AreNotForOtherOptions) {
  const Diagnosis d =
      run_and_diagnose({.options = {{"lr", "1e-3"}}, .steps = 50, .data = "tinytown:en"});
  EXPECT_FALSE(d.info.band.known());
  EXPECT_EQ(d.info.band.why_none, "lr=0.001 (smoke: 0.003), steps=50 (smoke: 200)");
}

}  // namespace
}  // namespace lab::test
