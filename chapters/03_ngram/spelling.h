// What an unknown word costs: it has to be spelled.
#pragma once
#include <optional>
#include <string_view>

#include "engine/ngram/model.h"
#include "engine/ngram/words.h"
#include "engine/text/vocab.h"

namespace lab {

/// Characters of words, learned from the vocabulary, each word once: an unknown word resembles rare
/// words more than frequent ones. Modified Kneser-Ney of order 6; a character that the vocabulary
/// lacks costs one more choice among all of Unicode's. With it a word model gives every text a
/// probability, and can be compared with models of characters.
class SpellingModel {
 public:
  explicit SpellingModel(const WordVocab& words);

  /// -ln p of the word, its end included.
  double nats(std::string_view word) const;

 private:
  std::vector<i32> encode(std::string_view word, i64& foreign) const;

  CharVocab chars_;  // id V is "another character"
  NgramCounts counts_;
  NgramModel model_;
};

}  // namespace lab
