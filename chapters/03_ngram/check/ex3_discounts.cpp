// Judges find_discounts: the stub's example, then counts that must not matter, then what is too
// short or too odd. Wanted values worked out by hand, or from the counts of counts.
#include "ex3_discounts.h"

#include <algorithm>
#include <array>

#include "chapters/03_ngram/check/cases.h"

namespace lab {
namespace {

constexpr double kTolerance = 1e-9;

/// So many n-grams of each count, in an order that is not sorted.
std::vector<i64> counts_of(const std::array<i64, 4>& n, const std::vector<i64>& more = {}) {
  std::vector<i64> counts = more;
  for (i64 round = 0; round < *std::max_element(n.begin(), n.end()); ++round)
    for (i64 c = 4; c >= 1; --c)
      if (round < n[std::size_t(c - 1)]) counts.push_back(c);
  return counts;
}

std::string told(const std::vector<i64>& counts) {
  std::string out;
  for (const i64 count : counts) out += cat(out.empty() ? "" : " ", count);
  return out.empty() ? "none" : out;
}

void judge_case(ExerciseCheck& check, const std::string& about, const std::vector<i64>& counts,
                const std::array<double, 3>& wanted, int hint) {
  check.given(counts.size() > 60 ? about : cat(about, "counts: ", told(counts)));
  const ex::Discounts got = ex::find_discounts(counts);
  check.near("discount of a count of 1", got.one, wanted[0], kTolerance, hint);
  check.near("discount of a count of 2", got.two, wanted[1], kTolerance, hint);
  check.near("discount of a count of 3 or more", got.three, wanted[2], kTolerance, hint);
}

void by_formula(ExerciseCheck& check) {
  judge_case(check, "8, 4, 2 and 1 n-grams. ", counts_of({8, 4, 2, 1}), {0.5, 1.25, 2}, 2);
  judge_case(check, "the same with counts of 0, 5, 6 and 100. ",
             counts_of({8, 4, 2, 1}, {0, 0, 0, 5, 100, 6, 5}), {0.5, 1.25, 2}, 1);
  // Y = 6/16
  judge_case(check, "6, 5, 3 and 2 n-grams. ", counts_of({6, 5, 3, 2}), {0.375, 1.325, 2}, 2);
  // Y = 4/8: nothing was seen four times, so nothing is given back
  judge_case(check, "no n-gram with a count of 4. ", counts_of({4, 2, 1, 0}), {0.5, 1.25, 3}, 2);
  Rng rng(303);
  for (int round = 0; round < 4; ++round) {
    const i64 n4 = 1 + i64(rng.below(30)), n3 = 2 * n4, n2 = 2 * n3, n1 = 3 * n2;
    const double Y = double(n1) / double(n1 + 2 * n2);  // 3/5
    judge_case(check, cat(n1, ", ", n2, ", ", n3, " and ", n4, " n-grams. "),
               counts_of({n1, n2, n3, n4}), {1 - 2 * Y / 3, 2 - 3 * Y / 2, 3 - 2 * Y}, 2);
  }
}

void too_few(ExerciseCheck& check) {
  const std::array<double, 3> fixed = {0.5, 1, 1.5};
  judge_case(check, "no n-gram at all. ", {}, fixed, 3);
  judge_case(check, "none seen once. ", counts_of({0, 3, 2, 1}), fixed, 3);
  judge_case(check, "none seen twice. ", counts_of({5, 0, 2, 1}), fixed, 3);
  judge_case(check, "none seen three times. ", counts_of({5, 3, 0, 1}), fixed, 3);
  // three = 3 - 0/0 is not below 0 either
  judge_case(check, "none seen three or four times. ", counts_of({5, 3, 0, 0}), fixed, 3);
  // Y = 8/10: two = 2 - 2.4 4/1 = -7.6, though one = 0.8 looks well
  judge_case(check, "more seen three times than twice. ", counts_of({8, 1, 4, 1}), fixed, 3);
  // Y = 6/10: three = 3 - 2.4 2/1 = -1.8
  judge_case(check, "more seen four times than three times. ", counts_of({6, 2, 1, 2}), fixed, 3);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_formula(check);
  too_few(check);
}

}  // namespace lab
