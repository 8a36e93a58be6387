#include "engine/tokens/special_tokens.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

/// Where the character that ends before `end` begins; end > 0.
i64 begin_of_char(std::string_view text, i64 end) {
  i64 begin = end - 1;
  while (begin > 0 && end - begin < 4 && (u8(text[size_t(begin)]) & 0xC0) == 0x80) --begin;
  return begin;
}

/// The class of the character that ends before `end`; 0 at the text's start.
u8 class_before(std::string_view text, i64 end) {
  if (end == 0) return 0;
  const char* const begin = &text[size_t(begin_of_char(text, end))];
  return CharClasses::table().of(read_char(begin, text.data() + end).code_point);
}

/// The class of the character at `begin`; 0 at the text's end.
u8 class_at(std::string_view text, i64 begin) {
  if (begin >= i64(text.size())) return 0;
  const char* const end = text.data() + text.size();
  return CharClasses::table().of(read_char(&text[size_t(begin)], end).code_point);
}

}  // namespace

void SpecialTokens::add(SpecialToken token) {
  if (token.text.empty()) fail("a special token is empty; give it a text, e.g. <|endoftext|>");
  for (const SpecialToken& other : tokens_)
    if (other.text == token.text)
      fail("the special token \"", token.text, "\" is there twice; name it once");
  starts_[u8(token.text[0])] = true;
  const auto place = std::find_if(tokens_.begin(), tokens_.end(), [&](const SpecialToken& other) {
    return other.text.size() < token.text.size();
  });
  tokens_.insert(place, std::move(token));
}

bool SpecialTokens::stands_alone(std::string_view text, i64 begin, i64 end) const {
  constexpr u8 kWord = kLetter | kNumber;
  return !(class_before(text, begin) & kWord) && !(class_at(text, end) & kWord);
}

SpecialTokens::Match SpecialTokens::find(std::string_view text, i64 from) const {
  const i64 size = i64(text.size());
  for (i64 at = tokens_.empty() ? size : from; at < size; ++at) {
    if (!starts_[u8(text[size_t(at)])]) continue;
    for (const SpecialToken& token : tokens_) {
      if (!text.substr(size_t(at)).starts_with(token.text)) continue;
      i64 begin = at, end = at + i64(token.text.size());
      if (token.whole_word && !stands_alone(text, begin, end)) continue;
      while (token.strip_right && class_at(text, end) & kSpace)
        end += read_char(&text[size_t(end)], text.data() + size).length;
      while (token.strip_left && begin > from && class_before(text, begin) & kSpace)
        begin = begin_of_char(text, begin);
      return {begin, end, &token};
    }
  }
  return {size, size, nullptr};
}

}  // namespace lab
