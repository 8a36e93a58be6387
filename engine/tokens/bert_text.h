// BERT's basic tokenizer: a text to words and punctuation, before word pieces are looked up.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokens/char_class.h"
#include "engine/tokens/normal_form.h"

namespace lab {

struct BertTextOptions {
  bool clean = true;       ///< drop control characters and U+FFFD
  bool ideographs = true;  ///< Chinese characters are words of their own
  bool lower = true;
  bool strip_accents = true;  ///< NFD, then without marks: é is e, and 한 falls into its three jamo
  bool split_signs = true;    ///< punctuation marks are words of their own
  FinalSigma sigma = FinalSigma::by_context;
};

/// Cuts texts into basic tokens. Rules: google-research/bert, tokenization.py, BasicTokenizer
/// (Apache-2.0; Devlin et al. 2019, "BERT", section 3), with Python's str.lower(). Bytes that are
/// not UTF-8 count as U+FFFD.
class BertText {
 public:
  explicit BertText(const BertTextOptions& options)
      : options_(options), classes_(CharClasses::table()) {}

  /// The first run of characters without white space at or behind `at`, which moves behind it;
  /// empty at the text's end.
  std::string_view next_chunk(std::string_view text, i64& at) const;

  /// The basic tokens of a chunk, appended. What a chunk becomes depends on nothing around it.
  void words(std::string_view chunk, std::vector<std::string>& out) const;

  const BertTextOptions& options() const { return options_; }

 private:
  bool separates(u8 bits) const;
  std::string clean(std::string_view chunk) const;
  void split(std::string_view text, std::vector<std::string>& out) const;

  BertTextOptions options_;
  const CharClasses& classes_;
};

}  // namespace lab
