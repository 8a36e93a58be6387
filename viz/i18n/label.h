// A short text that lives on the stack, and numbers as people read them. Nothing here allocates.
#pragma once
#include <cstddef>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// Up to 383 bytes of UTF-8, zero-terminated; what is longer ends in "…", never inside a character.
class Label {
 public:
  Label() = default;
  Label(std::string_view text) { append(text); }
  Label(const char* text) : Label(std::string_view(text)) {}
  void append(std::string_view text);
  const char* c_str() const { return text_; }
  std::string_view view() const { return {text_, size_}; }
  operator std::string_view() const { return view(); }
  bool empty() const { return size_ == 0; }

 private:
  static constexpr std::size_t kCapacity = 384;
  char text_[kCapacity] = {};
  std::size_t size_ = 0;
};

/// 0.4127 with 2 digits is "0.41".
Label fixed(double value, int digits);
/// 68412 is "68,412".
Label grouped(i64 value);
/// 0.00062 is "6.2e-4".
Label scientific(double value);
/// 0.46 is "46 %"; below 1 % one digit more: "0.4 %"; below 0.1 % "< 0.1 %".
Label percent(double share);
/// 74 seconds are "1:14"; from an hour on "1:02:05".
Label clock_time(double seconds);
/// Three digits: 0.83, 1,500, 68412 is "68.4k", 0.00062 is "6.2e-4".
Label compact(double value);

}  // namespace lab
