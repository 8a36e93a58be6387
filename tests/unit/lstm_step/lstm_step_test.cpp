// The bench's LSTM really trains: its loss ends where nobody can do better, with any number of
// threads.
#include "app/bench/lstm_step.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/threads.h"

namespace lab::test {
namespace {

TEST(LstmStep, FirstLossIsThatOfAGuess) {
  LstmStep training({.hidden = 64, .batch = 8, .time = 16, .vocab = 65});
  EXPECT_NEAR(training.step(), std::log(65.0), 0.1);
  EXPECT_EQ(training.tokens_per_step(), 8 * 16);
  // 6 operations for each weight of a matrix and each token.
  EXPECT_EQ(training.flops_per_step(), 6.0 * (8 * 64 * 64 + 64 * 65) * 8 * 16);
}

TEST(LstmStep, LearnsThatNothingCanBeForeseen) {
  // The next of random bits costs ln 2, neither more nor less: less would be targets leaking in.
  LstmStep training({.hidden = 32, .batch = 16, .time = 8, .vocab = 2});
  for (int i = 0; i < 150; ++i) training.step();
  double sum = 0;
  for (int i = 0; i < 50; ++i) sum += training.step();
  EXPECT_NEAR(sum / 50, std::log(2.0), 0.02);
}

TEST(LstmStep, SameBitsWithAnyNumberOfThreads) {
  std::vector<double> losses;
  std::vector<std::vector<real>> weights;
  for (const int n : {1, 2, 3}) {
    set_threads(n);
    LstmStep training({.hidden = 96, .batch = 33, .time = 7, .vocab = 65});
    for (int i = 0; i < 4; ++i) training.step();
    losses.push_back(training.step());
    copy_out(training.parameters(), weights.emplace_back());
  }
  set_threads(1);
  for (const size_t other : {1u, 2u}) {
    EXPECT_EQ(losses[0], losses[other]);
    EXPECT_TRUE(weights[0] == weights[other]);
  }
}

}  // namespace
}  // namespace lab::test
