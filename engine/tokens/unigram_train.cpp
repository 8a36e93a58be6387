#include "engine/tokens/unigram_train.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/normal_steps.h"
#include "engine/tokens/unigram_lattice.h"
#include "engine/tokens/utf8_reader.h"
#include "engine/tokens/word_counts.h"

namespace lab {
namespace {

constexpr double kTooRare = 0.5;  // expected count below which EM drops a piece, as SentencePiece

/// d/dx log Gamma(x), x > 0. Source: Abramowitz, Stegun 1964, 6.3.5 and 6.3.18.
double digamma(double x) {
  double sum = 0;
  for (; x < 7; ++x) sum -= 1 / x;
  const double r = 1 / (x * x);
  return sum + std::log(x) - 0.5 / x - r * (1. / 12 - r * (1. / 120 - r * (1. / 252 - r / 240)));
}

class UnigramTrainer {
 public:
  UnigramTrainer(std::string_view text, const UnigramOptions& options) : options_(options) {
    count_words(text);
    seed();
  }

  /// Room for `wanted` pieces; returns them in falling order of score.
  std::vector<UnigramPiece> train(i64 wanted);

 private:
  struct Piece {
    std::string text;
    double score = 0;
    bool required = false;  // a single character
  };

  void count_words(std::string_view text);
  void seed();
  void index_pieces();
  void maximise();
  void prune(i64 wanted);
  void keep(const std::vector<i32>& chosen);

  const UnigramOptions& options_;
  std::string marked_;  // the words, each with its ▁, one after another
  WordCounts words_;    // views into marked_
  std::vector<Piece> pieces_;
  UnigramLattice lattice_;  // of pieces_, by index_pieces()
};

void UnigramTrainer::count_words(std::string_view text) {
  const CharClasses& classes = CharClasses::table();
  WordCounts plain;
  const char* begin = nullptr;
  const auto end_word = [&](const char* end) {
    if (begin != nullptr) plain.add({begin, size_t(end - begin)});
    begin = nullptr;
  };
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    if (classes.of(c.code_point) & kSpace)
      end_word(bytes.data());
    else if (begin == nullptr)
      begin = bytes.data();
  });
  end_word(text.data() + text.size());
  size_t size = 0;
  for (const WordCounts::Word& word : plain.words()) size += kSpaceMark.size() + word.text.size();
  marked_.reserve(size);  // the views below must stay
  for (const WordCounts::Word& word : plain.words()) {
    const size_t at = marked_.size();
    (marked_ += kSpaceMark) += word.text;
    words_.add(std::string_view(marked_).substr(at), word.count);
  }
}

/// Characters that cover the text, and the substrings with the greatest count times length.
void UnigramTrainer::seed() {
  WordCounts chars, strings;
  std::vector<i32> starts;
  double all = 0, covered = 0;
  for (const WordCounts::Word& entry : words_.words()) {
    const std::string_view word = entry.text;
    starts.clear();
    for_each_char(word, [&](Utf8Char, std::string_view c) {
      starts.push_back(i32(c.data() - word.data()));
      chars.add(c, entry.count);
      all += double(entry.count);
    });
    starts.push_back(i32(word.size()));
    for (size_t i = 0; i + 1 < starts.size(); ++i)
      for (size_t j = i + 2; j < starts.size() && i64(j - i) <= options_.max_chars; ++j)
        strings.add(word.substr(size_t(starts[i]), size_t(starts[j] - starts[i])), entry.count);
  }
  std::vector<WordCounts::Word> by_count = chars.words();
  const auto more = [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.text < b.text;
  };
  std::sort(by_count.begin(), by_count.end(), more);
  for (const auto& [text, count] : by_count) {
    if (covered >= options_.coverage * all && text != kSpaceMark) continue;
    pieces_.push_back({std::string(text), double(count), true});
    covered += double(count);
  }
  std::vector<WordCounts::Word> candidates;
  for (const auto& [text, count] : strings.words())
    if (count > 1) candidates.push_back({text, count * count_chars(text)});
  std::sort(candidates.begin(), candidates.end(), more);
  candidates.resize(std::min(candidates.size(), size_t(options_.seed_pieces)));
  for (const auto& [text, weight] : candidates)
    pieces_.push_back({std::string(text), double(weight), false});
  double sum = 0;
  for (const Piece& piece : pieces_) sum += piece.score;
  for (Piece& piece : pieces_) piece.score = std::log(piece.score / sum);
}

void UnigramTrainer::index_pieces() {
  lattice_ = UnigramLattice();
  for (const Piece& piece : pieces_) lattice_.add(piece.text, piece.score);
}

