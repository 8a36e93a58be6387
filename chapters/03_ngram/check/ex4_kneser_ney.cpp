// Judges kneser_ney order by order: order 1 and 2 by hand, then longer contexts and those that were
// never seen, against counts over the set of all different n-grams.
#include "ex4_kneser_ney.h"

#include <algorithm>
#include <map>

#include "chapters/03_ngram/check/cases.h"

namespace lab {
namespace {

constexpr double kTolerance = 1e-9;

/// Every n-gram of the text, each as often as it stands there.
std::map<Ids, double> ngrams(const Ids& text, std::size_t n) {
  std::map<Ids, double> found;
  for (std::size_t i = 0; i + n <= text.size(); ++i)
    found[Ids(text.begin() + i64(i), text.begin() + i64(i + n))] += 1;
  return found;
}

/// From the n-grams of one order more, without their first token, each kind once.
std::map<Ids, double> continuations(const Ids& text, std::size_t n) {
  std::map<Ids, double> found;
  for (const auto& [gram, count] : ngrams(text, n + 1)) found[Ids(gram.begin() + 1, gram.end())]++;
  return found;
}

double wanted_p(const Ids& text, i64 V, const Ids& context, double D, i32 w, bool top) {
  const std::size_t n = context.size() + 1;
  const std::map<Ids, double> counts = top ? ngrams(text, n) : continuations(text, n);
  double all = 0, kinds = 0, own = 0;
  for (const auto& [gram, count] : counts) {
    if (!std::equal(context.begin(), context.end(), gram.begin())) continue;
    all += count;
    kinds += 1;
    if (gram.back() == w) own = count;
  }
  const double lower =
      context.empty() ? 1 / double(V)
                      : wanted_p(text, V, Ids(context.begin() + 1, context.end()), D, w, false);
  return all == 0 ? lower : std::max(own - D, 0.0) / all + D * kinds / all * lower;
}

struct Case {
  i64 V = 0;
  Ids text, context;
  double D = 0.5;
};

/// `hint`: what fits where the numbers are wrong although they sum to 1.
void judge_case(ExerciseCheck& check, const Case& c, const std::vector<double>& wanted, int hint,
                const std::string& about = "") {
  check.given(cat(about, "V = ", c.V, ", text ", told(c.text), "\ncontext ", told(c.context),
                  ", D = ", c.D));
  const std::vector<double> got = ex::kneser_ney(c.text, c.V, c.context, c.D);
  check.equal("how many probabilities come back", i64(got.size()), c.V, 1);
  double sum = 0;
  for (std::size_t w = 0; w < got.size(); ++w) {
    const bool occurs = std::find(c.text.begin(), c.text.end(), i32(w)) != c.text.end();
    if (!occurs)
      check.that(cat("p of token ", w, ", which the text does not have"), got[w] > 0, "more than 0",
                 cat(got[w]), got[w] < 0 ? 2 : 3);
    sum += got[w];
  }
  check.near("sum of all probabilities", sum, 1, kTolerance, about.empty() ? 2 : hint);
  for (std::size_t w = 0; w < got.size(); ++w)
    check.near(cat("p of token ", w), got[w], wanted[w], kTolerance, hint);
}

void judge_case(ExerciseCheck& check, const Case& c, int hint, const std::string& about = "") {
  std::vector<double> wanted;
  for (i64 w = 0; w < c.V; ++w)
    wanted.push_back(wanted_p(c.text, c.V, c.context, c.D, i32(w), true));
  judge_case(check, c, wanted, hint, about);
}

void by_hand(ExerciseCheck& check) {
  const Ids text = {0, 1, 0, 1, 0, 2, 2, 0};
  // order 1 is the top here: 4, 2, 2, 0 of 8, each but the last 0.5 less, 1.5 / 8 shared by four
  judge_case(check, {4, text, {}, 0.5}, {0.484375, 0.234375, 0.234375, 0.046875}, 1);
  judge_case(check, {3, text, {}, 0.5}, {0.5, 0.25, 0.25}, 1);
  // order 2, the stub's example
  judge_case(check, {3, text, {0}, 0.5}, {2. / 15, 17. / 30, 0.3}, 1);
  judge_case(check, {4, text, {2}, 0.5}, 1);
}

/// "1" stands often, but only after 0; "2" is rarer, and stands after many.
void new_york(ExerciseCheck& check) {
  const Ids text = {0, 1, 0, 1, 0, 1, 0, 1, 3, 2, 4, 2, 5, 2, 0};
  judge_case(check, {6, text, {3}, 0.75}, 1);
  judge_case(check, {6, text, {0}, 0.25}, 1);
}

void longer(ExerciseCheck& check) {
  const Ids text = {0, 1, 2, 0, 1, 3, 2, 0, 1, 2, 3, 3, 0, 1};
  judge_case(check, {4, text, {0, 1}, 0.5}, 3);
  judge_case(check, {4, text, {2, 0, 1}, 0.5}, 3);
  judge_case(check, {4, text, {3, 0}, 0.5}, 3, "never seen, but its end was. ");
  judge_case(check, {5, text, {4}, 0.5}, 3, "never seen at all. ");
  judge_case(check, {5, text, {0, 4}, 0.5}, 3, "never seen, nor its end. ");
  judge_case(check, {3, {}, {1}, 0.5}, {1. / 3, 1. / 3, 1. / 3}, 3, "no text. ");
  judge_case(check, {3, {2}, {2, 1}, 0.5}, 3, "a text shorter than the context. ");
}

void random_cases(ExerciseCheck& check) {
  Rng rng(304);
  for (const i64 V : {2, 4, 6})
    for (const i64 length : {0, 1, 2, 3})
      for (const double D : {0.125, 0.75})
        judge_case(check, {V, random_text(rng, 60, V), random_text(rng, length, V), D},
                   length < 2 ? 1 : 3);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  new_york(check);
  longer(check);
  random_cases(check);
}

}  // namespace lab
