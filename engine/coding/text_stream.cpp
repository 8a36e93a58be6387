#include "engine/coding/text_stream.h"

#include <algorithm>

#include "engine/coding/adaptive_ngram.h"
#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

constexpr i32 kStretchEnds = 256;
constexpr int kStretchOrder = 3;     // bytes: one Korean syllable
constexpr i64 kTellEvery = 1 << 12;  // bytes

/// Bytes of the character at the start of `text`; 0 if none stands there.
std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return length <= text.size() && !find_utf8_error(text.substr(0, length)) ? length : 0;
}

class Teller {
 public:
  explicit Teller(const CodingProgress& progress) : progress_(progress) {}
  void at(i64 done) {
    if (!progress_ || done < next_) return;
    progress_(done);
    next_ = done + kTellEvery;
  }

 private:
  const CodingProgress& progress_;
  i64 next_ = 0;
};

[[noreturn]] void damaged() {
  fail("decompress: what was decoded cannot have been written; the file is damaged");
}

}  // namespace

void encode_text(RangeEncoder& encoder, GhostSymbols& model, std::string_view bytes,
                 const CodingProgress& progress) {
  AdaptiveNgram rest(kStretchOrder, kStretchEnds + 1);
  Teller teller(progress);
  bool stretch = false;
  for (std::size_t at = 0; at < bytes.size(); teller.at(i64(at))) {
    const std::size_t length = character_length(bytes.substr(at));
    const i32 token = length ? model.token(bytes.substr(at, length)) : model.escape();
    if (token != model.escape()) {
      if (stretch) encode_symbol(encoder, rest, kStretchEnds);
      stretch = false;
      encode_symbol(encoder, model, token);
      at += length;
      continue;
    }
    if (!stretch) encode_symbol(encoder, model, model.escape());
    stretch = true;
    for (const std::size_t end = at + std::max<std::size_t>(1, length); at < end; ++at)
      encode_symbol(encoder, rest, static_cast<unsigned char>(bytes[at]));
  }
}

std::string decode_text(RangeDecoder& decoder, GhostSymbols& model, i64 length,
                        const CodingProgress& progress) {
  AdaptiveNgram rest(kStretchOrder, kStretchEnds + 1);
  Teller teller(progress);
  std::string text;
  bool stretch = false;
  while (i64(text.size()) < length) {
    teller.at(i64(text.size()));
    const i32 symbol = stretch ? decode_symbol(decoder, rest) : decode_symbol(decoder, model);
    if (stretch && symbol == kStretchEnds)
      stretch = false;
    else if (stretch)
      text += char(symbol);
    else if (symbol == model.escape())
      stretch = true;
    else
      text += model.text(symbol);
  }
  if (i64(text.size()) != length || !decoder.at_end()) damaged();
  return text;
}

void encode_bytes(RangeEncoder& encoder, SymbolModel& model, std::string_view bytes,
                  const CodingProgress& progress) {
  Teller teller(progress);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    encode_symbol(encoder, model, static_cast<unsigned char>(bytes[i]));
    teller.at(i64(i));
  }
}

std::string decode_bytes(RangeDecoder& decoder, SymbolModel& model, i64 length,
                         const CodingProgress& progress) {
  Teller teller(progress);
  std::string bytes;
  while (i64(bytes.size()) < length) {
    bytes += char(decode_symbol(decoder, model));
    teller.at(i64(bytes.size()));
  }
  if (!decoder.at_end()) damaged();
  return bytes;
}

}  // namespace lab
