// Training WordPiece vocabularies.
#include <algorithm>
#include <map>

#include "engine/core/check.h"
#include "engine/tokens/utf8_reader.h"
#include "engine/tokens/word_counts.h"
#include "engine/tokens/word_piece.h"

namespace lab {
namespace {

constexpr std::string_view kPrefix = "##";

/// The characters of a word as pieces: the first as it is, the others with the prefix.
std::vector<std::string> char_pieces(std::string_view word) {
  std::vector<std::string> pieces;
  for_each_char(word, [&](Utf8Char, std::string_view bytes) {
    pieces.push_back(cat(pieces.empty() ? std::string_view() : kPrefix, bytes));
  });
  return pieces;
}

}  // namespace

std::vector<std::string> train_word_pieces(std::string_view text, i64 vocab_size,
                                           const BertTextOptions& options,
                                           std::vector<std::string> specials) {
  const BertText cutter(options);
  WordCounts chunks;  // a chunk is taken apart once, however often it stands there
  for (i64 at = 0;;) {
    const std::string_view chunk = cutter.next_chunk(text, at);
    if (chunk.empty()) break;
    chunks.add(chunk);
  }
  std::map<std::string, i64> words, chars;
  for (const WordCounts::Word& chunk : chunks.words()) {
    std::vector<std::string> parts;
    cutter.words(chunk.text, parts);
    for (const std::string& word : parts) words[word] += chunk.count;
  }
  for (const auto& [word, count] : words)
    for (const std::string& piece : char_pieces(word)) chars[piece] += count;
  // single characters, the most frequent first; those that do not fit are unknown
  std::vector<std::pair<i64, std::string>> by_count;
  for (const auto& [piece, count] : chars) by_count.emplace_back(-count, piece);
  std::sort(by_count.begin(), by_count.end());
  std::vector<std::string> pieces = std::move(specials);
  if (vocab_size <= i64(pieces.size()))
    fail("[wordpiece] a vocabulary of ", vocab_size, " tokens has no room beside ", pieces.size(),
         " special ones; ask for more");
  std::map<std::string, i32> ids;
  for (const auto& [count, piece] : by_count) {
    if (i64(pieces.size()) == vocab_size) break;
    if (ids.emplace(piece, i32(pieces.size())).second) pieces.push_back(piece);
  }
  MergeTrainer merging(std::move(pieces), std::string(kPrefix));
  std::vector<i32> symbols;
  for (const auto& [word, count] : words) {
    symbols.clear();
    for (const std::string& piece : char_pieces(word)) {
      const auto found = ids.find(piece);
      if (found == ids.end()) break;
      symbols.push_back(found->second);
    }
    merging.add_word(symbols, count);
  }
  while (i64(merging.tokens().size()) < vocab_size && merging.step()) {
  }
  return merging.tokens();
}

}  // namespace lab
