// Judges word_pieces: the stub's example, what is unknown, Hangul whole and in letters, then random
// words beside a search of the judge's own.
#include "ex5_word_piece.h"

#include "chapters/02_tokens/check/cases.h"

namespace lab {
namespace {

using Vocabulary = std::set<std::string>;

std::string told(const Vocabulary& vocabulary) {
  return list({vocabulary.begin(), vocabulary.end()});
}

/// Looks through the whole vocabulary at each place.
ex::Tokens wanted_pieces(const std::string& word, const Vocabulary& vocabulary) {
  ex::Tokens pieces;
  std::string rest = word;
  while (!rest.empty()) {
    std::string best, best_text;
    for (const std::string& piece : vocabulary) {
      const bool inner = piece.starts_with("##");
      const std::string text = inner ? piece.substr(2) : piece;
      if (inner == (rest.size() < word.size()) && rest.starts_with(text) &&
          text.size() > best_text.size())
        best = piece, best_text = text;
    }
    if (best.empty()) return {"[UNK]"};
    pieces.push_back(best);
    rest.erase(0, best_text.size());
  }
  return pieces;
}

void judge_word(ExerciseCheck& check, const std::string& about, const std::string& word,
                const Vocabulary& vocabulary, const ex::Tokens& wanted, int hint) {
  check.given(cat(about, "word \"", word, "\", vocabulary: ", told(vocabulary)));
  const ex::Tokens got = ex::word_pieces(word, vocabulary);
  check.that("pieces", got == wanted, list(wanted), list(got), hint);
}

void by_hand(ExerciseCheck& check) {
  const Vocabulary vocabulary = {"play", "##ing", "##in", "##g", "p"};
  judge_word(check, "", "play", vocabulary, {"play"}, 1);
  judge_word(check, "", "playing", vocabulary, {"play", "##ing"}, 2);
  judge_word(check, "", "ping", vocabulary, {"p", "##ing"}, 2);
  judge_word(check, "no piece begins with s: ", "plays", vocabulary, {"[UNK]"}, 3);
  judge_word(check, "no piece for the beginning: ", "xing", vocabulary, {"[UNK]"}, 3);
  judge_word(check, "an empty word: ", "", vocabulary, {}, 1);
}

void longest_first(ExerciseCheck& check) {
  judge_word(check, "the longest, even if the rest is then unknown: ", "unable",
             {"un", "una", "##able", "##b", "##l"}, {"[UNK]"}, 1);
  judge_word(check, "the longest of three: ", "abcd", {"a", "ab", "abc", "##d", "##cd", "##bcd"},
             {"abc", "##d"}, 1);
  judge_word(check, "## is asked for in the middle: ", "gg", {"g"}, {"[UNK]"}, 2);
  judge_word(check, "## is asked for in the middle only: ", "ga", {"##g", "##a", "##ga"}, {"[UNK]"},
             2);
  judge_word(check, "middle and beginning differ: ", "gag", {"g", "##a", "##g", "gag!", "##gag"},
             {"g", "##a", "##g"}, 2);
}

void hangul(ExerciseCheck& check) {
  judge_word(check, "", "학교에서", {"학교", "##에", "##에서", "##서"}, {"학교", "##에서"}, 1);
  judge_word(check, "", "학교에도", {"학교", "##에", "##에서"}, {"[UNK]"}, 3);
  // 한 in letters: U+1112 U+1161 U+11AB
  judge_word(check, "letters, as uncased BERT has them: ", "\u1112\u1161\u11AB",
             {"\u1112", "##\u1161", "##\u11AB", "##\u1161\u11AB"}, {"\u1112", "##\u1161\u11AB"}, 1);
}

void random_cases(ExerciseCheck& check) {
  Rng rng(205);
  for (int round = 0; round < 60; ++round) {
    Vocabulary vocabulary;
    for (int i = 0; i < 14; ++i)
      vocabulary.insert((rng.below(2) == 0 ? "" : "##") +
                        random_word(rng, 1 + i64(rng.below(3)), 3));
    const std::string word = random_word(rng, 1 + i64(rng.below(8)), 3);
    judge_word(check, "", word, vocabulary, wanted_pieces(word, vocabulary), 2);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  longest_first(check);
  hangul(check);
  random_cases(check);
}

}  // namespace lab
