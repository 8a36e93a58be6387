// A decomposition: what a clause has to look like, and what each of its elements matched.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/01_eliza/korean.h"

namespace lab {

/// One word of a clause, and where in the line it stands.
struct Word {
  std::string text;        ///< in one spelling
  std::string key;         ///< in lower case: what is compared
  i64 begin = 0, end = 0;  ///< bytes of the line; equal where a rule wrote the word
};

/// A word as a script names it: "mother", "dream~" for every word that begins so, "~ing" for every
/// word that ends so.
struct Form {
  std::string text;
  bool is_beginning = false, is_ending = false;
};

/// What matching has to know of a language.
struct Language {
  bool korean = false;
  WholeWords whole;
};

/// Bytes of `word` that the form matches: a Korean word may carry particles behind the form.
std::optional<std::size_t> match_form(const Form& form, std::string_view word,
                                      const Language& language);

/// One element of a decomposition.
struct Element {
  enum class Kind : u8 { any, exactly, one_of };
  Kind kind = Kind::any;
  i64 count = 0;                     ///< exactly: how many words
  std::vector<Form> forms;           ///< one_of: any of them
  std::vector<std::string> endings;  ///< the last word has to end in one of these ("~고")
  bool particles_cut = false;        ///< "~?": whatever particles the last word has
  std::string written;
};

/// What an element matched: words [first, last), the last of them up to byte `cut`.
struct Span {
  std::size_t first = 0, last = 0;
  std::size_t cut = 0;
};

/// Matches all words against all elements; "0" takes as few words as possible, the leftmost first.
/// Takes time and memory of elements * words. Nothing if the clause does not look like that.
/// Source: Weizenbaum 1966, "ELIZA", p. 38-39.
std::optional<std::vector<Span>> match_pattern(const std::vector<Element>& pattern,
                                               const std::vector<Word>& words,
                                               const Language& language);

/// The words of a span, one space between them.
std::string text_of(const std::vector<Word>& words, const Span& span);

}  // namespace lab
