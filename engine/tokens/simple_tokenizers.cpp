#include "engine/tokens/simple_tokenizers.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "engine/text/vocab.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/hangul.h"
#include "engine/tokens/utf8_reader.h"
#include "engine/tokens/word_counts.h"

namespace lab {
namespace {

TokenTable table_of(const CharVocab& vocab) {
  TokenTable tokens;
  for (i32 id = 0; id < vocab.size(); ++id) tokens.add(id, vocab.text(id), vocab.text(id));
  return tokens;
}

class CharTokenizer final : public Tokenizer {
 public:
  CharTokenizer(const CharVocab& vocab, bool jamo)
      : Tokenizer(table_of(vocab), {}), vocab_(vocab), jamo_(jamo) {}
  std::string_view kind() const override { return jamo_ ? "jamo" : "characters"; }
  bool lossless() const override { return true; }

 protected:
  void encode_text(std::vector<i32>& ids, std::string_view text, bool) const override {
    const std::vector<i32> more = vocab_.encode(jamo_ ? to_jamo(text) : std::string(text));
    ids.insert(ids.end(), more.begin(), more.end());
  }
  std::string decode_known(std::span<const i32> ids) const override {
    const std::string text = vocab_.decode(ids);
    return jamo_ ? from_jamo(text) : text;
  }

 private:
  CharVocab vocab_;
  bool jamo_;
};

/// Calls f(word) for each run of characters that are not white space.
template <class F>
void for_each_word(std::string_view text, F&& f) {
  const CharClasses& classes = CharClasses::table();
  size_t begin = text.npos;
  const auto end_word = [&](size_t end) {
    if (begin != text.npos) f(text.substr(begin, end - begin));
    begin = text.npos;
  };
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    const size_t at = size_t(bytes.data() - text.data());
    if (classes.of(c.code_point) & kSpace)
      end_word(at);
    else if (begin == text.npos)
      begin = at;
  });
  end_word(text.size());
}

constexpr const char* kUnknownWord = "<unk>";

TokenTable most_frequent_words(std::string_view text, i64 vocab_size) {
  WordCounts counts;
  for_each_word(text, [&](std::string_view word) { counts.add(word); });
  std::vector<WordCounts::Word> words = counts.words();
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.text < b.text;
  });
  TokenTable tokens;
  tokens.add(0, kUnknownWord, kUnknownWord);
  for (const WordCounts::Word& word : words) {
    if (vocab_size > 0 && tokens.size() == vocab_size) break;
    if (word.text != kUnknownWord)
      tokens.add(i32(tokens.size()), std::string(word.text), std::string(word.text));
  }
  return tokens;
}

class WordTokenizer final : public Tokenizer {
 public:
  explicit WordTokenizer(TokenTable tokens) : Tokenizer(std::move(tokens), {}) {}
  std::string_view kind() const override { return "words"; }
  bool lossless() const override { return false; }

 protected:
  void encode_text(std::vector<i32>& ids, std::string_view text, bool) const override {
    for_each_word(text, [&](std::string_view word) { ids.push_back(std::max(0, find(word))); });
  }
  std::string decode_known(std::span<const i32> ids) const override {
    std::string text;
    for (const i32 id : ids) {
      if (!text.empty()) text += ' ';
      text += tokens().bytes(id);
    }
    return text;
  }
};

}  // namespace

std::unique_ptr<Tokenizer> make_char_tokenizer(std::string_view text) {
  return std::make_unique<CharTokenizer>(CharVocab::of({text}), false);
}

std::unique_ptr<Tokenizer> make_jamo_tokenizer(std::string_view text) {
  // a text that holds one syllable may be continued with any: all letters, and the escape
  std::string all = to_jamo(text);
  for (u32 c = 0x1100; c <= 0x1112; ++c) append_utf8(all, c);
  for (u32 c = 0x1161; c <= 0x1175; ++c) append_utf8(all, c);
  for (u32 c = 0x11A8; c <= 0x11C2; ++c) append_utf8(all, c);
  all += kJamoEscape;
  return std::make_unique<CharTokenizer>(CharVocab::of({all}), true);
}

std::unique_ptr<Tokenizer> make_word_tokenizer(std::string_view text, i64 vocab_size) {
  return std::make_unique<WordTokenizer>(most_frequent_words(text, vocab_size));
}

}  // namespace lab
