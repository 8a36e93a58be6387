#include "tests/ui/fake_ngram.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"

namespace lab::test {
namespace {

constexpr const char* kEnglish =
    "Mina went to the market. She saw a goat. The goat saw her. She gave the goat an apple.\n"
    "Tomas went to the river. He saw a fish. The fish saw him. He gave the fish some bread.\n"
    "Mina went to the river. She saw Tomas there. He gave her a fish. She gave him an apple.\n"
    "The goat went to the market. It ate the apples. Mina saw the goat and gave it a letter.\n";
constexpr const char* kKorean =
    "미나는 시장에 갔다. 시장에서 염소를 보았다. 염소는 미나를 보았다. 미나는 염소에게 사과를 "
    "주었다.\n"
    "토마는 강에 갔다. 강에서 물고기를 보았다. 토마는 물고기에게 빵을 주었다.\n"
    "미나는 강에 갔다. 강에서 토마를 보았다. 토마는 미나에게 물고기를 주었다. 미나는 사과를 샀다.\n"
    "염소는 시장에 갔다. 시장에서 사과를 먹었다. 미나는 사과를 보았다. 그래서 미나는 웃었다.\n";

std::vector<i32> encode(const RunInfo& info, std::string_view text) {
  std::vector<i32> ids;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    const auto found = std::ranges::find(info.token_text, text.substr(begin, at - begin));
    if (found != info.token_text.end()) ids.push_back(i32(found - info.token_text.begin()));
  }
  return ids;
}

Tap& add(Frame& frame, std::string name, std::vector<std::string> axes, std::vector<i64> shape) {
  i64 size = 1;
  for (const i64 n : shape) size *= n;
  frame.taps.push_back({std::move(name),
                        std::move(axes),
                        std::move(shape),
                        std::vector<float>(static_cast<std::size_t>(size)),
                        {}});
  return frame.taps.back();
}

/// What a look at the model shows, filled as engine/observe/README.md says.
class Look {
 public:
  Look(Frame& frame, const RunInfo& info, const FakeNgram& options, const std::vector<i32>& text)
      : frame_(frame),
        options_(options),
        text_(text),
        read_(share_read(frame.step)),
        counts_({.order = options.order, .vocab_size = info.vocab}),
        model_(counts_, options.smoothing) {
    counts_.add(std::span(text_).first(read_));
    model_.refresh();
  }
  void fill() {
    frame_.taps.clear();
    fill_predictions();
    fill_ladder();
    if (options_.pairs) fill_pairs();
    fill_sparsity();
    Tap& unigram = add(frame_, "ngram.unigram", {"token"}, {V()});
    for (i32 id = 0; id < V(); ++id)
      unigram.values[std::size_t(id)] = float(counts_.count(std::span(&id, 1)));
  }

 private:
  i64 V() const { return counts_.vocab_size(); }
  /// Four fifths of the text are for training, and all of them have been read by step 1,000.
  std::size_t share_read(i64 step) const {
    return std::size_t(double(text_.size()) * 0.8 * std::min(1., double(step) / 1000));
  }

  void fill_ladder() {
    const i64 T = i64(frame_.ids.size());
    const auto first_choice = [&](std::span<const i32> context) {
      std::vector<double> p(static_cast<std::size_t>(V()));
      model_.distribution(context, p);
      return i32(std::ranges::max_element(p) - p.begin());
    };
    std::vector<NgramRung> rungs;
    std::vector<float> ladder, target;
    for (i64 t = 0; t < T; ++t) {
      const auto context = std::span(frame_.ids).first(std::size_t(t) + 1);
      target.push_back(float(t + 1 < T ? frame_.ids[std::size_t(t) + 1] : first_choice(context)));
      model_.ladder(context, i32(target.back()), rungs);
      for (const NgramRung& r : rungs)
        for (const double value :
             {r.matched, r.context_count, r.types, r.count, r.discount, r.weight, r.own, r.p})
          ladder.push_back(float(value));
    }
    add(frame_, "ngram.ladder", {"position", "order", "field"}, {T, options_.order, kRungFields})
        .values = ladder;
    add(frame_, "ngram.target", {"position"}, {T}).values = target;
  }

  void fill_predictions() {
    const i64 asked = frame_.probe.position, T = i64(frame_.ids.size());
    std::vector<double> p(static_cast<std::size_t>(V()));
    std::vector<float> logits(p.size());
    std::vector<Candidate> ranked;
    for (i64 t = 0; t < T; ++t) {
      model_.distribution(std::span(frame_.ids).first(std::size_t(t) + 1), p);
      std::ranges::transform(p, logits.begin(),
                             [](double x) { return x > 0 ? float(std::log(x)) : -100; });
      rank_candidates(logits, frame_.probe.sampler, ranked);
      if (t == (asked >= 0 && asked < T ? asked : T - 1)) frame_.candidates = ranked;
      if (t + 1 == T) continue;
      const auto next = std::ranges::find(ranked, frame_.ids[std::size_t(t) + 1], &Candidate::id);
      frame_.rank[std::size_t(t) + 1] = i32(next - ranked.begin());
      frame_.log_p[std::size_t(t) + 1] = std::log(next->raw);
    }
    frame_.sampled = i32(pick(frame_.candidates, frame_.u));
  }

  void fill_pairs() {
    const NgramModel pairs(counts_, options_.smoothing, 1, std::min(2, options_.order));
    Tap& tap = add(frame_, "ngram.bigram", {"previous", "next"}, {V(), V()});
    std::vector<double> p(static_cast<std::size_t>(V()));
    for (i32 id = 0; id < V(); ++id) {
      pairs.distribution(std::span(&id, 1), p);
      std::ranges::copy(p, tap.values.begin() + i64(id) * V());
    }
  }

  void fill_sparsity() {
    Tap& tap = add(frame_, "ngram.sparsity", {"order", "field"}, {options_.order, 5});
    const auto valid = std::span(text_).subspan(std::size_t(double(text_.size()) * 0.8));
    for (int n = 1; n <= options_.order; ++n) {
      i64 seen = 0, total = 0;
      for (std::size_t i = 0; i + std::size_t(n) <= valid.size(); ++i, ++total)
        seen += counts_.count(valid.subspan(i, std::size_t(n))) > 0;
      const double fields[] = {double(counts_.distinct(n)), double(counts_.count_of_counts(n, 1)),
                               double(n) * std::log10(double(V())),
                               double(seen) / double(std::max<i64>(1, total)),
                               double(counts_.tokens())};
      std::ranges::copy(fields, tap.values.begin() + (n - 1) * 5);
    }
  }

  Frame& frame_;
  const FakeNgram& options_;
  const std::vector<i32>& text_;
  std::size_t read_;
  NgramCounts counts_;
  NgramModel model_;
};

}  // namespace

void make_ngram(FakeWatch& watch, const FakeNgram& options) {
  RunInfo& info = watch.change_info();
  const bool korean = info.data.find("ko") != std::string::npos;
  info.stage = info.chapter = "ngram";
  info.name = korean ? "ngram-tinytown-ko-3" : "ngram-tinytown-3";
  info.summary = "order " + std::to_string(options.order) + ", modified Kneser-Ney, characters";
  info.layers = info.heads = info.width = info.context = info.batch = 0;
  info.optimizer.clear();
  info.parameters = 216'413;
  const std::vector<i32> text = encode(info, korean ? kKorean : kEnglish);
  watch.also = [&watch, options, text](Frame& frame) {
    Look(frame, watch.info(), options, text).fill();
  };
  watch.look_again();
}

}  // namespace lab::test
