// From counts to a back-off model: as a file, or at once as tables.
#include <cmath>
#include <unordered_set>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/ngram/arpa_builder.h"
#include "engine/ngram/words.h"

namespace lab {

namespace {

constexpr float kNever = -99;  // log10 of p = 0, as ARPA files write it

float log10_of(double p) { return p > 0 ? std::min(float(std::log10(p)), 0.0f) : kNever; }

/// The probabilities of all grams of one order, and where their last n-1 tokens are.
struct Level {
  std::vector<double> p;
  std::vector<u32> suffix;  // a gram of order n-1
};

class Flattening {
 public:
  Flattening(const NgramModel& model, const std::function<void(const FlatGram&)>& visit)
      : model_(model), counts_(model.counts()), visit_(visit) {}

  void run() {
    Level shorter;
    for (int n = 1; n <= model_.order(); ++n) shorter = visit_order(n, shorter);
  }

 private:
  Level visit_order(int n, const Level& shorter) {
    Level level;
    level.p.resize(std::size_t(counts_.grams(n)));
    level.suffix.resize(level.p.size());
    for (u32 i = 0; i < level.p.size(); ++i) {
      const std::span<const i32> ids = ids_of(n, i);
      const Gram& gram = counts_.gram(n, i);
      double lower = model_.lowest(gram.token);
      if (n > 1) {
        const u32 after = n == 2 ? 0 : shorter.suffix[gram.context];
        level.suffix[i] = counts_.find_gram(n - 1, after, gram.token);
        if (!add_k()) lower = shorter.p[level.suffix[i]];
      }
      const NgramModel::Mix mix = mix_of(n, gram.context, model_.count_used(n, i));
      level.p[i] = asked(n, ids[0]) ? mix.own + mix.weight * lower : lower;
      visit_({ids, level.p[i], backoff(n, i, ids[0]), followed(n, i)});
    }
    return level;
  }

  bool add_k() const { return model_.smoothing() == Smoothing::add_k; }

  /// Whether the model itself ever asks n-grams of order n: add-k has only its longest, and at the
  /// start of a sentence those that begin with the mark. The others are written as 1/V.
  bool asked(int n, i32 first) const {
    const NgramShape& shape = counts_.shape();
    return !add_k() || n == model_.order() || (first == shape.start && !shape.predict_start);
  }

  bool followed(int n, u32 gram) const {
    return n < model_.order() && counts_.followers(n, gram).total > 0;
  }

  double backoff(int n, u32 gram, i32 first) const {
    return followed(n, gram) && asked(n + 1, first) ? mix_of(n + 1, gram, 0).weight : 1;
  }

  NgramModel::Mix mix_of(int n, u32 context, double count) const {
    return model_.mix(n, model_.followers(n - 1, context), count);
  }

  std::span<const i32> ids_of(int n, u32 index) {
    for (int k = n; k >= 1; --k) {
      const Gram& gram = counts_.gram(k, index);
      ids_[std::size_t(k - 1)] = gram.token;
      index = gram.context;
    }
    return std::span<const i32>(ids_).first(std::size_t(n));
  }

  const NgramModel& model_;
  const NgramCounts& counts_;
  const std::function<void(const FlatGram&)>& visit_;
  std::array<i32, kMaxNgramOrder> ids_{};
};

/// Marks that a file for KenLM needs and the vocabulary has not.
std::vector<std::string_view> missing_marks(std::span<const std::string> words) {
  std::vector<std::string_view> missing;
  for (const std::string_view mark : {kSentenceStart, kSentenceEnd})
    if (std::find(words.begin(), words.end(), mark) == words.end()) missing.push_back(mark);
  return missing;
}

void check_words(const NgramModel& model, std::span<const std::string> words) {
  if (i64(words.size()) != model.counts().vocab_size())
    fail("ARPA: want a word for each of ", model.counts().vocab_size(), " ids, got ", words.size());
  std::unordered_set<std::string_view> seen;
  for (const std::string& word : words) {
    if (word.empty() ||
        word.find_first_of(std::string_view(" \t\r\n\v\f\0", 7)) != std::string::npos)
      fail("ARPA: a word must not be empty or hold white space, got \"", word, "\"");
    if (!seen.insert(word).second) fail("ARPA: two ids are called \"", word, "\"");
  }
}

/// Lines on their way to a file, some thousand at a time.
class ArpaFile {
 public:
  explicit ArpaFile(const std::string& path) : file_(path) {}
  template <class... Pieces>
  void put(const Pieces&... pieces) {
    (detail::append(text_, pieces), ...);
    if (text_.size() < std::size_t(1) << 20) return;
    flush();
  }
  void put_number(float value) {
    char digits[32];
    const auto end =
        std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 8).ptr;
    text_.append(digits, end);
  }
  void commit() {
    flush();
    file_.commit(Durability::none);
  }