/// One round of EM: expected counts, then new scores; pieces that are hardly used go.
void UnigramTrainer::maximise() {
  index_pieces();
  std::vector<double> expected(pieces_.size());
  for (const auto& [word, count] : words_.words()) lattice_.expect(word, count, expected);
  std::vector<i32> chosen;
  double sum = 0;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    if (expected[i] < kTooRare && !pieces_[i].required) continue;
    expected[i] = std::max(expected[i], kTooRare);
    sum += expected[i];
    chosen.push_back(i32(i));
  }
  for (const i32 i : chosen) pieces_[size_t(i)].score = digamma(expected[size_t(i)]) - digamma(sum);
  keep(chosen);
}

/// Keeps the pieces whose loss would make the text least likely, `wanted` of them at least.
void UnigramTrainer::prune(i64 wanted) {
  index_pieces();
  std::vector<double> used(pieces_.size());  // in the best cut of every word
  std::vector<i32> cut;
  double sum = 0;
  for (const auto& [word, count] : words_.words()) {
    lattice_.best_cut(word, -1, cut);
    for (const i32 piece : cut)
      if (piece >= 0) used[size_t(piece)] += double(count), sum += double(count);
  }
  std::vector<i32> chosen;
  std::vector<std::pair<double, i32>> losses;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    if (pieces_[i].required) {
      chosen.push_back(i32(i));
      continue;
    }
    const double without = lattice_.best_cut(pieces_[i].text, i32(i), cut);
    if (used[i] == 0 || without > pieces_[i].score) continue;
    const double log_sum_without = std::log(sum + used[i] * double(cut.size() - 1));
    double alternative = 0;
    for (const i32 piece : cut)
      alternative += std::log((piece < 0 ? 0 : used[size_t(piece)]) + used[i]) - log_sum_without;
    losses.emplace_back(used[i] * (std::log(used[i] / sum) - alternative), i32(i));
  }
  std::sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (const auto& [loss, piece] : losses)
    if (i64(chosen.size()) < wanted) chosen.push_back(piece);
  std::sort(chosen.begin(), chosen.end());
  keep(chosen);
}

void UnigramTrainer::keep(const std::vector<i32>& chosen) {
  std::vector<Piece> kept;
  for (const i32 i : chosen) kept.push_back(std::move(pieces_[size_t(i)]));
  pieces_ = std::move(kept);
}

std::vector<UnigramPiece> UnigramTrainer::train(i64 wanted) {
  const auto required = std::count_if(pieces_.begin(), pieces_.end(),
                                      [](const Piece& piece) { return piece.required; });
  if (wanted < required)
    fail("[unigram] this text has ", required,
         " characters that want a piece each, the vocabulary "
         "has room for ",
         wanted, "; ask for more tokens or lower the coverage");
  const i64 nearly = wanted + wanted / 10;
  for (;;) {
    for (int round = 0; round < options_.em_rounds; ++round) maximise();
    if (i64(pieces_.size()) <= nearly) break;
    const i64 before = i64(pieces_.size());
    prune(std::max(nearly, i64(options_.shrink * double(before))));
    if (i64(pieces_.size()) == before) break;
  }
  std::stable_sort(pieces_.begin(), pieces_.end(),
                   [](const Piece& a, const Piece& b) { return a.score > b.score; });
  std::vector<UnigramPiece> chosen;
  i64 room = wanted - required;  // for pieces of several characters
  for (const Piece& piece : pieces_)
    if (piece.required || room-- > 0) chosen.push_back({piece.text, piece.score});
  return chosen;
}

}  // namespace

UnigramVocabulary train_unigram(std::string_view text, const UnigramOptions& options) {
  if (const auto error = find_utf8_error(text))
    fail("[unigram] text is not UTF-8: ", error->reason, " at byte ", error->offset);
  UnigramVocabulary made;
  made.specials = options.specials;
  made.pieces.push_back({"<unk>", 0});
  for (const std::string& special : options.specials) made.pieces.push_back({special, 0});
  if (options.byte_fallback) {
    made.byte_begin = i64(made.pieces.size());
    constexpr const char* kHex = "0123456789ABCDEF";
    for (int byte = 0; byte < 256; ++byte)
      made.pieces.push_back({cat("<0x", kHex[byte / 16], kHex[byte % 16], ">"), 0});
  }
  UnigramTrainer trainer(text, options);
  for (UnigramPiece& piece : trainer.train(options.vocab_size - i64(made.pieces.size())))
    made.pieces.push_back(std::move(piece));
  return made;
}

}  // namespace lab
