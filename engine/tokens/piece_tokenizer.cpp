#include "engine/tokens/piece_tokenizer.h"

#include <algorithm>

#include "engine/core/check.h"

namespace lab {

/// What the start of a text becomes; pieces that are forced stay as they are.
std::string_view PieceNormalizer::next(std::string_view text, i64& taken) const {
  i32 node = ByteTrie::kRoot;
  taken = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    node = forced.step(node, u8(text[i]));
    if (node == ByteTrie::kNowhere) break;
    if (forced.value(node) >= 0) taken = i64(i) + 1;
  }
  return taken > 0 ? text.substr(0, size_t(taken)) : map.next(text, taken);
}

std::string PieceNormalizer::apply(std::string_view text) const {
  const std::string_view space = mark_spaces ? kSpaceMark : " ";
  std::string out;
  i64 taken = 0;
  while (squeeze && !text.empty() && next(text, taken) == " ") text.remove_prefix(size_t(taken));
  if (text.empty()) return out;
  out.reserve(text.size() * 3);
  if (add_prefix && !suffix) out += space;
  bool after_space = squeeze;
  for (; !text.empty(); text.remove_prefix(size_t(taken))) {
    std::string_view piece = next(text, taken);
    while (after_space && piece.starts_with(' ')) piece.remove_prefix(1);
    if (piece.empty()) continue;
    for (const char c : piece) {
      if (c == ' ')
        out += space;
      else
        out += c;
    }
    after_space = squeeze && piece.ends_with(' ');
  }
  while (squeeze && out.ends_with(space)) out.resize(out.size() - space.size());
  if (add_prefix && suffix) out += space;
  return out;
}

std::array<i32, 256> PieceParts::no_bytes() {
  std::array<i32, 256> none;
  none.fill(-1);
  return none;
}

void PieceTokenizer::encode_text(std::vector<i32>& ids, std::string_view text, bool first) const {
  const std::string normal =
      parts_.normalizer ? parts_.normalizer->apply(text) : parts_.normal.apply(text, first);
  std::vector<PieceCut> pieces;
  for (size_t at = 0; at < normal.size();) {
    const size_t mark = parts_.cut_at_marks ? normal.find(kSpaceMark, at + 1) : normal.npos;
    const size_t end = std::min(mark, normal.size());
    const std::string_view part = std::string_view(normal).substr(at, end - at);
    pieces.clear();
    parts_.model->cut(part, pieces);
    bool after_unknown = false;
    for (const PieceCut& piece : pieces) {
      const bool unknown = piece.id == kUnknownPiece;
      if (unknown)
        encode_unknown(ids, part.substr(size_t(piece.begin), size_t(piece.end - piece.begin)),
                       after_unknown);
      else
        ids.push_back(piece.id);
      after_unknown = unknown;
    }
    at = end;
  }
}

void PieceTokenizer::encode_unknown(std::vector<i32>& ids, std::string_view character,
                                    bool after_unknown) const {
  bool all_bytes = true;
  for (const char byte : character) all_bytes = all_bytes && parts_.byte_ids[u8(byte)] >= 0;
  if (all_bytes) {
    for (const char byte : character) ids.push_back(parts_.byte_ids[u8(byte)]);
    return;
  }
  if (parts_.unknown < 0)
    fail("character \"", character, "\" is not in this vocabulary of ", vocab_size(),
         " tokens, which has neither an unknown token nor bytes");
  if (!after_unknown || !parts_.fuse_unknown) ids.push_back(parts_.unknown);
}

std::string PieceTokenizer::decode_known(std::span<const i32> ids) const {
  std::string text;
  bool first = true;
  for (const i32 id : ids) {
    std::string_view bytes = tokens().bytes(id);
    if (id == parts_.unknown) bytes = parts_.unknown_text;
    if (first && parts_.drop_first_space && bytes.starts_with(' ') && id != parts_.unknown)
      bytes.remove_prefix(1);
    first = first && tokens().bytes(id).empty();  // control tokens write nothing
    text += bytes;
  }
  return text;
}

}  // namespace lab
