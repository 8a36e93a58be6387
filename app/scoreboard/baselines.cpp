#include "app/scoreboard/baselines.h"

#include <cmath>

#include "engine/coding/other_packers.h"
#include "engine/core/check.h"
#include "engine/ngram/model.h"
#include "engine/text/count_model.h"
#include "engine/text/unicode.h"
#include "engine/text/vocab.h"

namespace lab {
namespace {

constexpr std::size_t kMostChars = 20'000'000;

/// As chapter 3 counts characters: a line end stands before the text.
double kneser_ney(int order, const CharVocab& vocab, std::span<const i32> train,
                  std::span<const i32> valid) {
  NgramCounts counts({.order = order, .vocab_size = vocab.size(), .start = vocab.id('\n')});
  counts.add(train);
  return NgramModel(counts, Smoothing::modified_kneser_ney).nats(valid) / double(valid.size());
}

double unigram(i64 vocab, std::span<const i32> train, std::span<const i32> valid) {
  CountModel model(1, vocab);
  model.train(train);
  return model.nats_per_token(valid);
}

/// xz's bits for the validation text once it has seen the training text.
double xz_bits(std::string_view train, const std::string& valid) {
  const i64 both = xz_size(cat(train, valid), /*whole_dictionary=*/true);
  return 8.0 * double(both - xz_size(train, true));
}

/// The text's last characters, at most `most` of them.
std::string_view last_chars(std::string_view text, std::size_t most) {
  std::size_t at = text.size();
  for (std::size_t n = 0; at > 0 && n < most; ++n) do
      --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return text.substr(at);
}

}  // namespace

std::vector<ScoreBaseline> compute_baselines(const TextPair& text, const BoardProgress& progress) {
  const auto doing = [&](const char* what) {
    if (progress) progress(cat("baselines: ", what));
  };
  const std::string_view train = last_chars(text.train, kMostChars);
  const std::string from = train.size() < text.train.size()
                               ? "the last 20 million characters of the training text"
                               : "the training text";
  const CharVocab vocab = CharVocab::of({text.train, text.valid});
  const std::vector<i32> known = vocab.encode(train), ids = vocab.encode(text.valid);
  if (known.empty() || ids.empty()) return {};
  const auto bits = [](double nats) { return nats / std::log(2.0); };
  const auto counted = [&](int order) {
    return cat("modified Kneser-Ney of order ", order, " over the characters of ", from,
               "; the context runs on through the validation text");
  };
  std::vector<ScoreBaseline> lines;
  lines.push_back({"uniform", std::log2(double(vocab.size())),
                   cat("each of the ", vocab.size(), " characters is as likely as any other")});
  doing("unigram");
  lines.push_back({"unigram", bits(unigram(vocab.size(), known, ids)),
                   cat("how often each character stands in ", from)});
  doing("kn5");
  lines.push_back({"kn5", bits(kneser_ney(5, vocab, known, ids)), counted(5)});
  doing("kn7");
  lines.push_back({"kn7", bits(kneser_ney(7, vocab, known, ids)), counted(7)});
  doing("xz");
  lines.push_back({"xz", xz_bits(train, text.valid) / double(ids.size()),
                   cat("size of xz -9e of ", from,
                       " and the validation text, minus that of the first alone; its dictionary "
                       "holds all of it")});
  return lines;
}

}  // namespace lab
