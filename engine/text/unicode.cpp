#include "engine/text/unicode.h"

#include "engine/core/check.h"

namespace lab {
namespace {

/// One sequence at text[at]: its length and code point, or the reason why it is none.
struct Sequence {
  i64 length = 0;
  u32 code_point = 0;
  std::string_view error;
};

Sequence read_sequence(std::string_view text, i64 at) {
  const u8 lead = u8(text[at]);
  if (lead < 0x80) return {1, lead, {}};
  if (lead < 0xC0) return {0, 0, "continuation byte without a lead byte"};
  if (lead < 0xC2) return {0, 0, "overlong sequence"};
  if (lead > 0xF7) return {0, 0, "byte that UTF-8 never uses"};
  if (lead > 0xF4) return {0, 0, "beyond U+10FFFF"};
  const i64 length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  u32 code_point = lead & (0xFF >> (length + 1));
  for (i64 i = 1; i < length; ++i) {
    if (at + i >= i64(text.size())) return {0, 0, "truncated sequence at the end"};
    const u8 next = u8(text[at + i]);
    if ((next & 0xC0) != 0x80) return {0, 0, "truncated sequence"};
    if (i == 1 && ((lead == 0xE0 && next < 0xA0) || (lead == 0xF0 && next < 0x90)))
      return {0, 0, "overlong sequence"};
    if (i == 1 && lead == 0xED && next > 0x9F) return {0, 0, "surrogate (U+D800..U+DFFF)"};
    if (i == 1 && lead == 0xF4 && next > 0x8F) return {0, 0, "beyond U+10FFFF"};
    code_point = code_point << 6 | (next & 0x3F);
  }
  return {length, code_point, {}};
}

}  // namespace

std::optional<Utf8Error> find_utf8_error(std::string_view text) {
  for (i64 at = 0; at < i64(text.size());) {
    const Sequence sequence = read_sequence(text, at);
    if (!sequence.error.empty()) return Utf8Error{at, sequence.error};
    at += sequence.length;
  }
  return std::nullopt;
}

std::vector<u32> decode_utf8(std::string_view text) {
  std::vector<u32> code_points;
  code_points.reserve(size_t(count_chars(text)));
  for (i64 at = 0; at < i64(text.size());) {
    const Sequence sequence = read_sequence(text, at);
    if (!sequence.error.empty()) fail("text is not UTF-8: ", sequence.error, " at byte ", at);
    code_points.push_back(sequence.code_point);
    at += sequence.length;
  }
  return code_points;
}

void append_utf8(std::string& out, u32 c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
    fail(code_point_name(c), " is not a character: want U+0000..U+10FFFF without surrogates");
  const auto tail = [&](int shift) { out += char(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += char(0xE0 | c >> 12);
    tail(6), tail(0);
  } else {
    out += char(0xF0 | c >> 18);
    tail(12), tail(6), tail(0);
  }
}

std::string encode_utf8(const std::vector<u32>& code_points) {
  std::string out;
  out.reserve(code_points.size());
  for (const u32 c : code_points) append_utf8(out, c);
  return out;
}

i64 count_chars(std::string_view text) {
  i64 count = 0;
  for (const char c : text) count += (u8(c) & 0xC0) != 0x80;
  return count;
}

std::string code_point_name(u32 code_point) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof digits, code_point, 16).ptr;
  std::string name = "U+";
  for (i64 n = end - digits; n < 4; ++n) name += '0';
  for (const char* d = digits; d < end; ++d) name += *d >= 'a' ? char(*d - 'a' + 'A') : *d;
  return name;
}

std::string normalise_newlines(std::string text) {
  size_t from = text.starts_with("\xEF\xBB\xBF") ? 3 : 0, to = 0;
  while (from < text.size()) {
    char c = text[from++];
    if (c == '\r') {
      c = '\n';
      if (from < text.size() && text[from] == '\n') ++from;
    }
    text[to++] = c;
  }
  text.resize(to);
  return text;
}

}  // namespace lab
