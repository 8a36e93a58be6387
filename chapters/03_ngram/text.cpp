#include "chapters/03_ngram/text.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/io/sha256.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

WordVocab word_vocab_of(const NgramOptions& options, const Corpus& corpus) {
  const WordVocab::Options how{.closed = options.closed, .min_count = options.min_count};
  return options.closed ? WordVocab::of({corpus.train, corpus.valid}, how)
                        : WordVocab::of({corpus.train}, how);
}

}  // namespace

NgramText::NgramText(const NgramOptions& options, const Corpus& corpus)
    : words_(options.words()), char_vocab_(corpus.vocab) {
  if (!words_) {
    train_ = corpus.train_ids, valid_ = corpus.valid_ids;
    return;
  }
  word_vocab_ = word_vocab_of(options, corpus);
  if (word_vocab_.unknown() >= 0) spelling_.emplace(word_vocab_);
  i64 unknown = 0;
  train_ = word_vocab_.encode(corpus.train, unknown);
  valid_ = word_vocab_.encode(corpus.valid, unknown);
  // Every word is followed by a blank or, together with </s>, by a line end; other blanks, and
  // what min_count made <unk>, are made up for at the end.
  const u32 all = u32(count_chars(corpus.train));
  chars_.push_back(0);
  for (const i32 id : train_) {
    const i64 own = id == word_vocab_.end() ? 0 : count_chars(word_vocab_.word(id)) + 1;
    chars_.push_back(std::min(all, chars_.back() + u32(own)));
  }
  chars_.back() = all;
}

NgramShape NgramText::shape(int order) const {
  if (words_) return word_vocab_.shape(order);
  return {.order = order, .vocab_size = char_vocab_.size(), .start = char_vocab_.id('\n')};
}

i64 NgramText::chars_of(i64 tokens) const {
  return words_ ? i64(chars_[std::size_t(tokens)]) : tokens;
}

std::vector<i32> NgramText::encode(std::string_view text, i64& unknown) const {
  return words_ ? word_vocab_.encode(text, unknown) : char_vocab_.encode(text);
}

double NgramText::spelling_nats(std::string_view text) const {
  double nats = 0;
  if (spelling_)
    for_each_word(text, [&](std::string_view word) {
      if (!word_vocab_.knows(word)) nats += spelling_->nats(word);
    });
  return nats;
}

std::vector<i32> NgramText::encode_piece(std::string_view text, i64& dropped) const {
  dropped = 0;
  if (!words_) return char_vocab_.encode_known(text, dropped);
  std::vector<i32> ids;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    for_each_word(text.substr(0, end), [&](std::string_view word) {
      const i32 id = word == kSentenceStart || word == kSentenceEnd ? -1 : word_vocab_.id(word);
      if (id >= 0)
        ids.push_back(id);
      else
        dropped += count_chars(word);
    });
    if (end == text.npos) break;
    ids.push_back(word_vocab_.end());
    text.remove_prefix(end + 1);
  }
  return ids;
}

std::string NgramText::decode(i32 id) const {
  if (!words_) return char_vocab_.text(id);
  return id == word_vocab_.end() ? "\n" : " " + word_vocab_.word(id);
}

std::string NgramText::label(i32 id) const {
  if (!words_) return char_vocab_.label(id);
  return id == word_vocab_.end() ? "↵" : word_vocab_.word(id);
}

i32 NgramText::start_token() const {
  return words_ ? word_vocab_.end() : std::max(0, char_vocab_.id('\n'));
}

std::shared_ptr<const NgramText> NgramTexts::of(const NgramOptions& options, const Corpus& corpus) {
  std::string mark = cat(options.unit, options.closed, options.min_count, sha256(corpus.train),
                         sha256(corpus.valid));
  if (!last_ || mark != mark_) {
    last_ = std::make_shared<NgramText>(options, corpus);
    mark_ = std::move(mark);
  }
  return last_;
}

}  // namespace lab
