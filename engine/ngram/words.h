// Words and lines: the units of a word-level model.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"
#include "engine/ngram/counts.h"
#include "engine/ngram/gram_table.h"

namespace lab {

inline constexpr std::string_view kUnknownWord = "<unk>", kSentenceStart = "<s>",
                                  kSentenceEnd = "</s>";

/// Calls visit(word) for every word of a line: what stands between blanks (space, tab, and the
/// other ASCII white space; a NUL counts as one, as in KenLM).
template <class Visit>
void for_each_word(std::string_view line, Visit&& visit) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; };
  for (std::size_t i = 0; i < line.size();) {
    while (i < line.size() && blank(line[i])) ++i;
    std::size_t end = i;
    while (end < line.size() && !blank(line[end])) ++end;
    if (end > i) visit(line.substr(i, end - i));
    i = end;
  }
}

/// Words <-> ids 0..V-1. An immutable value; ids follow the first appearance in the text, after
/// <unk> (if there is one), <s> and </s>.
///
/// A line is a sentence: its words, then </s>. Empty lines are sentences without words, as in
/// KenLM; a text that ends in a line end has no empty sentence after it. <s> is never an id of a
/// text: it is the start mark of shape(). A literal "<unk>" in the text is that word. A literal
/// "<s>" or "</s>" cannot be counted and throws Error with its line.
class WordVocab {
 public:
  struct Options {
    bool closed = false;  ///< no <unk> unless the text has it: an unknown word then throws Error
    i64 min_count = 1;    ///< rarer words are <unk>; > 1 wants an open vocabulary
  };
  WordVocab() = default;
  /// The words of some texts (UTF-8 or any bytes). Throws Error on a literal mark, as above.
  static WordVocab of(std::initializer_list<std::string_view> texts, const Options& options);
  static WordVocab of(std::initializer_list<std::string_view> texts) { return of(texts, {}); }

  /// The words in the order of their ids, one per line; and the inverse, which throws Error on
  /// words that repeat or marks that are missing.
  std::string save() const;
  static WordVocab load(std::string_view saved);

  i64 size() const { return words_.size(); }
  i32 unknown() const { return unknown_; }  ///< -1 in a closed vocabulary without it
  i32 start() const { return start_; }
  i32 end() const { return end_; }
  /// Order n over these words: sentences end in </s>, <s> stands before them and is not predicted.
  NgramShape shape(int order) const;

  /// The id of a word; that of <unk> if it has none; -1 if there is no <unk>.
  i32 id(std::string_view word) const;
  /// Whether the word itself is in the vocabulary.
  bool knows(std::string_view word) const;
  const std::string& word(i32 id) const { return words()[std::size_t(id)]; }
  const std::vector<std::string>& words() const { return words_.words(); }

  /// Ids of a text, </s> after each line. `unknown` += tokens that became <unk> (a literal "<unk>"
  /// counts as known when the training text had it). Throws Error on an unknown word of a closed
  /// vocabulary, with word and line.
  std::vector<i32> encode(std::string_view text, i64& unknown) const;
  std::vector<i32> encode(std::string_view text) const;
  /// Words joined by blanks, a line end after each </s>.
  std::string decode(std::span<const i32> ids) const;

 private:
  WordTable words_;
  i32 unknown_ = -1, start_ = -1, end_ = -1;
};

}  // namespace lab
