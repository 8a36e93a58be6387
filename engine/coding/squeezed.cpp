#include "engine/coding/squeezed.h"

#include "engine/coding/adaptive_ngram.h"
#include "engine/core/check.h"
#include "engine/io/sha256.h"

namespace lab {
namespace {

constexpr std::string_view kMagic = "LMLC";
constexpr int kVersion = 1;
constexpr std::size_t kHash = 8, kIdentity = 16;  // bytes of a sha256

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// sha256 as bytes.
std::string raw_sha256(std::string_view bytes) {
  const std::string hex = sha256(bytes);
  std::string raw;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    raw += char(hex_digit(hex[i]) * 16 + hex_digit(hex[i + 1]));
  return raw;
}

void put_number(std::string& out, u64 number) {
  for (; number >= 128; number >>= 7) out += char(number | 128);
  out += char(number);
}

void put_text(std::string& out, const std::string& text) {
  put_number(out, text.size());
  out += text;
}

/// Takes a file apart from its beginning.
struct Reader {
  std::string_view bytes;
  const std::string& where;

  std::string take(std::size_t n) {
    if (n > bytes.size()) fail(where, ": the file ends too early; it is damaged");
    const std::string piece(bytes.substr(0, n));
    bytes.remove_prefix(n);
    return piece;
  }
  u64 number() {
    u64 value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      value |= u64(byte & 127) << shift;
      if (byte < 128) return value;
    }
    fail(where, ": a number without end; the file is damaged");
  }
  std::string text() { return take(number()); }
};

}  // namespace

std::string identity_of(std::string_view everything) {
  return raw_sha256(everything).substr(0, kIdentity);
}

std::string arithmetic_of(Ghost& ghost) {
  constexpr i64 kTexts = 16;
  std::vector<i32> ids;
  std::vector<float> logits;
  std::string bits;
  for (i64 i = 0; i < kTexts; ++i) {  // any ids will do, as long as they are always the same ones
    ids.push_back(i32((i * 7 + 3) % ghost.vocab_size()));
    ghost.next_logits(ids, logits);
    bits.append(reinterpret_cast<const char*>(logits.data()), logits.size() * sizeof(float));
  }
  return raw_sha256(bits).substr(0, kHash);
}

std::string pack(const Squeezed& squeezed) {
  std::string body;
  put_number(body, u64(squeezed.length));
  body += squeezed.original_hash;
  if (squeezed.method == Squeezed::Method::adaptive) body += char(squeezed.order);
  if (squeezed.method == Squeezed::Method::model) {
    if (squeezed.model.identity.size() != kIdentity || squeezed.model.arithmetic.size() != kHash)
      fail("compress: want a model's mark of ", kIdentity, " + ", kHash, " bytes");
    body += squeezed.model.identity + squeezed.model.arithmetic;
    put_text(body, squeezed.model.kernel);
    put_text(body, squeezed.model.run);
  }
  body += squeezed.message;
  std::string file(kMagic);
  file += char(kVersion);
  file += char(squeezed.method);
  return file + raw_sha256(file + body).substr(0, kHash) + body;
}

Squeezed unpack(std::string_view bytes, const std::string& where) {
  Reader reader{bytes, where};
  if (!bytes.starts_with(kMagic))
    fail(where, ": this is not a file that `lab compress` wrote (it does not begin with \"", kMagic,
         "\")");
  const std::string head = reader.take(kMagic.size() + 2);
  const int version = u8(head[kMagic.size()]), method = u8(head[kMagic.size() + 1]);
  if (version != kVersion)
    fail(where, ": want format version ", kVersion, ", got ", version,
         "; another version of lmlab wrote it, or it is damaged");
  const std::string hash = reader.take(kHash);
  if (raw_sha256(cat(head, reader.bytes)).substr(0, kHash) != hash)
    fail(where, ": the file is damaged: its bytes are not the ones that were written");
  Squeezed out;
  if (method > int(Squeezed::Method::model))
    fail(where, ": there is no method ", method, " in format version ", kVersion);
  out.method = Squeezed::Method(method);
  out.length = i64(reader.number());
  out.original_hash = reader.take(kHash);
  if (out.method == Squeezed::Method::adaptive) out.order = u8(reader.take(1)[0]);
  if (out.method == Squeezed::Method::model) {
    out.model.identity = reader.take(kIdentity);
    out.model.arithmetic = reader.take(kHash);
    out.model.kernel = reader.text();
    out.model.run = reader.text();
  }
  out.message = reader.bytes;
  return out;
}

Squeezed squeeze(std::string_view bytes, int order, const CodingProgress& progress) {
  AdaptiveNgram model(order, 256);
  RangeEncoder encoder;
  encode_bytes(encoder, model, bytes, progress);
  Squeezed out{.method = Squeezed::Method::adaptive,
               .length = i64(bytes.size()),
               .original_hash = raw_sha256(bytes).substr(0, kHash),
               .order = order,
               .message = encoder.finish()};
  if (out.message.size() < bytes.size()) return out;
  out.method = Squeezed::Method::stored;
  out.message = bytes;
  return out;
}

Squeezed squeeze(std::string_view bytes, GhostSymbols& model, ModelMark mark,
                 const CodingProgress& progress) {
  RangeEncoder encoder;
  encode_text(encoder, model, bytes, progress);
  return {.method = Squeezed::Method::model,
          .length = i64(bytes.size()),
          .original_hash = raw_sha256(bytes).substr(0, kHash),
          .model = std::move(mark),
          .message = encoder.finish()};
}

std::string unsqueeze(const Squeezed& squeezed, GhostSymbols* model,
                      const CodingProgress& progress) {
  RangeDecoder decoder(squeezed.message);
  std::string bytes;
  switch (squeezed.method) {
    case Squeezed::Method::stored:
      bytes = squeezed.message;
      break;
    case Squeezed::Method::adaptive: {
      AdaptiveNgram counts(squeezed.order, 256);
      bytes = decode_bytes(decoder, counts, squeezed.length, progress);
      break;
    }
    case Squeezed::Method::model:
      if (!model) fail("decompress: want the model that wrote this file, got none");
      bytes = decode_text(decoder, *model, squeezed.length, progress);
      break;
  }
  if (i64(bytes.size()) != squeezed.length ||
      raw_sha256(bytes).substr(0, kHash) != squeezed.original_hash)
    fail(
        "decompress: what came out is not what went in (its checksum differs), so the model does "
        "not compute here as it did there; nothing was written");
  return bytes;
}

}  // namespace lab
