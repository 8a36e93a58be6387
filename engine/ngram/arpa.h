// Back-off models as files: ARPA in and out, and a structure that answers fast.
#pragma once
#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ngram/gram_table.h"
#include "engine/ngram/model.h"

namespace lab {

/// A word of a text with its score, as KenLM's query prints it.
struct ScoredWord {
  std::string_view word;  ///< as it stands in the text; "</s>" at the end of a line
  i32 id = 0;             ///< 0: not in the vocabulary, scored as <unk>
  float log10_p = 0;
  int matched = 0;             ///< order of the longest n-gram found
  bool ends_sentence = false;  ///< the line's end, not a word of the text
};

/// Sums over a text. Perplexities per word, </s> counted.
struct ScoreTotals {
  double log10_p = 0, log10_unknown = 0;  ///< of all words; of those that are unknown
  i64 words = 0, unknown = 0, sentences = 0;
  double perplexity() const;           ///< of all words
  double perplexity_of_known() const;  ///< without the unknown ones, as query's "excluding OOVs"
  ScoreTotals& operator+=(const ScoreTotals& other);
};

/// A back-off model: log10 p of every n-gram that is listed, and for the others
/// log10 p(w | h) = backoff(h) + log10 p(w | h without its first word).
///
/// An immutable value; any number of threads may ask. N-grams are found by 64-bit hashes of their
/// words, as in KenLM: that an n-gram which is not listed is taken for one that is has a chance of
/// 1 in 10^12 even among ten million. 16 bytes per n-gram in tables that are two thirds full.
class ArpaModel {
 public:
  /// Reads a file as KenLM does (commit history of kpu/kenlm, lm/read_arpa.cc):
  ///  - before "\data\" only empty lines and those that begin with "#"; headers exactly so, in
  ///    small letters; an empty line after the counts;
  ///  - "log10 p TAB words [TAB back-off]", words of n-grams apart by tabs or blanks; a missing
  ///    back-off is 0; the longest order may only have 0;
  ///  - "<UNK>" is "<unk>"; a file without it gives unknown words log10 p = -100;
  ///  - where "a b c" is listed and "b c" is not (pruned files), "b c" counts as found, with the
  ///    probability that backing off gives it.
  /// Refused, with `path:line: what`: a positive log10 p, a count that the lines do not keep,
  /// anything after "\end\", a word that is no unigram, an n-gram whose first words are not listed,
  /// a missing <s> or </s>, the same n-gram twice. Orders 1 to 10.
  static ArpaModel read(const std::string& path);
  /// The same from memory; `name` stands for the path.
  static ArpaModel parse(const std::string& name, std::string_view text);
  /// A model without the way through a file. words (V): what stands for each id; see write_arpa.
  static ArpaModel of(const NgramModel& model, std::span<const std::string> words);

  int order() const { return order_; }
  i64 ngrams(int n) const { return listed_[std::size_t(n)]; }  ///< as listed in the file
  i64 memory_bytes() const;
  /// Words by id; [0] is "<unk>".
  const std::vector<std::string>& words() const { return vocab_.words(); }
  i32 id(std::string_view word) const { return id(word, WordTable::hash(word)); }
  bool lists_unknown() const { return lists_unknown_; }  ///< false: -100 was put in its place

  /// The words that a score depends on: the newest first, with the back-off of the last 1, 2, ..
  struct State {
    std::array<i32, kMaxNgramOrder> words{};
    std::array<float, kMaxNgramOrder + 1> backoff{};  ///< [k] of the last k words
    int length = 0;
  };
  State empty_state() const { return {}; }
  State sentence_start() const;  ///< after <s>
  struct Score {
    float log10_p = 0;
    int matched = 0;
  };
  /// log10 p of a word in this state, which moves on.
  Score score(State& state, i32 id) const;

  /// Every line is a sentence: its words and </s>, after <s>. Visits each word in order. Looks up
  /// many words at once, so that their cache misses overlap: several million words a second.
  ScoreTotals score_text(std::string_view text,
                         const std::function<void(const ScoredWord&)>& visit = {}) const;

 private:
  friend class ArpaBuilder;
  class Batch;
  using Keys = std::array<u64, kMaxNgramOrder + 1>;
  Keys keys_of(const State& state, int length, i32 id) const;
  Score resolve(State& state, i32 id, const Keys& keys) const;
  i32 id(std::string_view word, u64 hash) const { return std::max(vocab_.find(word, hash), 0); }

  int order_ = 0;
  bool lists_unknown_ = false;
  i32 start_ = 0, end_ = 0;
  std::vector<i64> listed_;            // (order + 1)
  WordTable vocab_;                    // word -> id
  std::vector<GramWeights> unigrams_;  // by id
  std::vector<GramTable> tables_;      // [n]: of order n, from 2 on
};

/// Writes a model as an ARPA file, atomically. words (V): distinct, without white space; what an id
/// is called. Probabilities read back agree to 1e-5; p = 0 is written as -99. A vocabulary without
/// <s> or </s> (characters) gets them with -99, so that KenLM reads the file; one without <unk> has
/// none. Add-k's lower orders are written as 1/V, which is what an unseen n-gram backs off to.
/// Throws Error if words do not fit, or the file cannot be written.
void write_arpa(const std::string& path, const NgramModel& model,
                std::span<const std::string> words);

/// What stands for a character in an ARPA file: itself, or "<U+0020>" where it is white space.
std::vector<std::string> arpa_words(std::span<const std::string> characters);

/// An n-gram as a back-off model states it.
struct FlatGram {
  std::span<const i32> ids;  ///< (n), the oldest first
  double p = 0;              ///< p(last | those before)
  double backoff = 1;        ///< what its followers leave to the next shorter context
  bool followed = false;     ///< whether it has any
};
/// Visits every n-gram of a model, order by order, the unigrams of all V ids first.
void for_each_gram(const NgramModel& model, const std::function<void(const FlatGram&)>& visit);

}  // namespace lab
