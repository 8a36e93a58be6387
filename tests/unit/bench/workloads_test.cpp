#include "app/bench/workloads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/bench/makers.h"
#include "engine/core/check.h"

namespace lab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> select(const std::vector<std::string>& words) {
  std::vector<std::string> names;
  for (const Workload* w : select_workloads(words)) names.push_back(w->name);
  return names;
}

std::string error_of(const std::vector<std::string>& words) {
  try {
    select(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(Workloads, EachHasANameOfItsOwnAndALine) {
  std::set<std::string> names;
  for (const Workload& w : workloads()) {
    EXPECT_TRUE(names.insert(w.name).second) << w.name;
    EXPECT_EQ(w.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos)
        << w.name;
    EXPECT_NE(w.what, "") << w.name;
    EXPECT_EQ(w.what.find('\n'), std::string::npos) << w.name;
    EXPECT_TRUE(w.make) << w.name;
  }
}

TEST(Workloads, AreNamedByNameBeginningOrPattern) {
  EXPECT_THAT(select({"gpt_b", "gpt_a"}), ElementsAre("gpt_a", "gpt_b"));
  EXPECT_THAT(select({"gpt_"}), ElementsAre("gpt_a", "gpt_b", "gpt_c", "gpt_b_bf16"));
  EXPECT_THAT(select({"gpt_?"}), ElementsAre("gpt_a", "gpt_b", "gpt_c"));
  EXPECT_THAT(select({"gpt_a", "gpt*a"}), ElementsAre("gpt_a"));
  EXPECT_THAT(select({"gelu*_fwd"}), ElementsAre("gelu_a_fwd", "gelu_b_fwd"));
  EXPECT_THAT(select({"gemm_lstm"}),
              ElementsAre("gemm_lstm_packed", "gemm_lstm_fwd", "gemm_lstm_dx", "gemm_lstm_dw"));
  EXPECT_EQ(select({"*"}).size(), workloads().size());
  EXPECT_TRUE(select({}).empty());
}

TEST(Workloads, AnUnknownNameIsToldWithItsNeighbours) {
  EXPECT_THAT(error_of({"gpt_d"}), HasSubstr("\"gpt_d\"; the nearest are gpt_a, gpt_b, gpt_c"));
  EXPECT_THAT(error_of({"adamw_a", "gelu_fwd"}), HasSubstr("gelu_a_fwd"));
  EXPECT_NE(error_of({""}), "");
  EXPECT_NE(error_of({"gpt_a?"}), "");
  EXPECT_NE(error_of({"?gpt_a"}), "");
}

// (a): 4 blocks of 12 * 128^2 weights and 65 * 128 in the head, 6 operations each per token;
// attention 12 * 4 * 64 * 128 in full, half of that below the diagonal.
TEST(Workloads, AStepsOperationsAreCountedByHand) {
  EXPECT_EQ(training_flops(kGptA), 768.0 * (6 * (786'432 + 8'320) + 393'216 / 2));
  EXPECT_NEAR(training_flops(kGptC) / 256, 6 * (84'934'656 + 38'597'376) + 14'155'776, 1);
}

TEST(Workloads, AProductSaysWhatItNeeds) {
  const Work forward = product(3, 5, 7, Product::forward), dw = product(3, 5, 7, Product::dw);
  EXPECT_EQ(forward.flops, 2 * 3 * 5 * 7);
  EXPECT_EQ(forward.bytes, double(sizeof(real)) * (3 * 7 + 5 * 7 + 3 * 5));
  EXPECT_EQ(dw.bytes, forward.bytes + double(sizeof(real)) * 5 * 7) << "dW is read and written";
}

}  // namespace
}  // namespace lab
