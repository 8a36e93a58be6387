// Judges attention_weights: section 6 of the lesson by hand, then random cases against the formula
// in double, then scores of a size at which e to their power is no number any more.
#include "ex1_scores.h"

#include "chapters/10_gpt/check/cases.h"

namespace lab {
namespace {

constexpr double kTolerance = 1e-5;

Matrix wanted_weights(const Matrix& q, const Matrix& k) {
  const i64 T = q.rows(), D = q.cols();
  Matrix w(T, T);
  for (i64 t = 0; t < T; ++t) {
    std::vector<double> score(std::size_t(t) + 1);
    for (i64 s = 0; s <= t; ++s)
      for (i64 d = 0; d < D; ++d)
        score[std::size_t(s)] += double(q(t, d)) * double(k(s, d)) / std::sqrt(double(D));
    const double top = *std::max_element(score.begin(), score.end());
    double sum = 0;
    for (const double x : score) sum += std::exp(x - top);
    for (i64 s = 0; s <= t; ++s) w(t, s) = real(std::exp(score[std::size_t(s)] - top) / sum);
  }
  return w;
}

/// What makes weights weights is asked first: each kind of mistake then has a message of its own.
void compare_weights(ExerciseCheck& check, const Matrix& got, const Matrix& wanted, int hint) {
  const i64 T = wanted.rows();
  check.equal("number of rows of w", got.rows(), T, 1);
  check.equal("number of columns of w", got.cols(), T, 1);
  for (i64 t = 0; t < T; ++t)
    for (i64 s = t + 1; s < T; ++s)
      check.near(
          cat("weight of place ", s, " for the query at place ", t, ", which must not see it"),
          double(got(t, s)), 0, 0, std::max(hint, 1));
  if (hint == 0)
    check.that("weight of place 0 for the query at place 0, which sees itself", got(0, 0) > 0,
               "more than 0", cat(got(0, 0)), 1);
  for (i64 t = 0; t < T; ++t) {
    double sum = 0;
    for (i64 s = 0; s < T; ++s) sum += double(got(t, s));
    check.near(cat("sum of the weights of the query at place ", t), sum, 1, kTolerance,
               hint ? hint : 2);
  }
  const i64 dims[] = {T, T};
  check.near("w[query, key]", got.values(), wanted.values(), kTolerance, hint ? hint : 2, dims);
}

void tell(ExerciseCheck& check, const std::string& about, const Matrix& q, const Matrix& k) {
  check.given(
      cat(about, "T = ", q.rows(), ", D = ", q.cols(), "\nq = ", q.str(), "\nk = ", k.str()));
}

/// The three places of section 6; e^(1 / sqrt 2) = 2.0281, its square 4.1132, its cube 8.3419.
void by_hand(ExerciseCheck& check) {
  const Matrix q({{1, 2}, {1, 2}, {1, 2}}), k({{1, 0}, {0, 1}, {1, 1}});
  tell(check, "section 6 by hand: ", q, k);
  const Matrix wanted({{1, 0, 0},
                       {real(0.3302385), real(0.6697615), 0},
                       {real(0.1400292), real(0.2839954), real(0.5759753)}});
  compare_weights(check, ex::attention_weights(q, k), wanted, 0);
}

void random_cases(ExerciseCheck& check) {
  Rng rng(101);
  for (const auto& [T, D] : {std::pair<i64, i64>{1, 1}, {1, 3}, {2, 1}, {3, 4}, {5, 3}, {17, 8}}) {
    const Matrix q = random_matrix(rng, T, D, 1), k = random_matrix(rng, T, D, 1);
    if (T <= 5)
      tell(check, "", q, k);
    else
      check.given(cat("T = ", T, ", D = ", D, ", q and k random"));
    compare_weights(check, ex::attention_weights(q, k), wanted_weights(q, k), 0);
  }
}

/// D = 4: the division by 2 is exact, so the weights are known well however large the scores are.
void huge_scores(ExerciseCheck& check) {
  const Matrix q({{2, 0, 0, 0}, {2, 0, 0, 0}, {2, 0, 0, 0}});
  const Matrix large({{1000, 0, 0, 0}, {1001, 0, 0, 0}, {999, 0, 0, 0}});
  tell(check, "large scores: 1000, 1001, 999. ", q, large);
  compare_weights(check, ex::attention_weights(q, large), wanted_weights(q, large), 3);

  const Matrix negative({{-1000, 0, 0, 0}, {-1001, 0, 0, 0}, {-999, 0, 0, 0}});
  tell(check, "scores far below 0: -1000, -1001, -999. ", q, negative);
  compare_weights(check, ex::attention_weights(q, negative), wanted_weights(q, negative), 3);

  const Matrix hidden({{0, 0, 0, 0}, {1, 0, 0, 0}, {5000, 0, 0, 0}});
  tell(check, "a huge score that places 0 and 1 must not see: ", q, hidden);
  compare_weights(check, ex::attention_weights(q, hidden), wanted_weights(q, hidden), 3);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  random_cases(check);
  huge_scores(check);
}

}  // namespace lab
