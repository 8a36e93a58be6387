#include "chapters/03_ngram/spelling.h"

#include <cmath>

#include "engine/text/unicode.h"

namespace lab {
namespace {

constexpr int kOrder = 6;
constexpr double kUnicode = 0x110000 - 0x800;  // code points without surrogates

CharVocab chars_of(const WordVocab& words) {
  std::string all = "\n";
  for (const std::string& word : words.words())
    if (!find_utf8_error(word)) all += word;
  return CharVocab::of({all});
}

}  // namespace

SpellingModel::SpellingModel(const WordVocab& words)
    : chars_(chars_of(words)),
      counts_({.order = kOrder, .vocab_size = chars_.size() + 1, .start = chars_.id('\n')}),
      model_(counts_, Smoothing::modified_kneser_ney) {
  i64 foreign = 0;
  for (const std::string& word : words.words())
    if (word != kUnknownWord && word != kSentenceStart && word != kSentenceEnd)
      counts_.add(encode(word, foreign));
  model_.refresh();
}

/// The characters, and a line end behind them.
std::vector<i32> SpellingModel::encode(std::string_view word, i64& foreign) const {
  std::vector<i32> ids;
  if (find_utf8_error(word)) {
    foreign += i64(word.size());
    ids.assign(word.size(), i32(chars_.size()));
  } else {
    for (const u32 c : decode_utf8(word)) {
      const i32 id = chars_.id(c);
      foreign += id < 0;
      ids.push_back(id < 0 ? i32(chars_.size()) : id);
    }
  }
  ids.push_back(chars_.id('\n'));
  return ids;
}

double SpellingModel::nats(std::string_view word) const {
  i64 foreign = 0;
  const std::vector<i32> ids = encode(word, foreign);
  return model_.nats(ids) + double(foreign) * std::log(kUnicode);
}

}  // namespace lab
