#include "tests/ui/fake_scores.h"

namespace lab::test {
namespace {

using Kind = ScoreRow::Kind;

ScoreRow trained(const char* name, const char* chapter, i64 parameters, double seconds,
                 i64 chars_seen, double bits) {
  ScoreRow row{.kind = Kind::scored, .name = name, .chapter = chapter, .parameters = parameters};
  row.seconds = seconds, row.chars_seen = chars_seen, row.bits = bits, row.step = 100;
  row.rule = row.chapter == "gpt" ? "windows of 64 characters, half overlapping"
                                  : "one context over the whole text";
  return row;
}

}  // namespace

FakeScores::FakeScores() {
  *board = {.data = "tinytown en 1.0 MB", .sha256 = "0", .chars = 100'000};
  board->baselines = {{"uniform", 5.129, "log2 of the vocabulary's size"},
                      {"unigram", 4.118, "characters counted"},
                      {"xz", 2.274, "xz -9e of the validation text behind the training text"},
                      {"kn5", 1.731, "interpolated Kneser-Ney, order 5"},
                      {"kn7", 1.642, "interpolated Kneser-Ney, order 7"},
                      {"floor", 1.359, "entropy of the text's own grammar"}};
  board->rows = {trained("gpt-tinytown-7", "gpt", 809'984, 312, 1'536'000, 1.478),
                 trained("ngram-order-7-modified-kneser-ney-second-attempt", "ngram", 412'338, 1.2,
                         900'000, 1.640),
                 trained("gpt-tinytown-8", "gpt", 809'984, 41, 204'800, 1.986),
                 trained("bigram", "ngram", 611, 0.1, 900'000, 3.402),
                 trained("words-kn5", "ngram", 96'000, 0.8, 900'000, 1.522)};
  board->rows[0].current = true;
  board->rows[2].finished = false;
  board->rows[4].kind = Kind::unspelled, board->rows[4].unknown = 213;
  ScoreRow preset{.kind = Kind::preset, .name = "small", .chapter = "gpt", .parameters = 809'984};
  preset.low = 1.43, preset.high = 1.51, preset.command = "./lab train gpt --preset small";
  board->rows.push_back(preset);
  board->rows.push_back({.kind = Kind::absent, .name = "eliza", .chapter = "eliza"});
  board->rows.back().note = "gives no probabilities";
}

}  // namespace lab::test