 private:
  void flush() {
    file_.write(text_.data(), i64(text_.size()));
    text_.clear();
  }
  AtomicFile file_;
  std::string text_;
};

}  // namespace

void for_each_gram(const NgramModel& model, const std::function<void(const FlatGram&)>& visit) {
  Flattening(model, visit).run();
}

std::vector<std::string> arpa_words(std::span<const std::string> characters) {
  std::vector<std::string> words;
  for (const std::string& character : characters) {
    const bool white = character.size() == 1 && static_cast<unsigned char>(character[0]) <= ' ';
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const std::size_t code = white ? std::size_t(character[0]) : 0;
    words.push_back(white ? cat("<U+00", kHex[code / 16], kHex[code % 16], ">") : character);
  }
  return words;
}

void write_arpa(const std::string& path, const NgramModel& model,
                std::span<const std::string> words) {
  check_words(model, words);
  const std::vector<std::string_view> missing = missing_marks(words);
  ArpaFile file(path);
  file.put("\\data\\\n");
  for (int n = 1; n <= model.order(); ++n)
    file.put("ngram ", n, "=", model.counts().grams(n) + (n == 1 ? i64(missing.size()) : 0), "\n");
  std::size_t order = 0;
  for_each_gram(model, [&](const FlatGram& gram) {
    if (gram.ids.size() != order) {
      order = gram.ids.size();
      file.put("\n\\", order, "-grams:\n");
      if (order == 1)
        for (const std::string_view mark : missing) file.put("-99\t", mark, "\n");
    }
    file.put_number(log10_of(gram.p));
    for (std::size_t k = 0; k < gram.ids.size(); ++k)
      file.put(k == 0 ? "\t" : " ", words[std::size_t(gram.ids[k])]);
    if (gram.followed) {
      file.put("\t");
      file.put_number(log10_of(gram.backoff));
    }
    file.put("\n");
  });
  file.put("\n\\end\\\n");
  file.commit();
}

ArpaModel ArpaModel::of(const NgramModel& model, std::span<const std::string> words) {
  check_words(model, words);
  ArpaBuilder builder(model.order());
  for (const std::string_view mark : missing_marks(words)) builder.add_unigram(mark, {kNever, 0});
  for (int n = 2; n <= model.order(); ++n) builder.reserve(n, model.counts().grams(n));
  std::vector<i32> ids;  // ours -> the model's
  std::array<i32, kMaxNgramOrder> newest_first;
  for_each_gram(model, [&](const FlatGram& gram) {
    const GramWeights weights{log10_of(gram.p), gram.followed ? log10_of(gram.backoff) : 0};
    const std::size_t n = gram.ids.size();
    if (n == 1) {
      const std::string& word = words[std::size_t(gram.ids[0])];
      builder.add_unigram(word, weights);
      ids.push_back(builder.id(word));
      return;
    }
    for (std::size_t k = 0; k < n; ++k) newest_first[k] = ids[std::size_t(gram.ids[n - 1 - k])];
    builder.add(std::span<const i32>(newest_first).first(n), weights);
  });
  return builder.finish();
}

}  // namespace lab
