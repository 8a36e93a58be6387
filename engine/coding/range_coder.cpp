#include "engine/coding/range_coder.h"

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr u64 kSmallestRange = u64(1) << 48;  // a unit is at least 2^16, so shares are exact to it
constexpr std::size_t kBytesBeyond = 8;  // a whole message needs at most so many zeros after it

void check_share(u64 start, u64 size, u64 total) {
  if (size < 1 || total > kMaxFrequencySum || start > total || size > total - start)
    fail("range coder: want a share of at least 1 within a total of at most ", kMaxFrequencySum,
         ", got ", start, " + ", size, " of ", total);
}

}  // namespace

void RangeEncoder::carry() {
  for (std::size_t i = bytes_.size(); i-- > 0;)
    if (++bytes_[i] != 0) return;
}

void RangeEncoder::encode(u64 start, u64 size, u64 total) {
  check_share(start, size, total);
  const u64 unit = range_ / total, before = low_;
  low_ += start * unit;
  if (low_ < before) carry();
  range_ = size * unit;
  for (; range_ < kSmallestRange; range_ <<= 8, low_ <<= 8) bytes_ += char(low_ >> 56);
}

std::string RangeEncoder::finish() {
  // The number with the fewest digits in [low, low + range): round low up to what 2^k divides.
  int digits = 1;
  for (; digits < 8; ++digits) {
    const u64 step = u64(1) << (64 - 8 * digits);
    const u64 up = low_ + (step - 1);
    if (up - low_ >= range_ || range_ - 1 - (step - 1) > range_) continue;
    const u64 number = up & ~(step - 1);  // may have wrapped around: then it is a carry
    if (number - low_ >= range_) continue;
    if (number < low_) carry();
    low_ = number;
    break;
  }
  for (int i = 0; i < digits; ++i, low_ <<= 8) bytes_ += char(low_ >> 56);
  std::string message;
  message.swap(bytes_);
  low_ = 0, range_ = ~u64(0);
  return message;
}

RangeDecoder::RangeDecoder(std::string_view bytes) : bytes_(bytes) {
  for (int i = 0; i < 8; ++i) number_ = number_ << 8 | next_byte();
}

u64 RangeDecoder::next_byte() {
  if (at_ >= bytes_.size() + kBytesBeyond) fail("range coder: the bytes end within the message");
  const u64 byte = at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_]) : 0;
  ++at_;
  return byte;
}

u64 RangeDecoder::where(u64 total) {
  check_share(0, total, total);
  unit_ = range_ / total;
  return number_ / unit_ < total ? number_ / unit_ : total - 1;
}

void RangeDecoder::take(u64 start, u64 size) {
  number_ -= start * unit_;
  range_ = size * unit_;
  for (; range_ < kSmallestRange; range_ <<= 8) number_ = number_ << 8 | next_byte();
}

}  // namespace lab
