// Judges sample_top_p: the stub's example, ties, the borders of p and u, then random distributions
// against a plain search for the likeliest token that is left.
#include "ex4_top_p.h"

#include "chapters/10_gpt/check/cases.h"

namespace lab {
namespace {

using Probabilities = std::vector<double>;

constexpr double kTolerance = 1e-9;

std::string list(const Probabilities& values) {
  std::string out;
  for (const double value : values) out += cat(out.empty() ? "(" : ", ", value);
  return out + ")";
}

std::string ids(const std::vector<ex::KeptToken>& kept) {
  std::string out;
  for (const ex::KeptToken& token : kept) out += cat(out.empty() ? "" : ", ", token.id);
  return out.empty() ? "none" : out;
}

/// Takes the likeliest token that is left, again and again, until p is reached.
ex::TopP wanted_top_p(Probabilities left, double p, double u) {
  ex::TopP wanted;
  double mass = 0;
  while (wanted.kept.size() < left.size() && (p >= 1 || mass < p - ex::kRounding)) {
    const auto best = std::max_element(left.begin(), left.end());  // the first of equal ones
    mass += *best;
    wanted.kept.push_back({.id = i32(best - left.begin()), .probability = *best});
    *best = -1;
  }
  double reached = 0;
  bool drawn = false;
  for (ex::KeptToken& token : wanted.kept) {
    token.probability /= mass;
    reached += token.probability;
    if (!drawn) wanted.drawn = token.id;
    drawn = drawn || reached > u;
  }
  return wanted;
}

/// `which`: the hint for a wrong choice of tokens.
void judge_case(ExerciseCheck& check, const Probabilities& probabilities, double p, double u,
                const std::string& about = "", int which = 1) {
  check.given(cat(about, "probabilities of ids 0 to ", probabilities.size() - 1, ": ",
                  list(probabilities), "\np = ", p, ", u = ", u));
  const ex::TopP wanted = wanted_top_p(probabilities, p, u);
  const ex::TopP got = ex::sample_top_p(probabilities, p, u);
  check.equal("number of tokens kept", i64(got.kept.size()), i64(wanted.kept.size()), which);
  check.that("ids kept, likeliest first", ids(got.kept) == ids(wanted.kept), ids(wanted.kept),
             ids(got.kept), which);
  double sum = 0;
  for (std::size_t i = 0; i < wanted.kept.size(); ++i) {
    check.near(cat("probability of id ", wanted.kept[i].id, " among the kept"),
               got.kept[i].probability, wanted.kept[i].probability, kTolerance, 2);
    sum += got.kept[i].probability;
  }
  check.near("sum of the kept probabilities", sum, 1, kTolerance, 2);
  check.equal("id drawn", got.drawn, wanted.drawn, 3);
}

const double kAlmostOne = std::nextafter(1.0, 0.0);

/// 0.4 is below 0.6, 0.4 + 0.3 is not: 4/7 and 3/7.
void by_hand(ExerciseCheck& check) {
  const Probabilities four = {0.1, 0.4, 0.2, 0.3};
  check.given(cat("probabilities of ids 0 to 3: ", list(four), "\np = 0.6, u = 0.5"));
  const ex::TopP got = ex::sample_top_p(four, 0.6, 0.5);
  check.equal("number of tokens kept", i64(got.kept.size()), 2, 1);
  check.that("ids kept, likeliest first", ids(got.kept) == "1, 3", "1, 3", ids(got.kept), 1);
  check.near("probability of id 1 among the kept", got.kept[0].probability, 4. / 7, kTolerance, 2);
  check.near("probability of id 3 among the kept", got.kept[1].probability, 3. / 7, kTolerance, 2);
  check.equal("id drawn, as 0.571 is above 0.5", got.drawn, 1, 3);
  judge_case(check, four, 0.6, 0.6);
}

void borders_of_p(ExerciseCheck& check) {
  const Probabilities four = {0.1, 0.4, 0.2, 0.3};
  judge_case(check, four, 0.7, 0.9, "0.4 + 0.3 reaches 0.7. ");
  judge_case(check, four, 0.9, 0.8, "0.4 + 0.3 + 0.2 is 0.9 up to rounding. ", 2);
  judge_case(check, four, 1e-6, 0.99, "p tiny: the likeliest alone. ");
  judge_case(check, four, 1, 0.95, "p = 1 keeps all. ");
  const Probabilities tail = {1e-9, 1 - 3e-9, 2e-9};
  judge_case(check, tail, 1, 0.3, "p = 1 keeps even the unlikeliest. ", 2);
  judge_case(check, {1}, 0.5, 0.5, "a single token. ");
}

void ties(ExerciseCheck& check) {
  judge_case(check, {0.25, 0.25, 0.25, 0.25}, 0.5, 0.75, "all equally likely. ", 2);
  judge_case(check, {0.2, 0.4, 0.4}, 0.3, 0, "two equally likely. ", 2);
  Probabilities many(40, 0.02);  // a sort that does not look at ids mixes these
  many[7] = many[31] = 0.12;
  judge_case(check, many, 0.5, 0.4, "38 of 40 equally likely. ", 2);
}

void borders_of_u(ExerciseCheck& check) {
  const Probabilities halves = {0.5, 0.25, 0.25};
  judge_case(check, halves, 0.75, 0, "u = 0 draws the first. ");
  judge_case(check, {0.25, 0.5, 0.25}, 1, 0.5, "u on the border: the sum has to be greater. ");
  judge_case(check, halves, 1, kAlmostOne, "u just below 1. ");
  judge_case(check, Probabilities(9, 1. / 9), 1, kAlmostOne,
             "u just below 1, and nine ninths, rounded, sum to less. ");
}

void random_cases(ExerciseCheck& check) {
  Rng rng(401);
  for (const int V : {2, 3, 7, 20, 65}) {
    for (const double p : {0.1, 0.5, 0.9, 0.99}) {
      Probabilities probabilities(static_cast<std::size_t>(V));
      double sum = 0;
      for (double& value : probabilities) sum += value = std::exp(2 * rng.normal());
      for (double& value : probabilities) value /= sum;
      for (int draw = 0; draw < 5; ++draw) judge_case(check, probabilities, p, rng.uniform());
    }
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  borders_of_p(check);
  ties(check);
  borders_of_u(check);
  random_cases(check);
}

}  // namespace lab
