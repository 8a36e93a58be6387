// Judges score_add_k: one pair at p = 1/2, one pair with counts, whole texts, then what is
// impossible. Wanted values by multiplying the probabilities, or worked out by hand.
#include "ex2_add_k.h"

#include "chapters/03_ngram/check/cases.h"

namespace lab {
namespace {

constexpr double kTolerance = 1e-6;

struct Case {
  Matrix counts;
  Ids text;
  double k = 0;
};

ex::TextScore judged(ExerciseCheck& check, const Case& c, const std::string& about = "") {
  check.given(cat(about, "counts = ", c.counts.str(), "\ntext ", told(c.text), ", k = ", c.k));
  return ex::score_add_k(c.counts, c.text, c.k);
}

/// `hint`: what fits where the mean is wrong.
void compare(ExerciseCheck& check, const ex::TextScore& got, i64 scored, double nats, int hint) {
  check.equal("tokens scored", got.scored, scored, 2);
  check.near("nats", got.nats, nats, kTolerance, hint);
  check.near("bits", got.bits, nats * 1.4426950408889634, kTolerance, 3);
  check.near("perplexity", got.perplexity, std::pow(2.718281828459045, nats), kTolerance, 3);
}

void by_hand(ExerciseCheck& check) {
  // p = 1/2: ln 2 nats, 1 bit, two choices
  compare(check, judged(check, {Matrix({{1, 1}, {1, 1}}), {0, 1}, 0}), 1, 0.6931471805599453, 2);
  // ln(4/3) and ln(3/2)
  compare(check, judged(check, {Matrix({{1, 3}, {0, 0}}), {0, 1}, 0}), 1, 0.2876820724517809, 1);
  compare(check, judged(check, {Matrix({{1, 3}, {0, 0}}), {0, 1}, 1}), 1, 0.4054651081081644, 1);
  // 1/2, 1/4: (ln 2 + ln 4) / 2 = 1.5 ln 2. The mean of 1/2 and 1/4 would be 3/8.
  compare(check, judged(check, {Matrix({{1, 1}, {3, 1}}), {0, 1, 1}, 0}), 2, 1.0397207708399180, 2);
}

void smoothed(ExerciseCheck& check) {
  // never seen: (0 + k) / (4 + k V)
  compare(check, judged(check, {Matrix({{4, 0, 0}, {0, 0, 0}, {0, 0, 0}}), {0, 2}, 2}), 1,
          std::log(5.0), 1);
  // nothing came after 1: an even share
  compare(check, judged(check, {Matrix({{4, 0, 0}, {0, 0, 0}, {0, 0, 0}}), {1, 2}, 0.5}), 1,
          std::log(3.0), 1);
  Rng rng(302);
  for (const i64 V : {2, 3, 7}) {
    for (const double k : {0.125, 1.0, 3.0}) {
      Case c{Matrix(V, V), random_text(rng, 12, V), k};
      for (real& count : c.counts.values()) count = real(rng.below(6));
      double product = 1;
      for (std::size_t i = 0; i + 1 < c.text.size(); ++i) {
        double row = 0;
        for (const real count : c.counts.row(c.text[i])) row += double(count) + k;
        product *= (double(c.counts(c.text[i], c.text[i + 1])) + k) / row;
      }
      compare(check, judged(check, c), 11, -std::log(product) / 11, 2);
    }
  }
}

void infinite(ExerciseCheck& check, const Case& c, const std::string& about) {
  const ex::TextScore got = judged(check, c, about);
  check.equal("tokens scored", got.scored, i64(c.text.size()) - 1, 2);
  const auto endless = [&](const char* what, double value) {
    check.that(what, std::isinf(value) && value > 0, "infinity", cat(value), 3);
  };
  endless("nats", got.nats);
  endless("bits", got.bits);
  endless("perplexity", got.perplexity);
}

void borders(ExerciseCheck& check) {
  const Matrix counts({{1, 3}, {0, 0}});
  infinite(check, {Matrix({{4, 0}, {1, 1}}), {1, 0, 1, 1}, 0}, "k = 0 and a pair never seen. ");
  infinite(check, {counts, {0, 1, 1}, 0}, "k = 0, and nothing ever came after 1. ");
  for (const Ids& text : {Ids{}, Ids{1}}) {
    const ex::TextScore got = judged(check, {counts, text, 1}, "nothing to score. ");
    check.equal("tokens scored", got.scored, 0, 2);
    check.near("nats", got.nats, 0, 0, 3);
    check.near("bits", got.bits, 0, 0, 3);
    check.near("perplexity", got.perplexity, 1, 0, 3);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  smoothed(check);
  borders(check);
}

}  // namespace lab
