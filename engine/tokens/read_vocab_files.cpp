// GPT-2's two files and BERT's vocab.txt.
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/text/unicode.h"
#include "engine/tokens/byte_alphabet.h"
#include "engine/tokens/byte_bpe.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "engine/tokens/word_piece.h"

namespace lab {
namespace {

constexpr const char* kEndOfText = "<|endoftext|>";

/// Calls f(line, number from 1) for each line, without LF or CR LF.
template <class F>
void for_each_line(std::string_view text, F&& f) {
  for (i64 number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    f(line, number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void check_utf8(std::string_view text, const std::string& path) {
  if (const auto error = find_utf8_error(text))
    fail(path, ": not UTF-8: ", error->reason, " at byte ", error->offset);
}

TokenTable read_encoder(std::string_view text, const std::string& path) {
  const Json json = Json::parse(text, path);
  try {
    TokenTable tokens;
    add_json_vocab(tokens, json,
                   [](const std::string& name) { return unspell_bytes(name).value_or(name); });
    return tokens;
  } catch (const Error& error) {
    fail(path, ": ", error.what());
  }
}

/// The first of these files that is there; the first one if none is, so that its absence is told.
std::string first_there(const std::string& folder, const char* one, const char* other) {
  const std::string path = cat(folder, "/", one), alternative = cat(folder, "/", other);
  return !file_exists(path) && file_exists(alternative) ? alternative : path;
}

}  // namespace

std::unique_ptr<Tokenizer> read_gpt2(const std::string& folder) {
  if (!is_directory(folder))
    fail(folder.empty() ? "\"\"" : folder,
         ": no such folder; gpt2:DIR wants one with encoder.json and vocab.bpe");
  const std::string json = first_there(folder, "encoder.json", "vocab.json");
  const std::string merges = first_there(folder, "vocab.bpe", "merges.txt");
  return parse_gpt2(read_file(json), json, read_file(merges), merges);
}

std::unique_ptr<Tokenizer> parse_gpt2(std::string_view encoder_json, const std::string& json_path,
                                      std::string_view merges, const std::string& merges_path) {
  TokenTable tokens = read_encoder(encoder_json, json_path);
  check_utf8(merges, merges_path);
  ByteBpeParts parts{.byte_ids = byte_ids_of(tokens)};
  u32 rank = 0;
  for_each_line(merges, [&](std::string_view line, i64 number) {
    if (line.empty() || (number == 1 && line.starts_with("#version"))) return;
    const size_t space = line.find(' ');
    if (space == 0 || space + 1 >= line.size() || line.find(' ', space + 1) != line.npos)
      fail(merges_path, ": line ", number, ": want two tokens with a space between, got \"", line,
           "\"");
    add_named_merge(parts.merges, tokens, line.substr(0, space), line.substr(space + 1), rank++,
                    cat(merges_path, ": line ", number));
  });
  if (rank == 0) fail(merges_path, ": no merges in this file");
  SpecialTokens specials;
  if (const i32 id = tokens.find(kEndOfText); id >= 0) specials.add({.text = kEndOfText, .id = id});
  return std::make_unique<ByteBpeTokenizer>(std::move(tokens), std::move(specials),
                                            std::move(parts));
}

std::unique_ptr<Tokenizer> read_bert_vocab(const std::string& path, bool cased) {
  return parse_bert_vocab(read_file(path), path, cased);
}

std::unique_ptr<Tokenizer> parse_bert_vocab(std::string_view text, const std::string& path,
                                            bool cased) {
  check_utf8(text, path);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  TokenTable tokens;
  for_each_line(text, [&](std::string_view line, i64 number) {
    try {
      if (line.empty()) fail("the line is empty; want one token a line");
      tokens.add(i32(number - 1), std::string(line),
                 std::string(line.substr(line.starts_with("##") && line.size() > 2 ? 2 : 0)));
    } catch (const Error& error) {
      fail(path, ": line ", number, ": ", error.what());
    }
  });
  SpecialTokens specials;
  for (const char* name : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})
    if (const i32 id = tokens.find(name); id >= 0) specials.add({.text = name, .id = id});
  WordPieceParts parts{.text = {.lower = !cased, .strip_accents = !cased}};
  try {
    return std::make_unique<WordPieceTokenizer>(std::move(tokens), std::move(specials),
                                                std::move(parts));
  } catch (const Error& error) {
    fail(path, ": ", error.what());
  }
}

}  // namespace lab
