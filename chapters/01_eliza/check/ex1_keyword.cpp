// Judges choose_keyword: the stub's example, ties, ranks of 0, lines without keys, then random
// ones.
#include "ex1_keyword.h"

#include <algorithm>

#include "chapters/01_eliza/check/cases.h"
#include "engine/core/rng.h"

namespace lab {
namespace {

using Keys = std::vector<ex::RankedKey>;

i64 wanted_keyword(const ex::Words& words, const Keys& keys) {
  i64 highest = -1, place = -1;
  for (std::size_t w = words.size(); w-- > 0;)  // from the right, so that the leftmost stays
    for (const ex::RankedKey& key : keys)
      if (key.word == words[w] && key.rank >= highest) highest = key.rank, place = i64(w);
  return place;
}

void judge(ExerciseCheck& check, const ex::Words& words, const Keys& keys, int hint) {
  std::string told_keys;
  for (const ex::RankedKey& key : keys)
    told_keys += cat(told_keys.empty() ? "" : ", ", key.word, " ", key.rank);
  check.given(cat("words ", told(words), "\nkeys with their ranks: ", told_keys));
  check.equal("place of the word that decides", ex::choose_keyword(words, keys),
              wanted_keyword(words, keys), hint);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  const Keys keys = {{"my", 8}, {"i", 0}, {"dreamed", 12}};
  judge(check, {"i", "dreamed", "of", "my", "mother"}, keys, 2);
  judge(check, {"bananas", "are", "yellow"}, keys, 1);
  judge(check, {}, keys, 1);
  judge(check, {"well", "i", "know"}, keys, 1);
  judge(check, {"my", "dog", "and", "my", "cat"}, keys, 3);
  judge(check, {"b", "a"}, {{"a", 3}, {"b", 3}}, 3);
  judge(check, {"a", "b"}, {{"b", 3}, {"a", 3}}, 3);
  judge(check, {"a", "b"}, {{"a", 2}, {"b", 3}}, 2);
  Rng rng(11);
  for (int round = 0; round < 200; ++round) {
    ex::Words words;
    for (u64 n = rng.below(6); n-- > 0;) words.push_back(std::string(1, char('a' + rng.below(6))));
    Keys some;
    for (char c = 'a'; c < 'e'; ++c) some.push_back({std::string(1, c), int(rng.below(3))});
    judge(check, words, some, 2);
  }
}

}  // namespace lab
