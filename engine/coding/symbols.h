// What a model and the range coder say to each other.
#pragma once
#include <span>

#include "engine/coding/range_coder.h"

namespace lab {

/// Says how likely every symbol is next, and is told which one came. The same symbols from the
/// beginning give the same frequencies: that is why a decoder can follow.
class SymbolModel {
 public:
  virtual ~SymbolModel() = default;
  /// (symbols) whole numbers of at least 1, whose sum the range coder takes. Valid until append().
  virtual std::span<const u32> frequencies() = 0;
  /// Throws Error for a symbol outside [0, symbols).
  virtual void append(i32 symbol) = 0;
};

/// Writes the symbol as the model expects it, and tells the model.
void encode_symbol(RangeEncoder& encoder, SymbolModel& model, i32 symbol);
/// Reads it back, and tells the model.
i32 decode_symbol(RangeDecoder& decoder, SymbolModel& model);

}  // namespace lab
