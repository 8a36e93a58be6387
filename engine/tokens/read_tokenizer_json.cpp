// Hugging Face's tokenizer.json: from its sections to a tokenizer.
#include <algorithm>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/text/unicode.h"
#include "engine/tokens/byte_alphabet.h"
#include "engine/tokens/byte_bpe.h"
#include "engine/tokens/piece_tokenizer.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "engine/tokens/utf8_reader.h"
#include "engine/tokens/word_piece.h"

namespace lab {
namespace {

/// The model's type; old files do not name it.
std::string type_of(const Json& model) {
  if (const std::string type = json_text(model, "type"); !type.empty()) return type;
  if (model.find("merges") != nullptr) return "BPE";
  if (model.find("max_input_chars_per_word") != nullptr) return "WordPiece";
  return model.find("unk_id") != nullptr ? "Unigram" : "";
}

/// Adds the tokens that stand beside the model's vocabulary, and returns all that are looked for in
/// the text before anything else.
SpecialTokens read_added_tokens(TokenTable& tokens, const Json& root) {
  SpecialTokens specials;
  const Json* const section = json_member(root, "added_tokens");
  if (section == nullptr) return specials;
  std::vector<std::pair<i64, const Json*>> entries;
  for (const Json& entry : section->items()) entries.emplace_back(entry.at("id").as_i64(), &entry);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [number, entry] : entries) {
    const std::string& text = entry->at("content").as_string();
    i32 id = tokens.find(text);  // the model's vocabulary comes first
    if (id < 0) {
      if (number < 0 || number > 0x7FFFFFFF) fail("added token \"", text, "\" has the id ", number);
      tokens.add(id = i32(number), text, text);
    }
    specials.add({.text = text,
                  .id = id,
                  .strip_left = json_flag(*entry, "lstrip", false),
                  .strip_right = json_flag(*entry, "rstrip", false),
                  .whole_word = json_flag(*entry, "single_word", false),
                  .control = json_flag(*entry, "special", true)});
  }
  return specials;
}

/// Calls f(left, right, rank) for each merge: "a b" in old files, ["a", "b"] in new ones.
template <class F>
void for_each_merge(const Json& model, F&& f) {
  u32 rank = 0;
  for (const Json& merge : model.at("merges").items()) {
    if (merge.kind() == Json::Kind::array) {
      if (merge.items().size() != 2) fail("merge ", rank, ": want two tokens");
      f(merge.items()[0].as_string(), merge.items()[1].as_string(), rank);
    } else {
      const std::string& line = merge.as_string();
      const size_t space = line.find(' ');
      if (space == line.npos || space == 0 || space + 1 == line.size())
        fail("merge ", rank, ": want two tokens with a space between, got \"", line, "\"");
      f(line.substr(0, space), line.substr(space + 1), rank);
    }
    ++rank;
  }
}

void refuse_affixes(const Json& model) {
  for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
    if (const std::string affix = json_text(model, key); !affix.empty())
      fail("BPE with ", key, " \"", affix, "\" is none that this program follows");
}

std::unique_ptr<Tokenizer> byte_bpe(const Json& root, const JsonPreTokenizer& cut) {
  const Json& model = root.at("model");
  TokenTable tokens;
  add_json_vocab(tokens, model.at("vocab"),
                 [](const std::string& name) { return unspell_bytes(name).value_or(name); });
  ByteBpeParts parts{.byte_ids = byte_ids_of(tokens)};
  for_each_merge(model, [&](const std::string& left, const std::string& right, u32 rank) {
    add_named_merge(parts.merges, tokens, left, right, rank, "merges");
  });
  parts.split = cut.split;
  parts.space_first = cut.space_first;
  parts.whole_pieces = json_flag(model, "ignore_merges", false);
  const JsonNormalizer normal = read_json_normalizer(json_member(root, "normalizer"));
  if (normal.bert) fail("BertNormalizer before byte-level BPE is none that this program follows");
  parts.normal = normal.steps;
  SpecialTokens specials = read_added_tokens(tokens, root);
  return std::make_unique<ByteBpeTokenizer>(std::move(tokens), std::move(specials),
                                            std::move(parts));
}

std::unique_ptr<Tokenizer> word_piece(const Json& root, const JsonPreTokenizer& cut) {
  const Json& model = root.at("model");
  if (!cut.bert && !cut.at_spaces)
    fail("WordPiece wants the pre_tokenizer BertPreTokenizer or WhitespaceSplit");
  WordPieceParts parts;
  if (model.find("continuing_subword_prefix") != nullptr)
    parts.prefix = json_text(model, "continuing_subword_prefix");
  if (json_member(model, "unk_token")) parts.unknown = json_text(model, "unk_token");
  if (const Json* most = json_member(model, "max_input_chars_per_word"))
    parts.max_chars = most->as_i64();
  const JsonNormalizer normal = read_json_normalizer(json_member(root, "normalizer"));
  parts.normal = normal.steps;
  parts.text = normal.bert.value_or(
      BertTextOptions{.clean = false, .ideographs = false, .lower = false, .strip_accents = false});
  parts.text.split_signs = cut.bert;
  TokenTable tokens;
  add_json_vocab(tokens, model.at("vocab"), [&](const std::string& name) {
    const bool continues = !parts.prefix.empty() && name.size() > parts.prefix.size() &&
                           name.starts_with(parts.prefix);
    return continues ? name.substr(parts.prefix.size()) : name;
  });
  SpecialTokens specials = read_added_tokens(tokens, root);
  return std::make_unique<WordPieceTokenizer>(std::move(tokens), std::move(specials),
                                              std::move(parts));
}

/// What unigram and BPE over characters share: steps, ▁, unknown token, bytes.
PieceParts piece_parts(const Json& root, const JsonPreTokenizer& cut, const TokenTable& tokens) {
  const Json& model = root.at("model");
  const JsonNormalizer normal = read_json_normalizer(json_member(root, "normalizer"));
  if (normal.bert || cut.bert || cut.at_spaces || cut.split != PreSplit::none)
    fail("this model with this normalizer or pre_tokenizer is none that this program follows");
  PieceParts parts;
  parts.normal = normal.steps;
  if (cut.marks) parts.normal.add(ReplaceText{" ", std::string(kSpaceMark)});
  if (cut.prepend) parts.normal.add(*cut.prepend);
  parts.cut_at_marks = cut.marks && cut.marks_cut;
  parts.drop_first_space = normal.prepends || cut.prepend.has_value();
  if (json_flag(model, "byte_fallback", false))
    for (int byte = 0; byte < 256; ++byte) {
      constexpr const char* kHex = "0123456789ABCDEF";
      parts.byte_ids[size_t(byte)] = tokens.find(cat("<0x", kHex[byte / 16], kHex[byte % 16], ">"));
    }
  return parts;
}

/// What a piece of that name stands for.
std::string piece_bytes(const std::string& name) {
  int byte = -1;
  if (name.size() == 6 && name.starts_with("<0x") && name[5] == '>')
    std::from_chars(name.data() + 3, name.data() + 5, byte, 16);
  return byte >= 0 ? std::string(1, char(byte)) : replace_all(name, kSpaceMark, " ");
}

std::unique_ptr<Tokenizer> char_bpe(const Json& root, const JsonPreTokenizer& cut) {
  const Json& model = root.at("model");
  TokenTable tokens;
  add_json_vocab(tokens, model.at("vocab"), piece_bytes);
  PieceParts parts = piece_parts(root, cut, tokens);
  std::vector<i32> lengths;
  for (i32 id = 0; id < tokens.size(); ++id) lengths.push_back(i32(tokens.name(id).size()));
  auto bpe = std::make_unique<CharBpeModel>(std::move(lengths));
  for (i32 id = 0; id < tokens.size(); ++id) {
    const std::string& name = tokens.name(id);
    if (name.empty()) continue;
    const Utf8Char c = read_char(name.data(), name.data() + name.size());
    if (size_t(c.length) == name.size()) bpe->add_char(c.code_point, id);
  }
  for_each_merge(model, [&](const std::string& left, const std::string& right, u32 rank) {
    const i32 a = tokens.find(left), b = tokens.find(right), joined = tokens.find(left + right);
    if (a < 0 || b < 0 || joined < 0)
      fail("merge ", rank, " (\"", left, "\" and \"", right, "\") speaks of no token");
    bpe->add_merge(a, b, joined, rank);
  });
  parts.kind = "BPE over characters";
  parts.model = std::move(bpe);
  parts.fuse_unknown = json_flag(model, "fuse_unk", false);
  parts.unknown = tokens.find(json_text(model, "unk_token"));
  SpecialTokens specials = read_added_tokens(tokens, root);
  return std::make_unique<PieceTokenizer>(std::move(tokens), std::move(specials), std::move(parts));
}

std::unique_ptr<Tokenizer> unigram(const Json& root, const JsonPreTokenizer& cut) {
  const Json& model = root.at("model");
  TokenTable tokens;
  const Json* const unknown = json_member(model, "unk_id");
  const i64 unknown_id = unknown == nullptr ? -1 : unknown->as_i64();
  const std::vector<Json>& entries = model.at("vocab").items();
  for (const Json& entry : entries) {
    if (entry.items().size() != 2) fail("vocab: want [\"piece\", score] for every piece");
    const std::string& name = entry.items()[0].as_string();
    const i32 id = i32(tokens.size());
    if (name.empty()) fail("vocab: piece ", id, " is empty");
    tokens.add(id, name, piece_bytes(name));
  }
  if (unknown_id >= tokens.size()) fail("unk_id ", unknown_id, " is beyond the vocabulary");
  PieceParts parts = piece_parts(root, cut, tokens);
  SpecialTokens specials = read_added_tokens(tokens, root);
  // no text, whatever letters it has, becomes a byte's or a control token
  std::vector<bool> silent(entries.size());
  if (unknown_id >= 0) silent[size_t(unknown_id)] = true;
  for (const i32 id : parts.byte_ids)
    if (id >= 0) silent[size_t(id)] = true;
  for (const SpecialToken& token : specials.all())
    if (token.control && size_t(token.id) < silent.size()) silent[size_t(token.id)] = true;
  auto scores = std::make_unique<UnigramModel>();
  for (size_t i = 0; i < entries.size(); ++i)
    if (const double score = entries[i].items()[1].as_double(); !silent[i])
      scores->add(tokens.name(i32(i)), i32(i), float(score));
  parts.kind = "Unigram";
  parts.model = std::move(scores);
  parts.unknown = i32(unknown_id);
  return std::make_unique<PieceTokenizer>(std::move(tokens), std::move(specials), std::move(parts));
}

std::unique_ptr<Tokenizer> build(const Json& root) {
  const Json& model = root.at("model");
  const JsonPreTokenizer cut = read_json_pre_tokenizer(json_member(root, "pre_tokenizer"));
  const std::string type = model.kind() == Json::Kind::object ? type_of(model) : "";
  if (type.empty())
    fail(
        "no Hugging Face tokenizer.json: \"model\" has no type; GPT-2's encoder.json is read with ",
        "its merges, by their folder: gpt2:DIR");
  if (type == "BPE") {
    refuse_affixes(model);
    return cut.byte_level ? byte_bpe(root, cut) : char_bpe(root, cut);
  }
  if (type == "WordPiece") return word_piece(root, cut);
  if (type == "Unigram") return unigram(root, cut);
  fail("the model \"", type,
       "\" is none that this program follows; want BPE, WordPiece or Unigram");
}

}  // namespace

std::unique_ptr<Tokenizer> read_tokenizer_json(const std::string& path) {
  return parse_tokenizer_json(read_file(path), path);
}

std::unique_ptr<Tokenizer> parse_tokenizer_json(std::string_view text, const std::string& path) {
  const Json root = Json::parse(text, path);
  try {
    return build(root);
  } catch (const Error& error) {
    fail(path, ": ", error.what());
  }
}

}  // namespace lab
