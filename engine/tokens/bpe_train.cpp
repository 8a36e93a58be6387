#include "engine/tokens/bpe_train.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/tokens/byte_alphabet.h"
#include "engine/tokens/special_tokens.h"

namespace lab {

BpeTrainer::BpeTrainer(const BpeOptions& options) : options_(options) {
  const i64 least = i64(options_.specials.size()) + 256;
  if (options_.vocab_size < least)
    fail("[bpe] a vocabulary of ", options_.vocab_size, " tokens is too small: want at least ",
         least, " (", options_.specials.size(), " special tokens and the 256 bytes)");
  vocabulary_.specials = options_.specials;
  vocabulary_.tokens = options_.specials;
  for (const u8 byte : byte_order()) vocabulary_.tokens.push_back(std::string(1, char(byte)));
  for (const std::string& text : options_.specials)
    borders_.add({.text = text, .id = i32(&text - options_.specials.data())});
}

void BpeTrainer::add_text(std::string_view text) {
  borders_.split(
      text,
      [&](std::string_view part) {
        for (PieceScanner pieces(part, options_.split); !pieces.done();) counts_.add(pieces.next());
      },
      [](const SpecialToken&) {});
}

MergeTrainer& BpeTrainer::merging() {
  if (merging_ != nullptr) return *merging_;
  merging_ = std::make_unique<MergeTrainer>(vocabulary_.tokens);
  std::array<i32, 256> ids;
  for (size_t i = 0; i < 256; ++i) ids[byte_order()[i]] = i32(options_.specials.size() + i);
  std::vector<i32> symbols;
  for (const WordCounts::Word& word : counts_.words()) {
    symbols.clear();
    for (const char byte : word.text) symbols.push_back(ids[u8(byte)]);
    merging_->add_word(symbols, word.count);
  }
  return *merging_;
}

Merge BpeTrainer::keep(const Merge& merge) {
  vocabulary_.merges.push_back(merge);
  if (merge.merged == i32(vocabulary_.tokens.size()))
    vocabulary_.tokens.push_back(merging_->tokens().back());
  return merge;
}

std::optional<Merge> BpeTrainer::step() {
  if (i64(vocabulary_.tokens.size()) >= options_.vocab_size) return std::nullopt;
  const std::optional<Merge> merge = merging().step(options_.min_count);
  if (!merge) return std::nullopt;
  return keep(*merge);
}

Merge BpeTrainer::repeat(i32 left, i32 right) {
  const i32 size = i32(vocabulary_.tokens.size());
  if (left < 0 || right < 0 || left >= size || right >= size)
    fail("[bpe] merge ", vocabulary_.merges.size(), " joins the tokens ", left, " and ", right,
         ", and there are ", size, " by then");
  if (size >= options_.vocab_size)
    fail("[bpe] merge ", vocabulary_.merges.size(), " is beyond a vocabulary of ",
         options_.vocab_size, " tokens");
  return keep(merging().join(left, right));
}

void BpeTrainer::forget() {
  merging_.reset();
  vocabulary_.merges.clear();
  vocabulary_.tokens.resize(options_.specials.size() + 256);
}

const std::vector<i64>& BpeTrainer::token_counts() { return merging().token_counts(); }

BpeVocabulary train_bpe(std::string_view text, const BpeOptions& options) {
  BpeTrainer trainer(options);
  trainer.add_text(text);
  while (trainer.step()) {
  }
  return trainer.vocabulary();
}

}  // namespace lab
