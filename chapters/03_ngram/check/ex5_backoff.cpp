// Judges score_sentence: the stub's example word by word, then each way to fall back, then unknown
// words. All log10 are multiples of 1/8: sums are exact, and worked out by hand.
#include "ex5_backoff.h"

#include "chapters/03_ngram/check/cases.h"

namespace lab {
namespace {

using Words = std::vector<std::string>;
using Wanted = std::vector<std::pair<double, i64>>;  // log10 p, words matched

const ex::ArpaTable kSmall = {
    {"<s>", {-99, -0.5}},  {"</s>", {-1.5, 0}},    {"<unk>", {-3, 0}},      {"the", {-1, -0.25}},
    {"fox", {-2, -0.125}}, {"<s> the", {-0.5, 0}}, {"the fox", {-0.75, 0}},
};

/// Order 3, with contexts that have a back-off of their own.
const ex::ArpaTable kLarge = {
    {"<s>", {-99, -0.5}},     {"</s>", {-1.5, 0}},     {"<unk>", {-3, -0.375}},
    {"a", {-1, -0.25}},       {"b", {-2, -0.125}},     {"c", {-2.5, -0.625}},
    {"<s> a", {-0.5, -1}},    {"a b", {-0.75, -2}},    {"b c", {-0.875, -0.25}},
    {"c </s>", {-0.25, 0}},   {"<unk> c", {-1.25, 0}}, {"a <unk>", {-1.125, -4}},
    {"<s> a b", {-0.125, 0}}, {"a b c", {-0.375, 0}},
};

void tell(ExerciseCheck& check, const ex::ArpaTable& table, const Words& words) {
  std::string text = "sentence:";
  for (const std::string& word : words) text += " " + word;
  text += "\ntable (log10_p, back_off):";
  for (const auto& [gram, entry] : table)
    text += cat(" [", gram, "] ", entry.log10_p, ", ", entry.back_off, ";");
  check.given(text);
}

void judge_case(ExerciseCheck& check, const ex::ArpaTable& table, const Words& words,
                const Wanted& wanted, int hint) {
  tell(check, table, words);
  const std::vector<ex::WordScore> got = ex::score_sentence(table, words);
  check.equal("scores, one per word and one for </s>", i64(got.size()), i64(wanted.size()), 1);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string word = i < words.size() ? words[i] : "</s>";
    check.equal(cat("words matched at ", word), got[i].matched, wanted[i].second, hint);
    check.near(cat("log10 p of ", word), got[i].log10_p, wanted[i].first, 1e-9, hint);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  judge_case(check, kSmall, {"the"}, {{-0.5, 2}, {-0.25 - 1.5, 1}}, 1);
  judge_case(check, kSmall, {"the", "fox"}, {{-0.5, 2}, {-0.75, 2}, {-0.125 - 1.5, 1}}, 2);
  judge_case(check, kSmall, {}, {{-0.5 - 1.5, 1}}, 1);
  // "<s> a b", then "a b c", then "c </s>", past contexts that the table has ("b c") and has not
  judge_case(check, kLarge, {"a", "b", "c"},
             {{-0.5, 2}, {-0.125, 3}, {-0.375, 3}, {-0.25 - 0.25, 2}}, 2);
  // two steps down: "a b" pays 2, "b" pays 0.125
  judge_case(check, kLarge, {"a", "b", "a"},
             {{-0.5, 2}, {-0.125, 3}, {-2 - 0.125 - 1, 1}, {-0.25 - 1.5, 1}}, 2);
  // "<s> b" is not in the table: it pays nothing
  judge_case(check, kLarge, {"b", "c"}, {{-0.5 - 2, 1}, {-0.875, 2}, {-0.25 - 0.25, 2}}, 2);
  // unknown as the word ("<s> a" pays 1), and as the context of c ("a <unk>" pays 4)
  judge_case(check, kLarge, {"a", "zebra", "c"},
             {{-0.5, 2}, {-1 - 1.125, 2}, {-4 - 1.25, 2}, {-0.25, 2}}, 3);
  judge_case(check, kLarge, {"zebra", "yak"}, {{-0.5 - 3, 1}, {-0.375 - 3, 1}, {-0.375 - 1.5, 1}},
             3);
}

}  // namespace lab
