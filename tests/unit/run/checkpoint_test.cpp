#include "engine/run/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "engine/core/check.h"
#include "tests/unit/io/temp_dir.h"
#include "tests/unit/run/killed.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

void write(const std::string& path, i64 step, real value) {
  const std::vector<real> w(100, value), m(100, value / 2);
  const std::vector<TensorSource> tensors = {{"w", {10, 10}, w.data()}, {"w.m", {100}, m.data()}};
  write_checkpoint(path, step, tensors, {{"rng", cat("1 2 3 ", step)}});
}

real first_weight(const Checkpoint& checkpoint) {
  std::vector<real> w(100);
  checkpoint.copy("w", {10, 10}, w.data());
  return w[0];
}

TEST(Checkpoint, RestoresTensorsAndState) {
  const TempDir dir;
  write(dir / "c", 500, real(0.1));
  const Checkpoint checkpoint = Checkpoint::read(dir / "c");
  EXPECT_EQ(checkpoint.step, 500);
  EXPECT_EQ(checkpoint.state, (KeyValues{{"rng", "1 2 3 500"}}));
  EXPECT_EQ(checkpoint.at("rng"), "1 2 3 500");
  EXPECT_EQ(first_weight(checkpoint), real(0.1));
  EXPECT_THAT(error_of([&] { checkpoint.at("cursor"); }),
              AllOf(HasSubstr(dir / "c"), HasSubstr("cursor")));
}

TEST(Checkpoint, KilledBetweenAnyTwoOperationsIsOldOrNew) {
  const TempDir dir;
  write(dir / "c", 1, 1);
  int operation = 0, old_seen = 0;
  while (test::killed_at(operation, [&] { write(dir / "c", 2, 2); })) {
    const Checkpoint checkpoint = Checkpoint::read(dir / "c");
    old_seen += checkpoint.step == 1;
    ASSERT_EQ(first_weight(checkpoint), real(checkpoint.step)) << operation;
    ASSERT_EQ(checkpoint.at("rng"), cat("1 2 3 ", checkpoint.step)) << operation;
    write(dir / "c", 1, 1);  // also: a temporary left by the dead does not disturb
    ++operation;
  }
  EXPECT_GE(operation, 6);
  EXPECT_GE(old_seen, 5);
  EXPECT_EQ(Checkpoint::read(dir / "c").step, 2);
}

TEST(Checkpoint, FullDiskKeepsTheLastGoodOne) {
  const TempDir dir;
  write(dir / "c", 1, 1);
  for (int fails_at = 0; fails_at < 6; ++fails_at) {
    int seen = 0;
    set_file_hook([&](std::string_view op, const std::string&) {
      return op != "remove" && seen++ == fails_at ? ENOSPC : 0;
    });
    EXPECT_THAT(error_of([&] { write(dir / "c", 2, 2); }), HasSubstr("No space left")) << fails_at;
    set_file_hook(nullptr);
    EXPECT_EQ(Checkpoint::read(dir / "c").step, 1) << fails_at;
    EXPECT_THAT(list_dir(dir.path()), ElementsAre("c"));
  }
}

TEST(Checkpoint, OtherFilesAreRefused) {
  const TempDir dir;
  const real w[] = {1};
  const std::vector<TensorSource> tensors = {{"w", {1}, w}};
  write_safetensors(dir / "x", tensors, {}, Durability::none);
  EXPECT_THAT(error_of([&] { Checkpoint::read(dir / "x"); }), HasSubstr("not a checkpoint"));
  write_safetensors(dir / "x", tensors,
                    {{"lmlab.format", "lmlab-checkpoint/1"}, {"lmlab.step", "7x"}},
                    Durability::none);
  EXPECT_THAT(error_of([&] { Checkpoint::read(dir / "x"); }), HasSubstr("\"7x\""));
  EXPECT_THROW(write_checkpoint(dir / "x", 1, tensors, {{"lmlab.step", "2"}}), Error);
}

TEST(Checkpoint, AnotherPrecisionIsRefusedForResume) {
  const TempDir dir;
  using Other = std::conditional_t<kRealIsDouble, float, double>;
  const Other w[] = {1};
  write_checkpoint(dir / "c", 1, std::vector<TensorSource>{{"w", {1}, w}}, {});
  real out = 0;
  EXPECT_THAT(error_of([&] { Checkpoint::read(dir / "c").copy("w", {1}, &out); }),
              HasSubstr("another precision"));
}

}  // namespace
}  // namespace lab
