// Judges bigram_table: the stub's example, then texts in which one kind of mistake shows at a time;
// each probability counted by itself, from the definition.
#include "ex1_bigrams.h"

#include "chapters/03_ngram/check/cases.h"

namespace lab {
namespace {

constexpr double kTolerance = 1e-5;

double wanted_share(const Ids& text, i64 a, i64 b) {
  double after = 0, both = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    after += text[i] == a;
    both += text[i] == a && text[i + 1] == b;
  }
  return after > 0 ? both / after : 0;
}

/// Which pairs there are at all comes first, then whether rows are divided by the right number.
void judge_text(ExerciseCheck& check, const Ids& text, i64 V) {
  check.given(cat("V = ", V, ", text ", told(text)));
  const Matrix got = ex::bigram_table(text, V);
  check.equal("number of rows of p", got.rows(), V, 1);
  check.equal("number of columns of p", got.cols(), V, 1);
  for (i64 a = 0; a < V; ++a) {
    double after = 0;
    for (i64 b = 0; b < V; ++b) after += wanted_share(text, a, b);
    for (i64 b = 0; b < V; ++b) {
      const bool seen = wanted_share(text, a, b) > 0;
      if (after == 0)
        check.near(cat("p(", a, ", ", b, "), where nothing ever came after ", a), double(got(a, b)),
                   0, 0, 3);
      else
        check.that(cat("p(", a, ", ", b, "): does the pair ", a, " ", b, " occur?"),
                   (got(a, b) > 0) == seen, seen ? "more than 0" : "0", cat(got(a, b)), 1);
    }
  }
  for (i64 a = 0; a < V; ++a) {
    double sum = 0, wanted = 0;
    for (i64 b = 0; b < V; ++b) sum += double(got(a, b)), wanted += wanted_share(text, a, b);
    check.near(cat("sum of row ", a), sum, wanted, kTolerance, 2);
  }
  for (i64 a = 0; a < V; ++a)
    for (i64 b = 0; b < V; ++b)
      check.near(cat("p(", a, ", ", b, ")"), double(got(a, b)), wanted_share(text, a, b),
                 kTolerance, 1);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  judge_text(check, {0, 1, 1}, 2);              // pairs 01 and 11
  judge_text(check, {0, 1, 0, 0, 2}, 4);        // the stub's example
  judge_text(check, {0, 1, 0}, 2);              // the last token has nothing behind it
  judge_text(check, {0, 0, 0, 1, 0}, 2);        // pairs overlap, and one occurs twice
  judge_text(check, {3, 1, 2, 2, 2, 2, 0}, 5);  // and 4 not at all
  judge_text(check, {1}, 2);
  judge_text(check, {}, 3);
  Rng rng(301);
  for (const i64 V : {2, 5, 9}) judge_text(check, random_text(rng, 60, V), V);
}

}  // namespace lab
