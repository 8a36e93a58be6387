// SentencePiece's .model: a protobuf message. Numbers of fields: src/sentencepiece_model.proto.
#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/text/unicode.h"
#include "engine/tokens/piece_tokenizer.h"
#include "engine/tokens/protobuf.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

enum class PieceType : u64 { normal = 1, unknown, control, user_defined, unused, byte };

struct Piece {
  std::string text;
  float score = 0;
  PieceType type = PieceType::normal;
};

struct ModelFile {
  std::vector<Piece> pieces;
  u64 model_type = 1;  // 1 unigram, 2 bpe
  bool suffix = false, byte_fallback = false;
  std::string unknown_text = " \xE2\x81\x87 ";
  PieceNormalizer normalizer;
};

Piece read_piece(ProtoReader message, const std::string& where) {
  Piece piece;
  while (message.next()) {
    if (message.field() == 1) piece.text = message.as_bytes();
    if (message.field() == 2) piece.score = message.as_float();
    if (message.field() == 3) piece.type = PieceType(message.as_int());
  }
  if (piece.text.empty() || find_utf8_error(piece.text))
    fail(where, ": a piece is ", piece.text.empty() ? "empty" : "not UTF-8");
  if (std::isnan(piece.score)) fail(where, ": piece \"", piece.text, "\" has no score (NaN)");
  if (piece.type < PieceType::normal || piece.type > PieceType::byte)
    fail(where, ": piece \"", piece.text, "\" is of type ", u64(piece.type), "; want 1 to 6");
  return piece;
}

void read_trainer(ProtoReader message, ModelFile& model) {
  while (message.next()) {
    if (message.field() == 3) model.model_type = message.as_int();
    if (message.field() == 24) model.suffix = message.as_bool();
    if (message.field() == 35) model.byte_fallback = message.as_bool();
    if (message.field() == 44) model.unknown_text = message.as_bytes();
  }
}

void read_normalizer(ProtoReader message, PieceNormalizer& normalizer, const std::string& where) {
  while (message.next()) {
    if (message.field() == 2 && !message.as_bytes().empty())
      normalizer.map = CharsMap::parse(message.as_bytes(), where);
    if (message.field() == 3) normalizer.add_prefix = message.as_bool();
    if (message.field() == 4) normalizer.squeeze = message.as_bool();
    if (message.field() == 5) normalizer.mark_spaces = message.as_bool();
  }
}

ModelFile read_model(std::string_view bytes, const std::string& where) {
  ModelFile model;
  for (ProtoReader file(bytes, where); file.next();) {
    if (file.field() == 1) model.pieces.push_back(read_piece(file.as_message(), where));
    if (file.field() == 2) read_trainer(file.as_message(), model);
    if (file.field() == 3) read_normalizer(file.as_message(), model.normalizer, where);
  }
  if (model.pieces.empty()) fail(where, ": not a SentencePiece model: it holds no pieces");
  if (model.model_type != 1 && model.model_type != 2)
    fail(where, ": a SentencePiece model of type ", model.model_type,
         "; this program reads unigram (1) and bpe (2)");
  model.normalizer.suffix = model.suffix;
  return model;
}

/// "<0x0A>" -> 10; -1 for anything else.
int byte_of(std::string_view name) {
  int byte = -1;
  if (name.size() != 6 || !name.starts_with("<0x") || name[5] != '>') return -1;
  const auto [end, error] = std::from_chars(name.data() + 3, name.data() + 5, byte, 16);
  return error == std::errc() && end == name.data() + 5 ? byte : -1;
}

std::unique_ptr<PieceModel> make_unigram(const ModelFile& model) {
  auto unigram = std::make_unique<UnigramModel>();
  for (size_t i = 0; i < model.pieces.size(); ++i) {
    const Piece& piece = model.pieces[i];
    if (piece.type == PieceType::normal) unigram->add(piece.text, i32(i), piece.score);
    if (piece.type == PieceType::user_defined) unigram->add_forced(piece.text, i32(i));
  }
  return unigram;
}

/// Ranks of the pieces: the greatest score has rank 0, equal scores the same rank.
std::vector<u32> ranks_of(const std::vector<Piece>& pieces) {
  std::vector<float> scores;
  for (const Piece& piece : pieces) scores.push_back(-piece.score);
  std::sort(scores.begin(), scores.end());
  std::vector<u32> ranks;
  for (const Piece& piece : pieces)
    ranks.push_back(
        u32(std::lower_bound(scores.begin(), scores.end(), -piece.score) - scores.begin()));
  return ranks;
}

