#include "engine/tokens/byte_alphabet.h"

#include "engine/text/unicode.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

struct Alphabet {
  std::array<u8, 256> order{};
  std::array<u32, 256> chars{};    // by byte
  std::array<i32, 0x144> bytes{};  // by character, -1 for none
};

bool prints(int byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

Alphabet make_alphabet() {
  Alphabet made;
  made.bytes.fill(-1);
  size_t n = 0;
  const auto add = [&](int byte, u32 character) {
    made.order[n++] = u8(byte);
    made.chars[size_t(byte)] = character;
    made.bytes[character] = byte;
  };
  for (int byte = 0; byte < 256; ++byte)
    if (prints(byte)) add(byte, u32(byte));
  u32 next = 0x100;
  for (int byte = 0; byte < 256; ++byte)
    if (!prints(byte)) add(byte, next++);
  return made;
}

const Alphabet& alphabet() {
  static const Alphabet made = make_alphabet();
  return made;
}

}  // namespace

const std::array<u8, 256>& byte_order() { return alphabet().order; }

u32 byte_char(u8 byte) { return alphabet().chars[byte]; }

std::string spell_bytes(std::string_view bytes) {
  std::string spelled;
  for (const char byte : bytes) append_utf8(spelled, byte_char(u8(byte)));
  return spelled;
}

std::optional<std::string> unspell_bytes(std::string_view spelled) {
  std::string bytes;
  bool known = true;
  for_each_char(spelled, [&](Utf8Char c, std::string_view) {
    const i32 byte = c.code_point < alphabet().bytes.size() ? alphabet().bytes[c.code_point] : -1;
    known = known && byte >= 0;
    bytes += char(byte);
  });
  if (!known) return std::nullopt;
  return bytes;
}

}  // namespace lab
