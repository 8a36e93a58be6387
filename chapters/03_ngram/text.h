// The training text as an n-gram model counts it: cut into characters or words, numbered.
#pragma once
#include <memory>

#include "chapters/03_ngram/options.h"
#include "chapters/03_ngram/spelling.h"
#include "engine/ngram/words.h"
#include "engine/text/corpus.h"

namespace lab {

/// Characters keep the ids of the corpus' vocabulary and count as one run, with a line end before
/// its first character. Words are those of WordVocab: a line is a sentence.
class NgramText {
 public:
  /// Throws Error if the text has a literal "<s>", or a closed vocabulary lacks a word.
  NgramText(const NgramOptions& options, const Corpus& corpus);

  NgramShape shape(int order) const;
  i64 vocab_size() const { return words_ ? word_vocab_.size() : char_vocab_.size(); }
  std::span<const i32> train() const { return train_; }
  std::span<const i32> valid() const { return valid_; }
  /// Characters of the training text that its first `tokens` tokens spell.
  i64 chars_of(i64 tokens) const;

  /// Ids of any text, as a whole (`unknown` += those that became <unk>). Throws Error on a
  /// character that is not in the vocabulary, and on an unknown word of a closed one.
  std::vector<i32> encode(std::string_view text, i64& unknown) const;
  /// Nats that the unknown words of a text cost beyond <unk>: they have to be spelled.
  double spelling_nats(std::string_view text) const;
  /// Ids of a piece of text: no sentence ends after its last word unless a line does.
  /// `dropped` = characters left out.
  std::vector<i32> encode_piece(std::string_view text, i64& dropped) const;
  /// What a token writes: a character; " word"; "\n" for </s>.
  std::string decode(i32 id) const;
  std::string label(i32 id) const;
  i32 start_token() const;  ///< "\n", or </s>: after it a sentence begins
  const WordVocab* word_vocab() const { return words_ ? &word_vocab_ : nullptr; }

 private:
  bool words_;
  CharVocab char_vocab_;
  WordVocab word_vocab_;
  std::vector<i32> train_, valid_;
  std::optional<SpellingModel> spelling_;
  std::vector<u32> chars_;  // words: (train + 1) characters before each token
};

/// The text of a corpus, cut once for a session and all its ghosts.
class NgramTexts {
 public:
  std::shared_ptr<const NgramText> of(const NgramOptions& options, const Corpus& corpus);

 private:
  std::string mark_;  // of what last_ was made from
  std::shared_ptr<const NgramText> last_;
};

}  // namespace lab
