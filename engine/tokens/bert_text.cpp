#include "engine/tokens/bert_text.h"

#include "engine/text/unicode.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {

/// White space that is no control character; without cleaning, all white space.
bool BertText::separates(u8 bits) const {
  return (bits & kBlank) || ((bits & kSpace) && !(options_.clean && (bits & kControl)));
}

std::string_view BertText::next_chunk(std::string_view text, i64& at) const {
  const char* const end = text.data() + text.size();
  const char* here = text.data() + at;
  const char* begin = nullptr;
  while (here < end) {
    const Utf8Char c = read_char(here, end);
    const bool space = separates(classes_.of(c.code_point));
    if (space && begin != nullptr) break;
    if (!space && begin == nullptr) begin = here;
    here += c.length;
  }
  at = here - text.data();
  return begin == nullptr ? std::string_view() : std::string_view(begin, size_t(here - begin));
}

/// Without control characters; ideographs with a space on both sides.
std::string BertText::clean(std::string_view chunk) const {
  std::string out;
  for_each_char(chunk, [&](Utf8Char c, std::string_view) {
    const u8 bits = classes_.of(c.code_point);
    if (options_.clean && (c.code_point == 0xFFFD || (bits & kControl))) return;
    const bool apart = options_.ideographs && (bits & kIdeograph);
    if (apart) out += ' ';
    append_utf8(out, c.code_point);
    if (apart) out += ' ';
  });
  return out;
}

void BertText::words(std::string_view chunk, std::vector<std::string>& out) const {
  std::string text = clean(chunk);
  if (options_.lower) text = lower_case(text, options_.sigma);
  if (options_.strip_accents) text = strip_marks(normalise(text, NormalForm::nfd));
  split(text, out);
}

/// Cuts at spaces and around punctuation.
void BertText::split(std::string_view text, std::vector<std::string>& out) const {
  bool inside = false;  // of a word
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    const u8 bits = classes_.of(c.code_point);
    const bool sign = options_.split_signs && (bits & kPunct);
    if (bits & kSpace) {
      inside = false;
    } else if (sign || !inside) {
      out.emplace_back(bytes);
      inside = !sign;
    } else {
      out.back() += bytes;
    }
  });
}

}  // namespace lab
