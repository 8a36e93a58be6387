// Judges best_cut: the stub's example, where greed loses, what cannot be cut, random vocabularies
// beside all 2^(n-1) ways, and a text so long that nobody can try them all. Of equally good ways
// any is right: tokens are judged by what they are and what they sum to.
#include "ex6_unigram.h"

#include <cmath>

#include "chapters/02_tokens/check/cases.h"

namespace lab {
namespace {

using Vocabulary = std::map<std::string, double>;

constexpr double kNoWay = -std::numeric_limits<double>::infinity();
constexpr double kTolerance = 1e-9;

std::string told(const Vocabulary& log_p) {
  std::string out;
  for (const auto& [token, value] : log_p) out += cat(out.empty() ? "" : ", ", token, " ", value);
  return out.empty() ? "no tokens" : out;
}

/// The best log_p, by trying every way: bit i of `ways` is a cut behind byte i.
double best_of_all(const std::string& text, const Vocabulary& log_p) {
  double best = text.empty() ? 0 : kNoWay;
  for (u32 ways = 0; !text.empty() && ways < 1u << (text.size() - 1); ++ways) {
    double sum = 0;
    for (std::size_t begin = 0, i = 0; i < text.size(); ++i) {
      if (i + 1 < text.size() && (ways >> i & 1) == 0) continue;
      const auto found = log_p.find(text.substr(begin, i + 1 - begin));
      sum += found == log_p.end() ? kNoWay : found->second;
      begin = i + 1;
    }
    best = std::max(best, sum);
  }
  return best;
}

void judge_cut(ExerciseCheck& check, const std::string& text, const Vocabulary& log_p,
               double wanted, int hint) {
  const ex::Cut got = ex::best_cut(text, log_p);
  if (wanted == kNoWay) {
    check.that("log_p of a text that cannot be cut", got.log_p == kNoWay, "-infinity",
               cat(got.log_p), 2);
    check.that("tokens of a text that cannot be cut", got.tokens.empty(), "none", list(got.tokens),
               2);
    return;
  }
  check.near("log_p of the best way", got.log_p, wanted, kTolerance, hint);
  std::string whole;
  double sum = 0;
  for (const std::string& token : got.tokens) {
    check.that("each token of the way", log_p.contains(token), "a token of the vocabulary", token,
               3);
    whole += token;
    sum += log_p.at(token);
  }
  check.that("tokens of the way, put together", whole == text, text, whole, 3);
  check.near("sum over the tokens of the way", sum, wanted, kTolerance, 3);
}

void judge(ExerciseCheck& check, const std::string& about, const std::string& text,
           const Vocabulary& log_p, int hint) {
  check.given(cat(about, "text \"", text, "\", log_p: ", told(log_p)));
  judge_cut(check, text, log_p, best_of_all(text, log_p), hint);
}

void by_hand(ExerciseCheck& check) {
  const Vocabulary four = {{"a", -2}, {"b", -2}, {"ab", -3}, {"ba", -1}};
  check.given(cat("text \"aba\", log_p: ", told(four)));
  const ex::Cut got = ex::best_cut("aba", four);
  check.near("log_p of the best way", got.log_p, -3, kTolerance, 1);
  check.that("tokens of the best way", got.tokens == ex::Tokens{"a", "ba"}, "a, ba",
             list(got.tokens), 3);
}

void small_cases(ExerciseCheck& check) {
  judge(check, "the empty text: ", "", {{"a", -1}}, 2);
  judge(check, "a token that is the whole text: ", "abc", {{"abc", -9}, {"a", -4}, {"bc", -6}}, 1);
  judge(check, "fewer tokens are not always better: ", "abc", {{"abc", -9}, {"a", -3}, {"bc", -5}},
        1);
  judge(check, "the longest first is a trap: ", "abcd",
        {{"abc", -2}, {"d", -9}, {"ab", -3}, {"cd", -3}}, 1);
  judge(check, "the longest first ends nowhere: ", "abcd", {{"abc", -2}, {"ab", -3}, {"cd", -3}},
        1);
  judge(check, "the likeliest token first is a trap: ", "aab",
        {{"a", -1}, {"b", -8}, {"ab", -4}, {"aab", -6}}, 1);
  judge(check, "no token for c: ", "abc", {{"a", -1}, {"b", -1}, {"ab", -1}}, 2);
  judge(check, "a way into the middle and none out: ", "abab", {{"ab", -1}, {"aba", -1}, {"b", -1}},
        2);
  judge(check, "a hole at the beginning: ", "xab", {{"a", -1}, {"b", -1}, {"ab", -1}}, 2);
  judge(check, "Hangul: ", "한국어",
        {{"한", -4}, {"국", -4}, {"어", -3}, {"한국", -5}, {"국어", -6}}, 1);
}

void random_cases(ExerciseCheck& check) {
  Rng rng(206);
  for (int round = 0; round < 40; ++round) {
    Vocabulary log_p;
    for (int i = 0; i < 9; ++i)
      log_p[random_word(rng, 1 + i64(rng.below(4)), 2)] = -double(1 + rng.below(80)) / 8;
    judge(check, "", random_word(rng, 2 + i64(rng.below(10)), 2), log_p, 1);
  }
}

/// 2,000 times ab: (ab)(ab)... costs 1 each; every other way costs more.
void long_text(ExerciseCheck& check) {
  const Vocabulary log_p = {{"a", -1}, {"b", -1}, {"ab", -1}, {"ba", -1}, {"aba", -2.5}};
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "ab";
  check.given(cat("2,000 times \"ab\", log_p: ", told(log_p)));
  judge_cut(check, text, log_p, -2000, 1);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  small_cases(check);
  random_cases(check);
  long_text(check);
}

}  // namespace lab
