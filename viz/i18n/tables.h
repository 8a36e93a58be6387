// The string tables, complete or not compiled.
#pragma once
#include <array>
#include <string_view>

#include "viz/i18n/strings.h"

namespace lab {

using StringTable = std::array<const char*, std::size_t(Str::count_)>;

struct StringEntry {
  Str key;
  const char* text;
};

/// Puts entries in the order of `Str`; a key given twice does not compile.
template <std::size_t N>
consteval StringTable make_table(const StringEntry (&entries)[N]) {
  StringTable table{};
  for (const StringEntry& entry : entries) {
    if (table[std::size_t(entry.key)]) throw "a key stands twice in this table";
    table[std::size_t(entry.key)] = entry.text;
  }
  return table;
}
constexpr bool complete(const StringTable& table) {
  for (const char* text : table)
    if (!text || !*text) return false;
  return true;
}

/// Bit i is set if the text uses {i}.
constexpr unsigned placeholders(std::string_view text) {
  unsigned used = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}')
      used |= 1u << (text[i + 1] - '0');
  return used;
}
constexpr bool same_placeholders(const StringTable& a, const StringTable& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (placeholders(a[i]) != placeholders(b[i])) return false;
  return true;
}

extern const StringTable kEnglish, kKorean;

}  // namespace lab
