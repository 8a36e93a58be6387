// Sparsity: exact numbers in the table, more of them the more was read.
#include "tests/ui/fake_ngram.h"
#include "tests/ui/lab_fixture.h"

namespace lab::test {
namespace {

struct SparsityTest : LabFixture {
  void SetUp() override {
    open();
    make_ngram(*watch, {});
    view().stage_panel = 2;
    driver->frames(3);
  }
  std::string at(const char* column, int order) const {
    return driver->item(ui::id_of(column, order)).label;
  }
};

TEST_F(SparsityTest, TheTableHoldsTheNumbersOfTheTap) {
  const Tap& tap = *watch->frame().find("ngram.sparsity");
  for (int n = 1; n <= 5; ++n) {
    const float* fields = tap.slice(n - 1);
    EXPECT_EQ(at("sparsity.different", n), grouped(i64(fields[0])).view());
    EXPECT_EQ(at("sparsity.once", n), grouped(i64(fields[1])).view());
    EXPECT_EQ(at("sparsity.known_share", n), percent(fields[3]).view());
  }
  EXPECT_EQ(at("sparsity.possible", 2), grouped(watch->info().vocab * watch->info().vocab).view());
}

TEST_F(SparsityTest, ItGrowsWhileTheTextIsRead) {
  const std::string now = at("sparsity.different", 3);
  seek(view(), 200);
  driver->frames(3);
  const std::string then = at("sparsity.different", 3);
  EXPECT_LT(std::stoi(then), std::stoi(now));
  seek(view(), 0);
  driver->frames(3);
  EXPECT_EQ(at("sparsity.different", 3), "0");
  EXPECT_EQ(at("sparsity.share_once", 3), "–");
}

TEST_F(SparsityTest, AnOrderLightsUpInBothChartsAndTheTable) {
  driver->move(2, 2);
  driver->frames(2);
  const Image before = driver->picture();
  driver->hover("sparsity.row.4");
  driver->frames(2);
  const Image& lit = driver->picture();
  for (const char* id : {"sparsity.count.4", "sparsity.known.4"}) {
    const Rect& r = driver->item(id).rect;
    const auto corner = std::size_t(r.y + 3) * std::size_t(lit.width) + std::size_t(r.x + 3);
    EXPECT_NE(before.pixels[corner], lit.pixels[corner]) << id;
  }
}

TEST_F(SparsityTest, LowWindowsKeepTheTable) {
  open(800, 560);
  make_ngram(*watch, {});
  view().stage_panel = 2;
  driver->frames(3);
  EXPECT_TRUE(driver->has("sparsity.different.5"));
  EXPECT_FALSE(driver->has("sparsity.count.1"));
}

}  // namespace
}  // namespace lab::test
