#include "engine/ngram/words.h"

#include <algorithm>

#include "engine/core/check.h"

namespace lab {

namespace {

/// Calls visit(line, number) for every line; what follows the last line end is one only if it is
/// not empty.
template <class Visit>
void for_each_line(std::string_view text, Visit&& visit) {
  i64 number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    visit(text.substr(at, end - at), number);
    at = end + 1;
  }
}

bool is_mark(std::string_view word) { return word == kSentenceStart || word == kSentenceEnd; }

[[noreturn]] void refuse_mark(std::string_view word, i64 line) {
  fail("words: line ", line, " holds the word \"", word,
       "\", which marks the borders of sentences; every line is a sentence, remove it");
}

}  // namespace

WordVocab WordVocab::of(std::initializer_list<std::string_view> texts, const Options& options) {
  if (options.min_count < 1)
    fail("words: want a minimum count of 1 or more, got ", options.min_count);
  if (options.closed && options.min_count > 1)
    fail("words: a closed vocabulary has no <unk> for the words seen fewer than ",
         options.min_count, " times; leave one of the two out");
  WordTable all;  // every word, in order of appearance
  std::vector<i64> counts;
  for (const std::string_view text : texts)
    for_each_line(text, [&](std::string_view line, i64 number) {
      for_each_word(line, [&](std::string_view word) {
        if (is_mark(word)) refuse_mark(word, number);
        const i32 id = all.find(word);
        if (id < 0) {
          all.add(word);
          counts.push_back(1);
        } else {
          ++counts[std::size_t(id)];
        }
      });
    });
  WordVocab vocab;
  if (!options.closed || all.find(kUnknownWord) >= 0)
    vocab.unknown_ = vocab.words_.add(kUnknownWord);
  vocab.start_ = vocab.words_.add(kSentenceStart);
  vocab.end_ = vocab.words_.add(kSentenceEnd);
  for (std::size_t id = 0; id < counts.size(); ++id)
    if (counts[id] >= options.min_count && vocab.words_.find(all.words()[id]) < 0)
      vocab.words_.add(all.words()[id]);
  return vocab;
}

std::string WordVocab::save() const {
  std::string saved;
  for (const std::string& word : words()) saved += word, saved += '\n';
  return saved;
}

WordVocab WordVocab::load(std::string_view saved) {
  WordVocab vocab;
  for_each_line(saved, [&](std::string_view line, i64 number) {
    if (line.empty()) fail("words: line ", number, " of the vocabulary is empty");
    if (vocab.words_.find(line) >= 0)
      fail("words: line ", number, " of the vocabulary repeats \"", line, "\"");
    vocab.words_.add(line);
  });
  vocab.unknown_ = vocab.words_.find(kUnknownWord);
  vocab.start_ = vocab.words_.find(kSentenceStart);
  vocab.end_ = vocab.words_.find(kSentenceEnd);
  if (vocab.start_ < 0 || vocab.end_ < 0)
    fail("words: the vocabulary lacks <s> or </s>; was it written by save()?");
  return vocab;
}

NgramShape WordVocab::shape(int order) const { return {order, size(), start_, end_, false}; }

bool WordVocab::knows(std::string_view word) const { return words_.find(word) >= 0; }

i32 WordVocab::id(std::string_view word) const {
  const i32 id = words_.find(word);
  return id >= 0 ? id : unknown_;
}

std::vector<i32> WordVocab::encode(std::string_view text, i64& unknown) const {
  std::vector<i32> ids;
  for_each_line(text, [&](std::string_view line, i64 number) {
    for_each_word(line, [&](std::string_view word) {
      const i32 id = words_.find(word);
      if (is_mark(word)) refuse_mark(word, number);
      if (id < 0 && unknown_ < 0)
        fail("words: line ", number, ": \"", word, "\" is not in the closed vocabulary of ", size(),
             " words; train with an open one");
      unknown += id < 0;
      ids.push_back(id < 0 ? unknown_ : id);
    });
    ids.push_back(end_);
  });
  return ids;
}

std::vector<i32> WordVocab::encode(std::string_view text) const {
  i64 unknown = 0;
  return encode(text, unknown);
}

std::string WordVocab::decode(std::span<const i32> ids) const {
  std::string text;
  bool first = true;
  for (const i32 id : ids) {
    if (id < 0 || id >= size()) fail("words: want ids from 0 to ", size() - 1, ", got ", id);
    if (id == end_) {
      text += '\n';
    } else {
      if (!first) text += ' ';
      text += word(id);
    }
    first = id == end_;
  }
  return text;
}

}  // namespace lab
