#include "engine/tokens/word_piece.h"

#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {

WordPieceTokenizer::WordPieceTokenizer(TokenTable tokens, SpecialTokens specials,
                                       WordPieceParts parts)
    : Tokenizer(std::move(tokens), std::move(specials)),
      parts_(std::move(parts)),
      text_(parts_.text),
      unknown_(find(parts_.unknown)) {
  if (unknown_ < 0) fail("the vocabulary has no \"", parts_.unknown, "\" for unknown words");
  for (i32 id = 0; id < vocab_size(); ++id)
    if (this->tokens().has(id)) trie_.insert(this->tokens().name(id), id);
  continuing_ = trie_.walk(parts_.prefix);
}

void WordPieceTokenizer::encode_text(std::vector<i32>& ids, std::string_view text,
                                     bool first) const {
  std::string changed;
  if (!parts_.normal.empty()) text = changed = parts_.normal.apply(text, first);
  const char* const end = text.data() + text.size();
  const std::unique_lock<std::mutex> cached(cache_mutex_, std::try_to_lock);
  for (i64 at = 0;;) {
    const std::string_view chunk = text_.next_chunk(text, at);
    if (chunk.empty()) return;
    if (!cached || i64(chunk.size()) > PieceKey::kMaxBytes) {
      encode_chunk(ids, chunk);
      continue;
    }
    const PieceKey key = PieceKey::of(chunk, end);
    const u64 hash = key.hash();
    if (cache_.append(key, hash, ids)) continue;
    const size_t begin = ids.size();
    encode_chunk(ids, chunk);
    cache_.keep(key, hash, ids.data() + begin, i64(ids.size() - begin));
  }
}

void WordPieceTokenizer::encode_chunk(std::vector<i32>& ids, std::string_view chunk) const {
  std::vector<std::string> words;
  text_.words(chunk, words);
  for (const std::string& word : words) encode_word(ids, word);
}

void WordPieceTokenizer::encode_word(std::vector<i32>& ids, std::string_view word) const {
  const size_t begin = ids.size();
  // [longest-first]
  bool known = count_chars(word) <= parts_.max_chars;
  for (size_t at = 0; known && at < word.size();) {
    i32 node = at == 0 ? ByteTrie::kRoot : continuing_, longest = -1;
    size_t end = at;
    for (size_t i = at; i < word.size() && node != ByteTrie::kNowhere; ++i) {
      node = trie_.step(node, u8(word[i]));
      if (node == ByteTrie::kNowhere || trie_.value(node) < 0) continue;
      longest = trie_.value(node), end = i + 1;
    }
    known = longest >= 0;
    ids.push_back(longest);
    at = end;
  }
  if (known) return;
  ids.resize(begin);
  ids.push_back(unknown_);
  // [/longest-first]
}

std::string WordPieceTokenizer::decode_known(std::span<const i32> ids) const {
  std::string text;
  for (const i32 id : ids) {
    const bool continues = tokens().bytes(id).size() < tokens().name(id).size();
    if (!continues && !text.empty()) text += ' ';
    text += tokens().bytes(id);
  }
  return text;
}

}  // namespace lab
