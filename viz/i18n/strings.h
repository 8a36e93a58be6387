// Every word on screen, in every language. To add one: a line in en.inc and a line in ko.inc.
#pragma once
#include <string_view>

#include "viz/i18n/label.h"

namespace lab {

enum class Lang : u8 { en, ko };
inline constexpr int kLangs = 2;

enum class Str : int {
#define LAB_STRING(key, text) key,
#include "viz/i18n/en.inc"
#undef LAB_STRING
  count_
};

Lang language();
void set_language(Lang lang);

/// The text in the language in force.
const char* tr(Str key);
const char* tr(Lang lang, Str key);

/// The text whose key is written `name` ("floor" of a ReferenceLine), or `name` itself if there is
/// none. Looks through the table: for a handful of lookups, not for every cell.
std::string_view tr_named(std::string_view prefix, std::string_view name);

namespace detail {
Label fill(const char* pattern, const std::string_view* values, int count);
inline Label piece(std::string_view text) { return Label(text); }
inline Label piece(const char* text) { return Label(text); }
inline const Label& piece(const Label& label) { return label; }
inline Label piece(i64 value) { return grouped(value); }
inline Label piece(int value) { return grouped(value); }
inline Label piece(std::size_t value) { return grouped(i64(value)); }
}  // namespace detail

/// The text with {0}, {1}, … replaced. Integers are grouped (68,412); other numbers say how they
/// want to be written: tr(Str::x, fixed(p, 2), scientific(lr)).
template <class... Values>
requires(sizeof...(Values) > 0) Label tr(Str key, const Values&... values) {
  const Label pieces[] = {detail::piece(values)...};
  std::string_view views[sizeof...(Values)];
  for (std::size_t i = 0; i < sizeof...(Values); ++i) views[i] = pieces[i].view();
  return detail::fill(tr(key), views, int(sizeof...(Values)));
}

}  // namespace lab
