#include "engine/text/vocab.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {

CharVocab CharVocab::of(std::initializer_list<std::string_view> texts) {
  std::vector<bool> seen(0x110000);
  for (const std::string_view text : texts)
    for (const u32 c : decode_utf8(text)) seen[c] = true;
  CharVocab vocab;
  for (u32 c = 0; c < seen.size(); ++c)
    if (seen[c]) vocab.code_points_.push_back(c);
  return vocab;
}

CharVocab CharVocab::load(std::string_view saved) {
  CharVocab vocab;
  vocab.code_points_ = decode_utf8(saved);
  for (size_t i = 1; i < vocab.code_points_.size(); ++i)
    if (vocab.code_points_[i - 1] >= vocab.code_points_[i])
      fail("[vocab] want distinct characters in rising order, got ",
           code_point_name(vocab.code_points_[i]), " after ",
           code_point_name(vocab.code_points_[i - 1]));
  return vocab;
}

std::string CharVocab::save() const { return encode_utf8(code_points_); }

i32 CharVocab::id(u32 code_point) const {
  const auto found = std::lower_bound(code_points_.begin(), code_points_.end(), code_point);
  if (found == code_points_.end() || *found != code_point) return -1;
  return i32(found - code_points_.begin());
}

std::vector<i32> CharVocab::encode(std::string_view text) const {
  std::vector<i32> ids;
  ids.reserve(text.size());
  i64 offset = 0, unknown = 0, first_offset = 0;
  u32 first = 0;
  for (const u32 c : decode_utf8(text)) {
    const i32 token = id(c);
    if (token < 0 && unknown++ == 0) first = c, first_offset = offset;
    ids.push_back(token);
    offset += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  if (unknown > 0)
    fail("character \"", encode_utf8({first}), "\" (", code_point_name(first), ") at byte ",
         first_offset, " is not in the vocabulary of ", size(), " characters; ", unknown,
         unknown == 1 ? " character is" : " characters are",
         " unknown in total. Train on a text that has them, or leave them out");
  return ids;
}

std::vector<i32> CharVocab::encode_known(std::string_view text, i64& dropped) const {
  std::vector<i32> ids;
  dropped = 0;
  for (const u32 c : decode_utf8(text)) {
    const i32 token = id(c);
    if (token < 0)
      ++dropped;
    else
      ids.push_back(token);
  }
  return ids;
}

std::string CharVocab::decode(std::span<const i32> ids) const {
  std::string out;
  for (const i32 token : ids) out += text(token);
  return out;
}

std::string CharVocab::text(i32 id) const {
  if (id < 0 || id >= size())
    fail("[vocab] token id ", id, " is outside 0..", size() - 1, " of this vocabulary");
  return encode_utf8({code_points_[size_t(id)]});
}

namespace {

std::string printable_char(u32 c) {
  if (c == ' ') return "·";
  if (c == '\n') return "↵";
  if (c == '\t') return "→";
  const auto within = [c](u32 first, u32 last) { return c >= first && c <= last; };
  const bool invisible = c < 0x20 || within(0x7F, 0xA0) || c == 0xAD || within(0x2000, 0x200F) ||
                         within(0x2028, 0x202F) || within(0x205F, 0x206F) || c == 0x3000 ||
                         within(0xFE00, 0xFE0F) || c == 0xFEFF;
  return invisible ? code_point_name(c) : encode_utf8({c});
}

}  // namespace

std::string printable_text(std::string_view bytes) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  if (!find_utf8_error(bytes)) {
    for (const u32 c : decode_utf8(bytes)) out += printable_char(c);
    return out;
  }
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!out.empty()) out += ' ';
    out += {kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::string CharVocab::label(i32 id) const { return printable_text(text(id)); }

std::vector<std::string> CharVocab::texts() const {
  std::vector<std::string> all;
  for (i32 id = 0; id < size(); ++id) all.push_back(text(id));
  return all;
}

std::vector<std::string> CharVocab::labels() const {
  std::vector<std::string> all;
  for (i32 id = 0; id < size(); ++id) all.push_back(label(id));
  return all;
}

}  // namespace lab
