#include "engine/tokens/pre_split.h"

namespace lab {

/// Length of s, t, re, ve, m, ll or d at `at` (behind an apostrophe), 0 if none stands there.
int PieceScanner::contraction(const char* at, bool any_case) const {
  const auto letter = [&](i64 i) {
    if (at + i >= end_) return '\0';
    const bool upper = any_case && at[i] >= 'A' && at[i] <= 'Z';
    return upper ? char(at[i] + 32) : at[i];
  };
  switch (letter(0)) {
    case 's':
    case 't':
    case 'm':
    case 'd':
      return 1;
    case 'r':
    case 'v':
      return letter(1) == 'e' ? 2 : 0;
    case 'l':
      return letter(1) == 'l' ? 2 : 0;
    default:
      return 0;
  }
}

const char* PieceScanner::digits_end(const char* at, int most_digits) const {
  if (*at == '\'' && at + 1 < end_)
    if (const int length = contraction(at + 1, true)) return at + 1 + length;
  // letters, with one sign or space before them
  const char* next = at;
  const u8 first = kind(next);
  const bool line = *at == '\r' || *at == '\n';
  if (first == kLetter) return run_end(next, kLetter);
  if (first != kNumber && !line && next < end_) {
    const char* after = next;
    if (kind(after) == kLetter) return run_end(after, kLetter);
  }
  if (first == kNumber) {
    for (int digits = 1; digits < most_digits && next < end_; ++digits) {
      const char* after = next;
      if (kind(after) != kNumber) break;
      next = after;
    }
    return next;
  }
  // signs, with a space before them and line ends behind
  const char* sign = at + (*at == ' ' && at + 1 < end_);
  const char* signs = sign;
  if (kind(signs) == 0) {
    signs = run_end(signs, 0);
    while (signs < end_ && (*signs == '\r' || *signs == '\n')) ++signs;
    return signs;
  }
  // white space: up to its last line end if it has one
  const char* const spaces = run_end(at, kSpace);
  for (const char* last = spaces; last > at; --last)
    if (last[-1] == '\r' || last[-1] == '\n') return last;
  return space_end(at);
}

}  // namespace lab
