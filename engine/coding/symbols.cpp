#include "engine/coding/symbols.h"

#include <numeric>

#include "engine/core/check.h"

namespace lab {
namespace {

u64 sum(std::span<const u32> frequencies) {
  return std::accumulate(frequencies.begin(), frequencies.end(), u64(0));
}

}  // namespace

void encode_symbol(RangeEncoder& encoder, SymbolModel& model, i32 symbol) {
  const std::span<const u32> frequencies = model.frequencies();
  if (symbol < 0 || std::size_t(symbol) >= frequencies.size())
    fail("coding: want a symbol from 0 to ", frequencies.size() - 1, ", got ", symbol);
  const u64 start = sum(frequencies.first(std::size_t(symbol)));
  encoder.encode(start, frequencies[std::size_t(symbol)], sum(frequencies));
  model.append(symbol);
}

i32 decode_symbol(RangeDecoder& decoder, SymbolModel& model) {
  const std::span<const u32> frequencies = model.frequencies();
  const u64 where = decoder.where(sum(frequencies));
  u64 start = 0;
  std::size_t symbol = 0;
  while (start + frequencies[symbol] <= where) start += frequencies[symbol++];
  decoder.take(start, frequencies[symbol]);
  model.append(i32(symbol));
  return i32(symbol);
}

}  // namespace lab
