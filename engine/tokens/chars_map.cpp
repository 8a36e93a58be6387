#include "engine/tokens/chars_map.h"

#include <cstring>

#include "engine/core/check.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

constexpr bool has_value(u32 unit) { return unit >> 8 & 1; }
constexpr u32 value(u32 unit) { return unit & 0x7FFFFFFF; }
constexpr u32 label(u32 unit) { return unit & 0x800000FF; }
constexpr u32 offset(u32 unit) { return (unit >> 10) << ((unit & (1u << 9)) >> 6); }

}  // namespace

CharsMap CharsMap::parse(std::string_view blob, const std::string& where) {
  u32 size = 0;
  if (blob.size() >= sizeof size) std::memcpy(&size, blob.data(), sizeof size);
  if (size == 0 || size % 4 != 0 || size > blob.size() - sizeof size)
    fail(where, ": table of replacements: want a trie of 4, 8, ... bytes within ", blob.size(),
         ", got one of ", size);
  CharsMap map;
  map.units_.resize(size / 4);
  std::memcpy(map.units_.data(), blob.data() + sizeof size, size);
  map.replacements_ = blob.substr(sizeof size + size);
  map.replacements_ += '\0';
  return map;
}

CharsMap::Match CharsMap::match(std::string_view text) const {
  Match best;
  if (units_.empty()) return best;
  u64 node = offset(units_[0]);
  for (size_t i = 0; i < text.size(); ++i) {
    node ^= u8(text[i]);
    if (node >= units_.size() || label(units_[node]) != u8(text[i])) break;
    const u32 unit = units_[node];
    node ^= offset(unit);
    if (!has_value(unit) || node >= units_.size()) continue;
    const u32 at = value(units_[node]);
    if (at < replacements_.size()) best = {i64(i) + 1, replacements_.c_str() + at};
  }
  return best;
}

std::string_view CharsMap::next(std::string_view text, i64& taken) const {
  if (const Match rule = match(text); rule.length > 0) {
    taken = rule.length;
    return rule.replaced;
  }
  const Utf8Char c = read_char(text.data(), text.data() + text.size());
  taken = c.length;
  return c.valid ? text.substr(0, size_t(c.length)) : "\xEF\xBF\xBD";
}

std::string CharsMap::apply(std::string_view text) const {
  std::string out;
  out.reserve(text.size());
  for (i64 taken = 0; !text.empty(); text.remove_prefix(size_t(taken))) out += next(text, taken);
  return out;
}

}  // namespace lab
