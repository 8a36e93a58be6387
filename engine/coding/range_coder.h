// Arithmetic coding by ranges: probabilities in, bits out, and back.
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// The largest sum of frequencies that a step of the coder takes.
inline constexpr u64 kMaxFrequencySum = u64(1) << 32;

/// Writes one long number between 0 and 1, digit by digit. Every symbol narrows the interval in
/// which the number lies to its own share; a symbol of probability p costs -log2 p bits, and the
/// whole message less than 5 bytes more than the sum of that.
/// Source: Martin 1979, "Range encoding: an algorithm for removing redundancy from a digitised
/// message"; Witten, Neal, Cleary 1987, "Arithmetic Coding for Data Compression", for the rest.
/// Deviation: the interval's lower end has 64 bits, and a carry runs back into the bytes that are
/// already written, which works because they are all still in memory.
class RangeEncoder {
 public:
  /// The symbol that owns [start, start + size) of `total`. Throws Error unless size >= 1,
  /// start + size <= total <= kMaxFrequencySum.
  void encode(u64 start, u64 size, u64 total);
  /// As many bytes as it takes to tell the last interval from all others; then it starts anew.
  std::string finish();

 private:
  void carry();

  std::string bytes_;
  u64 low_ = 0, range_ = ~u64(0);
};

/// Reads what RangeEncoder wrote: ask where() the number lies, find the symbol that owns the place,
/// then take() the same three numbers that were encoded.
class RangeDecoder {
 public:
  /// `bytes` must outlive the decoder.
  explicit RangeDecoder(std::string_view bytes);

  /// A place in [0, total). Throws Error as encode does, and when the bytes have long ended.
  u64 where(u64 total);
  void take(u64 start, u64 size);
  /// True once every byte was read. A whole message leaves none over.
  bool at_end() const { return at_ >= bytes_.size(); }

 private:
  u64 next_byte();

  std::string_view bytes_;
  std::size_t at_ = 0;
  u64 number_ = 0;  // the number minus the interval's lower end
  u64 range_ = ~u64(0), unit_ = 1;
};

}  // namespace lab
