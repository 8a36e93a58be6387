// Judges apply_merges: the stub's example, order against position and against length, then random
// pieces under random merges beside a search over all ranks.
#include "ex4_encode.h"

#include "chapters/02_tokens/check/cases.h"

namespace lab {
namespace {

using Merges = std::vector<ex::Merge>;

std::string told(const Merges& merges) {
  std::string out;
  for (const ex::Merge& merge : merges)
    out += cat(out.empty() ? "" : ", ", "(", merge.left, ", ", merge.right, ")");
  return out.empty() ? "none" : out;
}

/// By rank: the first merge that has a pair; its leftmost pair; then from the first merge again.
bool join_first(ex::Tokens& tokens, const Merges& merges) {
  for (const ex::Merge& merge : merges)
    for (std::size_t i = 1; i < tokens.size(); ++i)
      if (tokens[i - 1] == merge.left && tokens[i] == merge.right) {
        tokens[i - 1] += tokens[i];
        tokens.erase(tokens.begin() + std::ptrdiff_t(i));
        return true;
      }
  return false;
}

void judge_piece(ExerciseCheck& check, const std::string& about, const Merges& merges,
                 const std::string& piece, int hint) {
  check.given(cat(about, "piece \"", piece, "\", merges in order: ", told(merges)));
  ex::Tokens wanted = in_bytes(piece);
  while (join_first(wanted, merges)) {
  }
  const ex::Tokens got = ex::apply_merges(piece, merges);
  std::string whole;
  for (const std::string& token : got) whole += token;
  check.that("tokens, put together", whole == piece, piece, whole, 1);
  check.that("tokens", got == wanted, list(wanted), list(got), hint);
}

void by_hand(ExerciseCheck& check) {
  judge_piece(check, "", {{"a", "b"}}, "ab", 1);
  judge_piece(check, "", {{"a", "b"}}, "abc", 1);
  const Merges merges = {{"b", "c"}, {"a", "b"}, {"a", "bc"}};
  check.given(cat("piece \"abcab\", merges in order: ", told(merges)));
  const ex::Tokens got = ex::apply_merges("abcab", merges);
  check.that("tokens", got == ex::Tokens{"abc", "ab"}, "abc, ab", list(got), 2);
}

void small_cases(ExerciseCheck& check) {
  judge_piece(check, "nothing to cut: ", {{"a", "b"}}, "", 1);
  judge_piece(check, "no merges: ", {}, "abc", 1);
  judge_piece(check, "one byte: ", {{"a", "b"}}, "a", 1);
  judge_piece(check, "none of these: ", {{"a", "b"}}, "ba", 1);
  judge_piece(check, "the last pair: ", {{"a", "b"}}, "cab", 1);
  judge_piece(check, "a later place, an earlier rank: ", {{"b", "c"}, {"a", "b"}}, "abc", 2);
  judge_piece(check, "the longest token is not the first: ", {{"b", "c"}, {"a", "b"}, {"ab", "c"}},
              "abc", 2);
  judge_piece(check, "leftmost of equal ranks: ", {{"a", "a"}}, "aaa", 3);
  judge_piece(check, "leftmost of equal ranks: ", {{"a", "a"}, {"aa", "aa"}, {"aa", "a"}},
              "aaaaaaa", 3);
  judge_piece(check, "a token that comes about late has a pair of an early rank: ",
              {{"b", "c"}, {"a", "bc"}, {"abc", "d"}, {"c", "d"}, {"x", "a"}, {"xa", "bc"}},
              "xabcdabcd", 3);
  // xy first comes about by the third merge; then the second has a pair.
  judge_piece(check, "looked at anew after each join: ", {{"p", "q"}, {"xy", "z"}, {"x", "y"}},
              "xyzpq", 3);
  const std::string han = "\xED\x95\x9C";
  judge_piece(check, "bytes of Hangul: ", {{han.substr(0, 1), han.substr(1, 1)}}, han + han, 1);
}

/// Merges of the letters and of what earlier merges made, a few of them twice.
void random_cases(ExerciseCheck& check) {
  Rng rng(204);
  for (int round = 0; round < 60; ++round) {
    ex::Tokens known = {"a", "b", "c"};
    Merges merges;
    for (int i = 0; i < 12; ++i) {
      const std::string left = known[rng.below(known.size())];
      const std::string right = known[rng.below(known.size())];
      merges.push_back({left, right});
      if (left.size() + right.size() < 6) known.push_back(left + right);
    }
    judge_piece(check, "", merges, random_word(rng, 3 + i64(rng.below(12)), 3), 3);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  small_cases(check);
  random_cases(check);
}

}  // namespace lab
