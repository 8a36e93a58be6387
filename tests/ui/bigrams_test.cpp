// The table of pairs: reading a cell, keeping it, sorting, and saying so where there is none.
#include <algorithm>
#include <cmath>

#include "tests/ui/fake_ngram.h"
#include "tests/ui/lab_fixture.h"
#include "viz/panels/ladder_words.h"

namespace lab::test {
namespace {

struct BigramsTest : LabFixture {
  void SetUp() override { open_ngram(); }
  void open_ngram(const FakeNgram& options = {}) {
    open();
    make_ngram(*watch, options);
    view().stage_panel = 1;
    driver->frames(3);
  }
  i64 size() const { return watch->info().vocab; }
  float p(i64 previous, i64 next) const {
    return watch->frame().find("ngram.bigram")->values[std::size_t(previous * size() + next)];
  }
  float seen(i64 id) const { return watch->frame().find("ngram.unigram")->values[std::size_t(id)]; }
  const std::string& token(i64 id) const { return watch->info().token_labels[std::size_t(id)]; }
  std::string reading() const { return driver->item("bigrams.reading").label; }
  /// What the panel says of a pair.
  std::string pair(i64 previous, i64 next) const {
    return "“" + token(previous) + "” → “" + token(next) +
           "”:  p = " + std::string(probability_words(double(p(previous, next))).view());
  }
  /// The mouse over the cell at a place of both axes.
  void point(i64 row, i64 column, bool click = false) {
    const float u = (float(column) + 0.5f) / float(size()), v = (float(row) + 0.5f) / float(size());
    const Rect& r = driver->item("bigrams.table").rect;
    if (click) driver->click("bigrams.table", u, v);
    driver->move(r.x + u * r.w, r.y + v * r.h);
    driver->frames(2);
  }
};

TEST_F(BigramsTest, EveryCellReadsItsOwnNumber) {
  for (i64 row = 0; row < size(); row += 7)
    for (i64 column = 0; column < size(); column += 5) {
      point(row, column);
      EXPECT_TRUE(reading().starts_with(pair(row, column))) << reading();
    }
}

TEST_F(BigramsTest, AClickKeepsAndASecondLetsGo) {
  point(4, 8, true);
  driver->move(2, 2);
  driver->frames(2);
  EXPECT_EQ(view().bigrams.previous, 4);
  EXPECT_EQ(view().bigrams.next, 8);
  EXPECT_TRUE(reading().starts_with(pair(4, 8))) << reading();
  point(4, 8, true);
  EXPECT_EQ(view().bigrams.previous, -1);
}

TEST_F(BigramsTest, WithoutAMouseItIsThePairOfTheProbeText) {
  driver->click("probe.chip.1");
  driver->move(2, 2);
  driver->frames(2);
  const auto& ids = watch->frame().ids;
  EXPECT_TRUE(reading().starts_with(pair(ids[1], ids[2]))) << reading();
}

TEST_F(BigramsTest, TheListIsTheRowFromTheLikeliestDown) {
  point(3, 3);
  std::vector<float> row;
  for (i64 next = 0; next < size(); ++next) row.push_back(p(3, next));
  std::ranges::sort(row, std::greater());
  for (int i = 0; i < 6; ++i) {
    const std::string label = driver->item(ui::id_of("bigrams.row", i)).label;
    const auto id = std::ranges::find(watch->info().token_labels, label);
    EXPECT_EQ(p(3, id - watch->info().token_labels.begin()), row[std::size_t(i)]);
  }
  driver->click("bigrams.row.1");
  EXPECT_EQ(view().bigrams.previous, 3);
}

TEST_F(BigramsTest, ByFrequencyTheCommonestStandFirst) {
  driver->click("bigrams.by_count");
  EXPECT_TRUE(view().bigrams.by_count);
  i64 most = 0;
  for (i64 id = 1; id < size(); ++id)
    if (seen(id) > seen(most)) most = id;
  point(0, 0);
  EXPECT_TRUE(reading().starts_with(pair(most, most))) << reading();
}

TEST_F(BigramsTest, TheTextureIsWrittenOncePerLook) {
  const Image before = driver->picture();
  driver->frames(5);
  EXPECT_TRUE(driver->picture() == before);
  seek(view(), 128);  // less was read: other colours
  driver->frames(3);
  EXPECT_FALSE(driver->picture() == before);
}

TEST_F(BigramsTest, WithoutATableItSaysSo) {
  open_ngram({.pairs = false});
  EXPECT_FALSE(driver->has("bigrams.table"));
  EXPECT_FALSE(driver->has("bigrams.reading"));
}

}  // namespace
}  // namespace lab::test
