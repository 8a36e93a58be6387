#include "engine/tokens/byte_bpe.h"

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "engine/tokens/byte_alphabet.h"

namespace lab {

ByteBpeTokenizer::ByteBpeTokenizer(TokenTable tokens, SpecialTokens specials, ByteBpeParts parts)
    : Tokenizer(std::move(tokens), std::move(specials)), parts_(std::move(parts)) {}

void ByteBpeTokenizer::encode_text(std::vector<i32>& ids, std::string_view text, bool first) const {
  std::string changed;
  if (!parts_.normal.empty()) text = changed = parts_.normal.apply(text, first);
  if (parts_.space_first && !text.starts_with(' ')) text = changed = cat(' ', text);
  const char* const end = text.data() + text.size();
  const std::unique_lock<std::mutex> cached(cache_mutex_, std::try_to_lock);
  for (PieceScanner pieces(text, parts_.split); !pieces.done();) {
    if (cached)
      encode_cached(ids, pieces.next(), end);
    else
      encode_piece(ids, pieces.next());
  }
}

void ByteBpeTokenizer::encode_cached(std::vector<i32>& ids, std::string_view piece,
                                     const char* readable_end) const {
  if (i64(piece.size()) > PieceKey::kMaxBytes) return encode_piece(ids, piece);
  const PieceKey key = PieceKey::of(piece, readable_end);
  const u64 hash = key.hash();
  if (cache_.append(key, hash, ids)) return;
  const size_t begin = ids.size();
  encode_piece(ids, piece);
  cache_.keep(key, hash, ids.data() + begin, i64(ids.size() - begin));
}

void ByteBpeTokenizer::encode_piece(std::vector<i32>& ids, std::string_view piece) const {
  if (parts_.whole_pieces) {
    const i32 whole = tokens().find(spell_bytes(piece));
    if (whole >= 0) return ids.push_back(whole);
  }
  const size_t begin = ids.size();
  for (const char byte : piece) {
    const i32 id = parts_.byte_ids[u8(byte)];
    if (id < 0) no_token_for(u8(byte));
    ids.push_back(id);
  }
  const i64 left = parts_.merges.apply(ids.data() + begin, i64(piece.size()));
  ids.resize(begin + size_t(left));
}

void ByteBpeTokenizer::no_token_for(u8 byte) const {
  fail("byte ", int(byte), " (\"", spell_bytes(std::string(1, char(byte))),
       "\") has no token in this vocabulary of ", vocab_size(),
       "; train one that starts from all 256 bytes");
}

std::array<i32, 256> byte_ids_of(const TokenTable& tokens) {
  std::array<i32, 256> ids;
  for (int byte = 0; byte < 256; ++byte)
    ids[size_t(byte)] = tokens.find(spell_bytes(std::string(1, char(byte))));
  return ids;
}

void add_named_merge(Merges& merges, const TokenTable& tokens, std::string_view left,
                     std::string_view right, u32 rank, const std::string& where) {
  const auto id_of = [&](std::string_view name) {
    const i32 id = tokens.find(name);
    if (id < 0)
      fail(where, ": merge of \"", left, "\" and \"", right, "\": \"", name,
           "\" is not in the vocabulary; do both files belong together?");
    return id;
  };
  const i32 a = id_of(left), b = id_of(right);
  merges.add(a, b, id_of(cat(left, right)), rank);
}

}  // namespace lab
