// UTF-8, checked: bytes in, code points out, and the exact byte where a text stops being UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// The first byte sequence of a text that is not UTF-8.
struct Utf8Error {
  i64 offset = 0;           ///< byte index of the sequence's first byte
  std::string_view reason;  ///< "overlong sequence", "surrogate (U+D800..U+DFFF)", ...
};

/// Finds the first error, or nothing if the whole text is UTF-8.
/// Source: Unicode 15, section 3.9, table 3-7 (well-formed UTF-8 byte sequences).
std::optional<Utf8Error> find_utf8_error(std::string_view text);

/// Code points of a text. Throws Error naming the byte offset if it is not UTF-8.
std::vector<u32> decode_utf8(std::string_view text);

/// Appends one code point. Throws Error on surrogates and values beyond U+10FFFF.
void append_utf8(std::string& out, u32 code_point);

/// The text of many code points. Errors as append_utf8.
std::string encode_utf8(const std::vector<u32>& code_points);

/// Number of code points of a text that is known to be UTF-8 (counts lead bytes).
i64 count_chars(std::string_view text);

/// "U+AC00": at least four hexadecimal digits.
std::string code_point_name(u32 code_point);

/// Drops a byte order mark at the start; turns CR LF and lone CR into LF.
std::string normalise_newlines(std::string text);

}  // namespace lab
