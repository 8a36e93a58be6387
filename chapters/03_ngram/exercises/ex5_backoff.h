// Exercise 3.5 (two stars): scoring a sentence by an ARPA file. Lesson, section 13.
//
// Write the body, then: ./lab check 3.5. When stuck: ./lab hint 3.5
#pragma once
#include <string>
#include <vector>

#include "chapters/03_ngram/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// What a back-off model gives to each word of a sentence.
///
/// Given: the table of an ARPA file (given.h), and the words of one sentence, without marks. The
/// table has <s>, </s> and <unk> as single words.
/// Wanted: a score for each word and one for </s> at the end; none for <s>, which only stands
/// before the first word. A word that the table does not have as a single word is read as <unk>,
/// where it is predicted and where it is context.
///   log10 p(w | h) = log10_p of "h w"                          if the table has "h w"
///                  = back_off of "h" + log10 p(w | h without its first word)      otherwise
/// h is at first all that stands before w, <s> included. If the table does not have "h", its
/// back_off is 0. At the latest w alone is found. `matched` counts the words of what was found.
///
/// Example: <s> -99, -0.5   the -1, -0.25   fox -2, -0.125   </s> -1.5, 0   <unk> -3, 0
///          "<s> the" -0.5, 0   "the fox" -0.75, 0                    (log10_p, back_off)
///   the fox  ->  the: -0.5, matched 2    fox: -0.75, matched 2    </s>: -0.125 - 1.5, matched 1
///
/// table.find(words) is table.end() if it is not there; found->second is the entry. Functions of
/// your own may stand above this one.
inline std::vector<WordScore> score_sentence(
    [[maybe_unused]] const ArpaTable& table,
    [[maybe_unused]] const std::vector<std::string>& words) {
  LAB_TODO("3.5");
}

}  // namespace lab::ex
