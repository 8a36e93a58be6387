// The back-off ladder: its parts add up, it speaks of the chosen position, and it says what it
// does.
#include <cmath>

#include "tests/ui/fake_ngram.h"
#include "tests/ui/lab_fixture.h"
#include "viz/panels/common.h"
#include "viz/panels/ladder_rungs.h"

namespace lab::test {
namespace {

constexpr Smoothing kAll[] = {Smoothing::mle, Smoothing::add_k, Smoothing::witten_bell,
                              Smoothing::kneser_ney, Smoothing::modified_kneser_ney};

struct LadderTest : LabFixture {
  void open_ngram(const FakeNgram& options = {}) {
    open();
    make_ngram(*watch, options);
    driver->frames(3);
  }
  Ladder ladder(i32 position) const {
    return read_ladder(watch->frame(), position, watch->info().vocab).value();
  }
  std::string label(std::string_view id) const { return driver->item(id).label; }
  bool says(std::string_view id, std::string_view what) const {
    return label(id).find(what) != std::string::npos;
  }
};

TEST_F(LadderTest, PartsAddUpWhateverTheSmoothing) {
  for (const Smoothing smoothing : kAll) {
    open_ngram({.order = 4, .smoothing = smoothing});
    for (i32 t = 0; t < token_count(watch->frame()); ++t) {
      const Ladder l = ladder(t);
      double sum = 0;
      for (i32 n = 0; n <= l.order; ++n) sum += l.rungs[std::size_t(n)].part;
      EXPECT_NEAR(sum, l.p, 2e-6 * l.p) << smoothing_name(smoothing) << " at " << t;
    }
  }
}

TEST_F(LadderTest, EachRungIsItsOwnPartAndWhatStandsBelow) {
  for (const Smoothing smoothing : kAll) {
    open_ngram({.smoothing = smoothing});
    for (i32 t = 0; t < token_count(watch->frame()); ++t) {
      const Ladder l = ladder(t);
      for (i32 n = 1; n <= l.order; ++n) {
        const Rung& rung = l.rungs[std::size_t(n)];
        if (rung.arrives <= 1e-6 || !rung.reached) continue;
        EXPECT_NEAR(rung.p, rung.own + rung.weight * l.below(n), 1e-5)
            << smoothing_name(smoothing) << ", order " << n << " at " << t;
      }
    }
  }
}

TEST_F(LadderTest, SpeaksOfTheTokenAfterTheChosenPosition) {
  open_ngram();
  driver->click("probe.chip.3");  // "Mina" and then "·"
  driver->move(2, 2);
  EXPECT_TRUE(says("ladder.sentence", "“Mina” comes “·”")) << label("ladder.sentence");
  const Ladder l = ladder(3);
  EXPECT_TRUE(l.follows);
  EXPECT_TRUE(says("ladder.sentence", fixed(l.p, 3))) << label("ladder.sentence");
  EXPECT_TRUE(says("ladder.sentence", fixed(-std::log(l.p), 2))) << label("ladder.sentence");
}

TEST_F(LadderTest, AtTheEndItIsTheFirstChoiceAndThenWhateverIsForced) {
  open_ngram();
  const i32 last = token_count(watch->frame()) - 1;
  EXPECT_TRUE(says("ladder.sentence", "first choice")) << label("ladder.sentence");
  EXPECT_FALSE(ladder(last).follows);
  driver->click("next.row.2");
  ASSERT_EQ(view().forced.size(), 1u);
  view().selection.lock({.query = last});
  driver->frames(2);
  EXPECT_EQ(ladder(last).target, view().forced[0]);
  EXPECT_TRUE(says("ladder.sentence", "comes")) << label("ladder.sentence");
}

TEST_F(LadderTest, AHoveredRungIsToldAndAClickedOneStays) {
  open_ngram();
  driver->click("probe.chip.11");
  driver->hover("ladder.rung.2");
  const Rung rung = ladder(11).rungs[2];
  EXPECT_TRUE(says("ladder.words.0", "“o”")) << label("ladder.words.0");
  EXPECT_TRUE(says("ladder.words.1", fixed(rung.own, 3))) << label("ladder.words.1");
  EXPECT_TRUE(says("ladder.words.2", fixed(rung.weight, 3))) << label("ladder.words.2");
  driver->click("ladder.rung.0");
  driver->move(2, 2);
  EXPECT_EQ(view().ladder.order, 0);
  EXPECT_TRUE(says("ladder.words.0", "1/V")) << label("ladder.words.0");
  driver->click("ladder.rung.0");
  driver->move(2, 2);
  EXPECT_EQ(view().ladder.order, -1);
  EXPECT_TRUE(says("ladder.words.0", "“t·to”")) << label("ladder.words.0");
}

TEST_F(LadderTest, AnUnseenContextHandsEverythingDown) {
  open_ngram();
  driver->retype("probe.text", "zzMina");
  driver->click("probe.chip.3");
  driver->hover("ladder.rung.5");
  EXPECT_FALSE(ladder(3).rungs[5].matched);
  EXPECT_TRUE(ladder(3).rungs[5].reached);
  EXPECT_TRUE(says("ladder.words.0", "never seen")) << label("ladder.words.0");
  driver->click("probe.chip.0");
  driver->hover("ladder.rung.5");
  EXPECT_FALSE(ladder(0).rungs[5].reached);
  EXPECT_TRUE(says("ladder.words.0", "fewer than 4 tokens")) << label("ladder.words.0");
}

TEST_F(LadderTest, WithoutSmoothingTheUnseenIsImpossible) {
  open_ngram({.order = 2, .smoothing = Smoothing::mle});
  driver->retype("probe.text", "eq");
  driver->click("probe.chip.0");
  EXPECT_EQ(ladder(0).p, 0);
  EXPECT_TRUE(says("ladder.sentence", "p = 0, ∞ nats")) << label("ladder.sentence");
  EXPECT_TRUE(says("ladder.words.2", "Nothing is handed down")) << label("ladder.words.2");
}

TEST_F(LadderTest, AddKHandsTheRestStraightToTheFoot) {
  open_ngram({.order = 3, .smoothing = Smoothing::add_k});
  driver->click("probe.chip.11");
  driver->hover("ladder.rung.3");
  EXPECT_TRUE(ladder(11).straight);
  EXPECT_TRUE(says("ladder.words.2", "straight to 1/V")) << label("ladder.words.2");
  driver->hover("ladder.rung.2");
  EXPECT_TRUE(says("ladder.words.1", "No belief arrives")) << label("ladder.words.1");
}

TEST_F(LadderTest, BeforeAnythingIsReadEveryTokenIsAsLikely) {
  open_ngram();
  seek(view(), 0);
  driver->frames(2);
  EXPECT_NEAR(ladder(5).p, 1 / double(watch->info().vocab), 1e-6);
  EXPECT_EQ(ladder(5).longest_seen(), 0);
}

TEST_F(LadderTest, OtherModelsAndBrokenTapsHaveNone) {
  open_ngram();
  Frame frame = watch->frame();
  EXPECT_FALSE(read_ladder(frame, token_count(frame), watch->info().vocab));
  EXPECT_FALSE(read_ladder(frame, -1, watch->info().vocab));
  frame.taps[0].shape[2] = 7;
  EXPECT_FALSE(read_ladder(frame, 0, watch->info().vocab));
  watch->also = [](Frame& f) { f.taps.clear(); };
  driver->retype("probe.text", "Mina");
  EXPECT_FALSE(driver->has("ladder.sentence"));
}

}  // namespace
}  // namespace lab::test