/// Any two symbols that make a piece together may be merged: all cuts of each piece in two.
std::unique_ptr<PieceModel> make_bpe(const ModelFile& model, const TokenTable& tokens,
                                     const std::string& where) {
  std::vector<i32> lengths;
  for (const Piece& piece : model.pieces) lengths.push_back(i32(piece.text.size()));
  auto bpe = std::make_unique<CharBpeModel>(std::move(lengths));
  const auto symbol = [&](std::string_view text) -> i32 {
    const Utf8Char c = read_char(text.data(), text.data() + text.size());
    if (size_t(c.length) == text.size()) return bpe->symbol_of(c.code_point);
    const i32 id = tokens.find(text);
    return id >= 0 && model.pieces[size_t(id)].type == PieceType::normal ? id : -1;
  };
  for (size_t i = 0; i < model.pieces.size(); ++i) {
    const Piece& piece = model.pieces[i];
    const Utf8Char c = read_char(piece.text.data(), piece.text.data() + piece.text.size());
    if (piece.type == PieceType::unused)
      fail(where, ": bpe with unused pieces (\"", piece.text, "\") cannot be followed exactly");
    if (piece.type == PieceType::user_defined) bpe->add_forced(piece.text, i32(i));
    if (piece.type == PieceType::normal && size_t(c.length) == piece.text.size())
      bpe->add_char(c.code_point, i32(i));
  }
  const std::vector<u32> ranks = ranks_of(model.pieces);
  for (size_t i = 0; i < model.pieces.size(); ++i) {
    const std::string_view text = model.pieces[i].text;
    if (model.pieces[i].type != PieceType::normal) continue;
    for (size_t at = 1; at < text.size(); ++at) {
      if ((u8(text[at]) & 0xC0) == 0x80) continue;  // inside of a character
      const i32 left = symbol(text.substr(0, at)), right = symbol(text.substr(at));
      if (left >= 0 && right >= 0) bpe->add_merge(left, right, i32(i), ranks[i]);
    }
  }
  return bpe;
}

}  // namespace

std::unique_ptr<Tokenizer> read_sentencepiece(const std::string& path) {
  return parse_sentencepiece(read_file(path), path);
}

std::unique_ptr<Tokenizer> parse_sentencepiece(const std::string& bytes, const std::string& path) {
  ModelFile model = read_model(bytes, path);
  TokenTable tokens;
  PieceParts parts;
  for (size_t i = 0; i < model.pieces.size(); ++i) {
    const Piece& piece = model.pieces[i];
    const int byte = piece.type == PieceType::byte ? byte_of(piece.text) : -1;
    if (piece.type == PieceType::byte && byte < 0)
      fail(path, ": piece \"", piece.text, "\" should be a byte, written like <0x0A>");
    if (byte >= 0) parts.byte_ids[size_t(byte)] = i32(i);
    if (piece.type == PieceType::unknown) parts.unknown = i32(i);
    if (piece.type == PieceType::user_defined) model.normalizer.forced.insert(piece.text, i32(i));
    const bool silent = piece.type == PieceType::control || piece.type == PieceType::unknown;
    try {
      tokens.add(i32(i), piece.text,
                 byte >= 0 ? std::string(1, char(byte))
                 : silent  ? ""
                           : replace_all(piece.text, kSpaceMark, " "));
    } catch (const Error& error) {
      fail(path, ": ", error.what());
    }
  }
  if (parts.unknown < 0) fail(path, ": no piece is of type 2 (unknown); is the file whole?");
  if (!model.byte_fallback) parts.byte_ids = PieceParts::no_bytes();
  parts.model = model.model_type == 1 ? make_unigram(model) : make_bpe(model, tokens, path);
  parts.kind = model.model_type == 1 ? "Unigram" : "BPE over characters";
  parts.unknown_text = model.unknown_text;
  parts.drop_first_space = model.normalizer.add_prefix && !model.normalizer.suffix;
  parts.normalizer = std::move(model.normalizer);
  return std::make_unique<PieceTokenizer>(std::move(tokens), SpecialTokens(), std::move(parts));
}

}  // namespace lab
