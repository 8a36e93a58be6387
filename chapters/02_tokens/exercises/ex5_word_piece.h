// Exercise 2.5 (two stars): WordPiece. Lesson, section 9.
//
// Write the body, then: ./lab check 2.5. When stuck: ./lab hint 2.5
#pragma once
#include <set>
#include <string>
#include <string_view>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The pieces of one word, as BERT cuts it.
///
/// Given: a word (UTF-8, without spaces), and the pieces of a vocabulary. A piece that stands in
/// the middle or at the end of a word has ## before it: "##ing" is not "ing".
/// Wanted: the longest piece with which the word begins, then the longest piece (with its ##) with
/// which the rest begins, and so on. If some rest begins with no piece at all, the WHOLE word is
/// {"[UNK]"}, and what was found before it is dropped. An empty word has no pieces.
///
/// Example: vocabulary play, ##ing, ##in, ##g, p
///   playing -> play ##ing      plays -> [UNK]      ping -> p ##ing
inline Tokens word_pieces([[maybe_unused]] std::string_view word,
                          [[maybe_unused]] const std::set<std::string>& vocabulary) {
  LAB_TODO("2.5");
}

}  // namespace lab::ex
