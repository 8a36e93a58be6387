#include "viz/lesson/formula.h"

#include <algorithm>
#include <iterator>

#include "viz/draw/text.h"

namespace lab {
namespace {

using namespace std::string_view_literals;

/// Both neighbours of such a sign belong to it, whatever spaces are around it.
bool joins(char32_t code) {
  constexpr std::u32string_view kSigns = U"=≈≠<>≤≥−–→·×÷+/∝±∈";
  return kSigns.find(code) != kSigns.npos;
}

bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }

/// The word that ends before `at`, and the one that begins behind it.
std::string_view word_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  const std::size_t space = at > 0 ? text.rfind(' ', at - 1) : text.npos;
  const std::size_t begin = space == text.npos ? 0 : space + 1;
  return text.substr(begin, at - begin);
}
std::string_view word_after(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return text.substr(at, text.find(' ', at) - at);
}

bool is_sign(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && joins(next_code_point(word, at)) && at == word.size();
}

/// "MB", "ms", "%": what a number is never parted from.
bool is_unit(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:)").find(word.back()) != word.npos)
    word.remove_suffix(1);
  constexpr std::string_view kUnits[] = {"KB", "MB",  "GB", "KiB",  "MiB", "GiB", "TB",
                                         "ms", "µs",  "ns", "GHz",  "MHz", "%",   "nats",
                                         "s",  "min", "h",  "GF/s", "FLOP"};
  return std::ranges::find(kUnits, word) != std::end(kUnits);
}

/// "(1, 2)": between the parentheses are numbers and commas only.
bool in_numbers(std::string_view text, std::size_t at) {
  const std::size_t open = text.find_last_of("()[]", at), close = text.find_first_of("()[]", at);
  if (open == text.npos || close == text.npos || close - open > 32) return false;
  if ((text[open] != '(' && text[open] != '[') || (text[close] != ')' && text[close] != ']'))
    return false;
  bool digit = false;
  for (std::size_t i = open + 1; i < close;) {
    const char32_t code = next_code_point(text, i);
    digit |= is_digit(code);
    if (!is_digit(code) && U" .,-−–…"sv.find(code) == std::u32string_view::npos) return false;
  }
  return digit;
}

}  // namespace

bool holds_together(std::string_view text, std::size_t space) {
  const std::string_view left = word_before(text, space), right = word_after(text, space);
  if (left.empty() || right.empty()) return false;
  if (is_sign(left) || is_sign(right) || in_numbers(text, space)) return true;
  return is_digit(char32_t(u8(left.back()))) && is_unit(right);
}

}  // namespace lab
