// Judges join_best_pair: the stub's example, ties, overlaps, then whole trainings on random words
// beside a plain count of the judge's own.
#include "ex3_merge.h"

#include <algorithm>
#include <tuple>

#include "chapters/02_tokens/check/cases.h"

namespace lab {
namespace {

using Words = std::vector<ex::CountedWord>;

std::string told(const Words& words) {
  std::string out;
  for (const ex::CountedWord& word : words)
    out += cat(out.empty() ? "" : "; ", word.count, " x {", list(word.tokens), "}");
  return out.empty() ? "no words" : out;
}

std::string told(const std::optional<ex::Merge>& merge) {
  return merge ? cat("(", merge->left, ", ", merge->right, "), count ", merge->count) : "nothing";
}

/// How often a pair stands in the words, by looking through all of them.
i64 count_of(const Words& words, const std::string& left, const std::string& right) {
  i64 count = 0;
  for (const ex::CountedWord& word : words)
    for (std::size_t i = 1; i < word.tokens.size(); ++i)
      if (word.tokens[i - 1] == left && word.tokens[i] == right) count += word.count;
  return count;
}

std::optional<ex::Merge> wanted_merge(const Words& words) {
  std::optional<ex::Merge> best;
  for (const ex::CountedWord& word : words)
    for (std::size_t i = 1; i < word.tokens.size(); ++i) {
      const std::string &left = word.tokens[i - 1], &right = word.tokens[i];
      const i64 count = count_of(words, left, right);
      if (!best || std::tie(count, left, right) > std::tie(best->count, best->left, best->right))
        best = {left, right, count};
    }
  return best;
}

/// Joins by rubbing out: the first pair from the left, then the next behind it.
void join(Words& words, const ex::Merge& merge) {
  for (ex::CountedWord& word : words)
    for (std::size_t i = 0; i + 1 < word.tokens.size(); ++i)
      if (word.tokens[i] == merge.left && word.tokens[i + 1] == merge.right) {
        word.tokens[i] += merge.right;
        word.tokens.erase(word.tokens.begin() + std::ptrdiff_t(i) + 1);
      }
}

/// `choice`: the hint for a wrong pair.
void judge_step(ExerciseCheck& check, const std::string& about, Words& words, int choice) {
  check.given(cat(about, told(words)));
  const std::optional<ex::Merge> wanted = wanted_merge(words);
  Words wanted_words = words;
  if (wanted) join(wanted_words, *wanted);
  const std::optional<ex::Merge> got = ex::join_best_pair(words);
  const bool same_pair = got.has_value() == wanted.has_value() &&
                         (!got || (got->left == wanted->left && got->right == wanted->right));
  if (wanted && got && same_pair)
    check.equal(cat("count of the pair (", wanted->left, ", ", wanted->right, ")"), got->count,
                wanted->count, 1);
  check.that("pair that is joined", same_pair, told(wanted), told(got), choice);
  check.that("words afterwards", told(words) == told(wanted_words), told(wanted_words), told(words),
             3);
}

void judge_step(ExerciseCheck& check, const std::string& about, const Words& words, int choice) {
  Words changed = words;
  judge_step(check, about, changed, choice);
}

/// (b, a): once in the first word, twice as the second.
void by_hand(ExerciseCheck& check) {
  Words words = {{{"a", "b", "a", "b"}, 1}, {{"b", "a"}, 2}};
  check.given(told(words));
  const std::optional<ex::Merge> got = ex::join_best_pair(words);
  check.that("pair that is joined", got && got->left == "b" && got->right == "a", "(b, a), count 3",
             told(got), 1);
  check.equal("count of the pair (b, a)", got->count, 3, 1);
  const std::string wanted = "1 x {a, ba, b}; 2 x {ba}";
  check.that("words afterwards", told(words) == wanted, wanted, told(words), 3);
}

void borders(ExerciseCheck& check) {
  judge_step(check, "no pair is left: ", {{{"abc"}, 5}, {{"d"}, 2}}, 1);
  judge_step(check, "no words: ", {}, 1);
  judge_step(check, "no pair crosses the end of a word: ",
             {{{"a", "b"}, 3}, {{"b"}, 9}, {{"a"}, 9}, {{"b"}, 9}, {{"a"}, 9}}, 1);
  judge_step(check,
             "a rare word and a frequent one: ", {{{"x", "y", "x", "y"}, 1}, {{"p", "q"}, 3}}, 1);
  judge_step(check, "overlapping pairs count: ", {{{"a", "a", "a"}, 2}, {{"b", "c"}, 3}}, 1);
}

void ties(ExerciseCheck& check) {
  judge_step(check, "equal counts: the greater left token. ", {{{"a", "z"}, 1}, {{"b", "a"}, 1}},
             2);
  judge_step(check, "equal counts: the greater left token. ", {{{"b", "a"}, 1}, {{"a", "z"}, 1}},
             2);
  judge_step(check, "the same left token: the greater right one. ",
             {{{"a", "b"}, 1}, {{"a", "c"}, 1}, {{"a", "a"}, 1}}, 2);
  judge_step(check, "ab is greater than a: ", {{{"ab", "a"}, 1}, {{"a", "z"}, 1}}, 2);
  judge_step(check,
             "bytes of Hangul are greater than letters: ", {{{"z", "z"}, 1}, {{"\xEA", "\xB0"}, 1}},
             2);
}

void joining(ExerciseCheck& check) {
  judge_step(check, "from left to right: ", {{{"a", "a", "a"}, 1}}, 1);
  judge_step(check, "what was joined is not joined again: ", {{{"a", "a", "a", "a", "a"}, 1}}, 1);
  judge_step(check, "everywhere in a word: ", {{{"a", "b", "c", "a", "b", "a", "b"}, 1}}, 1);
}

/// As training does: step after step on the same words, to the end.
void trainings(ExerciseCheck& check) {
  Rng rng(203);
  for (const u64 letters : {2u, 3u, 5u}) {
    Words words;
    for (int i = 0; i < 8; ++i)
      words.push_back(
          {in_bytes(random_word(rng, 1 + i64(rng.below(9)), letters)), 1 + i64(rng.below(4))});
    for (int step = 0; wanted_merge(words); ++step)
      judge_step(check, cat("step ", step, " of a training: "), words, 2);
    judge_step(check, "the training's end: ", words, 2);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  borders(check);
  ties(check);
  joining(check);
  trainings(check);
}

}  // namespace lab
