// Tokenizers at work: learning byte pairs from a text, cutting it by them and by GPT-2's.
#include <cmath>
#include <cstdlib>
#include <memory>

#include "app/bench/makers.h"
#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/io/files.h"
#include "engine/text/unicode.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"

namespace lab {
namespace {

constexpr i64 kTextBytes = 25'000'000;
constexpr i64 kVocab = 8000;

/// A made-up word: syllables of consonant and vowel, or Hangul syllables.
std::string random_word(Rng& rng, bool hangul) {
  constexpr std::string_view kLead = "bcdfghjklmnprstvwz", kVowel = "aeiou", kTail = "nrstldm";
  std::string word;
  for (u64 n = 1 + rng.below(4); n > 0; --n) {
    if (hangul) {
      append_utf8(word, u32(0xAC00 + rng.below(11'172)));
      continue;
    }
    word += kLead[rng.below(kLead.size())];
    word += kVowel[rng.below(kVowel.size())];
    if (rng.below(2)) word += kTail[rng.below(kTail.size())];
  }
  return word;
}

/// Words of a made-up language, every tenth of them Korean, as frequent as Zipf's law has it
/// (rank r with weight 1 / r), with signs, numbers and line ends.
std::string random_text(i64 bytes) {
  constexpr u64 kWords = 300'000;
  Rng rng(1337);
  std::vector<std::string> lexicon(kWords);
  for (u64 i = 0; i < kWords; ++i) lexicon[i] = random_word(rng, i % 10 == 9);
  std::string text;
  text.reserve(size_t(bytes) + 64);
  while (i64(text.size()) < bytes) {
    if (!text.empty() && text.back() != '\n') text += ' ';
    const u64 rank = u64(std::pow(double(kWords), rng.uniform()));  // log-uniform: density 1 / r
    text += lexicon[rank - 1];
    const u64 sign = rng.below(40);
    if (sign == 0) text += ' ' + cat(rng.below(2100));
    if (sign < 3) text += ',';
    if (sign == 3) text += "'s";
    if (sign == 4) text += ".";
    if (sign == 5) text += ".\n";
  }
  text.resize(size_t(bytes));
  return text;
}

const char* variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value ? value : nullptr;
}

Work encoding_work(const std::shared_ptr<const Tokenizer>& tokenizer,
                   const std::shared_ptr<const std::string>& text) {
  const auto ids = std::make_shared<std::vector<i32>>();
  ids->reserve(text->size());
  return {.run =
              [=] {
                ids->clear();
                tokenizer->encode_to(*ids, *text, InText::plain);
              },
          .text = double(text->size())};
}

std::shared_ptr<const Tokenizer> learned(std::string_view text, i64 vocab) {
  return parse_tokenizer_json(bpe_to_json(train_bpe(text, {.vocab_size = vocab})), "bench");
}

}  // namespace

std::shared_ptr<const std::string> bench_text() {
  const char* const path = variable("LAB_BENCH_TEXT");
  return std::make_shared<const std::string>(path ? read_file(path) : random_text(kTextBytes));
}

Work bpe_training_work() {
  const auto text = bench_text();
  return {.run = [=] { (void)train_bpe(*text, {.vocab_size = kVocab}); },
          .text = double(text->size())};
}

Work bpe_encoding_work() {
  const auto text = bench_text();
  return encoding_work(learned(*text, kVocab), text);
}

Work gpt2_encoding_work() {
  constexpr i64 kGpt2Vocab = 50'257;
  const auto text = bench_text();
  const char* const folder = variable("LAB_BENCH_GPT2");
  return encoding_work(folder ? read_gpt2(folder) : learned(*text, kGpt2Vocab), text);
}

}  // namespace lab
