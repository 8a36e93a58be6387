// Judges match_words: one kind of element after the other, then random lines against every way to
// cut them.
#include "ex2_match.h"

#include "chapters/01_eliza/check/cases.h"
#include "engine/core/rng.h"

namespace lab {
namespace {

bool fits(const std::string& element, const ex::Words& words, std::size_t from, std::size_t to) {
  if (element == "0") return true;
  if (element.size() == 1 && element[0] >= '1' && element[0] <= '9')
    return to - from == std::size_t(element[0] - '0');
  return to - from == 1 && words[from] == element;
}

/// Counts through all ends of parts in order, the first part's fewest words first.
ex::Match wanted_match(const ex::Words& pattern, const ex::Words& words) {
  const std::size_t elements = pattern.size(), n = words.size();
  std::vector<std::size_t> ends(elements + 1, 0);
  while (elements > 0) {
    bool good = ends[elements] == n;
    for (std::size_t e = 0; e < elements && good; ++e)
      good = ends[e] <= ends[e + 1] && fits(pattern[e], words, ends[e], ends[e + 1]);
    if (good) break;
    std::size_t digit = elements;
    while (digit > 0 && ++ends[digit] > n) ends[digit--] = 0;
    if (digit == 0) return {};
  }
  ex::Match match{n == 0 || elements > 0, {}};
  for (std::size_t e = 0; e < elements; ++e)
    match.parts.emplace_back(words.begin() + i64(ends[e]), words.begin() + i64(ends[e + 1]));
  return match;
}

void judge(ExerciseCheck& check, const ex::Words& pattern, const ex::Words& words, int hint) {
  check.given(cat("decomposition ", told(pattern), "\nwords ", told(words)));
  const ex::Match wanted = wanted_match(pattern, words);
  const ex::Match got = ex::match_words(pattern, words);
  check.that("does it match", got.found == wanted.found, wanted.found ? "yes" : "no",
             got.found ? "yes" : "no", hint);
  check.equal("number of parts", i64(got.parts.size()), i64(wanted.parts.size()),
              wanted.found ? hint : 2);
  for (std::size_t i = 0; i < wanted.parts.size(); ++i)
    check.that(cat("part of element ", i + 1), got.parts[i] == wanted.parts[i],
               told(wanted.parts[i]), told(got.parts[i]), hint);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  judge(check, {"my"}, {"my"}, 1);
  judge(check, {"my"}, {"your"}, 1);
  judge(check, {"my"}, {"my", "dog"}, 1);
  judge(check, {"my"}, {}, 1);
  judge(check, {"2"}, {"my", "dog"}, 1);
  judge(check, {"2"}, {"my"}, 1);
  judge(check, {"1", "my"}, {"is", "my"}, 1);
  judge(check, {"0"}, {}, 2);
  judge(check, {"0"}, {"a", "b"}, 2);
  judge(check, {"0", "my", "0"}, {"my"}, 2);
  judge(check, {"0", "my", "0"}, {"is", "my", "dog", "my", "friend"}, 2);
  judge(check, {"0", "my", "1"}, {"my", "cat", "likes", "my", "dog"}, 3);
  judge(check, {"0", "a", "0", "b"}, {"a", "b", "a", "b"}, 3);
  judge(check, {"0", "0"}, {"a", "b"}, 2);
  judge(check, {"0", "a", "0", "b"}, {"a", "b", "a"}, 3);
  Rng rng(12);
  for (int round = 0; round < 300; ++round) {
    static constexpr const char* kElements[] = {"0", "0", "1", "2", "a", "b"};
    ex::Words pattern, words;
    for (u64 i = 1 + rng.below(4); i-- > 0;) pattern.push_back(kElements[rng.below(6)]);
    for (u64 i = rng.below(6); i-- > 0;) words.push_back(rng.below(2) ? "a" : "b");
    judge(check, pattern, words, 3);
  }
}

}  // namespace lab
