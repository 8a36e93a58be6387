// Tokens that are told apart from text before anything else: <|endoftext|>, [MASK], <s>.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

struct SpecialToken {
  std::string text;
  i32 id = 0;
  bool strip_left = false, strip_right = false;  ///< takes the white space beside it along
  bool whole_word = false;  ///< not inside of a word: no letter or digit beside it
  bool control = true;      ///< false: an added word, shown like any other
};

/// A list of special tokens and where they stand in a text.
class SpecialTokens {
 public:
  struct Match {
    i64 begin = 0, end = 0;               ///< bytes
    const SpecialToken* token = nullptr;  ///< nullptr: none is left, begin = end = text.size()
  };

  /// Throws Error if the text is empty or there already.
  void add(SpecialToken token);

  /// The first one at or behind `from`; of several at one place the longest.
  Match find(std::string_view text, i64 from) const;

  bool empty() const { return tokens_.empty(); }
  const std::vector<SpecialToken>& all() const { return tokens_; }

  /// Calls on_text(part) and on_special(token) for the parts of a text in their order; parts of
  /// text are never empty.
  template <class OnText, class OnSpecial>
  void split(std::string_view text, OnText&& on_text, OnSpecial&& on_special) const {
    for (i64 at = 0; at < i64(text.size());) {
      const Match match = find(text, at);
      if (match.begin > at) on_text(text.substr(size_t(at), size_t(match.begin - at)));
      if (match.token == nullptr) return;
      on_special(*match.token);
      at = match.end;
    }
  }

 private:
  bool stands_alone(std::string_view text, i64 begin, i64 end) const;

  std::vector<SpecialToken> tokens_;   // longest first
  std::array<bool, 256> starts_ = {};  // first bytes
};

}  // namespace lab
