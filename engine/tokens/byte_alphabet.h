// GPT-2's alphabet of bytes: each of the 256 bytes has a printable character, so that tokens that
// are pieces of characters can stand in a text file.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// The bytes in the order of their characters: ! .. ~, ¡ .. ¬, ® .. ÿ stand for themselves, the
/// other 68 (space, line end, ...) get U+0100, U+0101, ... in rising order.
/// Source: openai/gpt-2, encoder.py, bytes_to_unicode.
const std::array<u8, 256>& byte_order();

/// The character of a byte.
u32 byte_char(u8 byte);

/// Bytes as characters: " the" -> "Ġthe".
std::string spell_bytes(std::string_view bytes);

/// The inverse; nothing if a character stands for no byte.
std::optional<std::string> unspell_bytes(std::string_view spelled);

}  // namespace lab
