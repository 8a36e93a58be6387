// Small files of every kind that tokenizers are read from, made by hand.
#pragma once
#include <cstring>
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab::test {

inline std::string varint(u64 value) {
  std::string out;
  for (; value >= 128; value >>= 7) out += char(value | 128);
  return out += char(value);
}
inline std::string int_field(int field, u64 value) {
  return varint(u64(field) << 3) + varint(value);
}
inline std::string bytes_field(int field, const std::string& bytes) {
  return varint(u64(field) << 3 | 2) + varint(bytes.size()) + bytes;
}
inline std::string float_field(int field, float value) {
  std::string bytes(4, '\0');
  std::memcpy(bytes.data(), &value, 4);
  return varint(u64(field) << 3 | 5) + bytes;
}

struct ModelPiece {
  std::string text;
  float score;
  u64 type = 1;
};

/// A SentencePiece .model. model_type: 1 unigram, 2 bpe.
inline std::string model_file(const std::vector<ModelPiece>& pieces, u64 model_type,
                              const std::string& trainer = "", const std::string& normalizer = "") {
  std::string out;
  for (const ModelPiece& piece : pieces)
    out += bytes_field(
        1, bytes_field(1, piece.text) + float_field(2, piece.score) + int_field(3, piece.type));
  out += bytes_field(2, int_field(3, model_type) + trainer);
  return out += bytes_field(3, bytes_field(1, "identity") + normalizer);
}

/// <unk>, <s>, </s>, the 256 bytes.
inline std::vector<ModelPiece> first_pieces(bool bytes) {
  std::vector<ModelPiece> pieces = {{"<unk>", 0, 2}, {"<s>", 0, 3}, {"</s>", 0, 3}};
  for (int byte = 0; bytes && byte < 256; ++byte) {
    constexpr const char* kHex = "0123456789ABCDEF";
    pieces.push_back({std::string("<0x") + kHex[byte / 16] + kHex[byte % 16] + ">", 0, 6});
  }
  return pieces;
}

}  // namespace lab::test
