// Any bytes as a row of symbols: the characters that a model knows, and escapes around the rest.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "engine/coding/ghost_symbols.h"

namespace lab {

/// Told now and then how many bytes of the text are done; may be empty.
using CodingProgress = std::function<void(i64 done)>;

/// Writes `bytes`. Characters that the model knows are its tokens; everything else (other
/// characters, bytes that are not UTF-8) goes in stretches: the escape, then bytes under a small
/// adaptive model, then its 257th symbol where a known character follows.
void encode_text(RangeEncoder& encoder, GhostSymbols& model, std::string_view bytes,
                 const CodingProgress& progress = {});
/// Reads `length` bytes back. Throws Error where they cannot be those that were written.
std::string decode_text(RangeDecoder& decoder, GhostSymbols& model, i64 length,
                        const CodingProgress& progress = {});

/// The same for the model that needs no training: one symbol per byte.
void encode_bytes(RangeEncoder& encoder, SymbolModel& model, std::string_view bytes,
                  const CodingProgress& progress = {});
std::string decode_bytes(RangeDecoder& decoder, SymbolModel& model, i64 length,
                         const CodingProgress& progress = {});

}  // namespace lab
