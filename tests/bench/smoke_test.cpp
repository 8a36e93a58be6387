// Every workload of the table can be made and repeated; nothing here is timed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "app/bench/workloads.h"
#include "engine/core/check.h"
#include "engine/core/clock.h"
#include "engine/core/memory.h"
#include "engine/core/rng.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

class Smoke : public testing::TestWithParam<std::string> {};

double available_gb() {
  std::ifstream file("/proc/meminfo");
  std::string key;
  for (double kilobytes; file >> key >> kilobytes; file.ignore(100, '\n'))
    if (key == "MemAvailable:") return kilobytes / 1e6;
  return 0;
}

TEST_P(Smoke, CanBeRepeated) {
  constexpr double kGptCGb = kRealIsDouble ? 8 : 4;
  const std::string& name = GetParam();
  if (name == "gpt_c" && available_gb() < kGptCGb)
    GTEST_SKIP() << "wants " << kGptCGb << " GB, there are " << available_gb();
  flush_denormals();
  const test::TempDir
      dir;  // the text of a measurement is 25 MB; a little one has all kinds of words too
  std::string text;
  for (u64 i = 0; i < 40'000; ++i) text += cat("word", splitmix64(i) % 3000, i % 12 ? " " : "\n");
  write_file_atomic(dir / "text", text, Durability::none);
  setenv("LAB_BENCH_TEXT", (dir / "text").c_str(), 1);
  const Work work = select_workloads({&name, 1})[0]->make();
  ASSERT_TRUE(work.run);
  const double began = now();
  for (int i = 0; i < 2 && now() - began < 1; ++i) {  // once, where that takes long
    if (work.prepare) work.prepare();
    work.run();
  }
  // Without any of them there would be a time but no rate.
  const bool counted = work.flops > 0 || work.bytes > 0 || work.text > 0 || work.tokens > 0;
  EXPECT_TRUE(counted || name == "snapshot_look" || name == "frame_build");
  release_cached_memory();
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Workload& w : workloads()) all.push_back(w.name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Bench, Smoke, testing::ValuesIn(names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace lab
