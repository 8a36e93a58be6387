// SHA-256, to notice that bytes are not the ones that were written.
#pragma once
#include <string>
#include <string_view>

namespace lab {

/// 64 hexadecimal digits, small letters. Source: FIPS 180-4, section 6.2; OpenSSL computes it.
std::string sha256(std::string_view bytes);

}  // namespace lab
