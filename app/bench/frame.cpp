// The screen over a run that stands still but for its looks.
#include <cmath>
#include <memory>

#include "app/bench/makers.h"
#include "engine/core/check.h"
#include "engine/observe/held_watch.h"
#include "viz/app.h"
#include "viz/raster/headless.h"

namespace lab {
namespace {

constexpr i64 kSteps = 2000, kPlaces = 48, kSymbols = 65;

/// 2,000 steps of history, and looks of gpt_a's shape at 48 characters. Every poll brings a new
/// look, so that textures are made anew: the dearest picture that watching a training can ask for.
class BenchWatch final : public HeldWatch {
 public:
  BenchWatch() {
    describe();
    for (i64 i = 1; i <= kSteps; ++i) add_step(i);
    for (i64 step = 0; step <= kSteps; step += 100) keyframes_.push_back(step);
    samples_.push_back({kSteps, "", {"O", "n", "e", " ", "d", "a", "y"}, std::vector(7, 0.5f)});
    look();
  }

  bool poll() override {
    ++frame_.id;
    return true;
  }
  bool can_train() const override { return true; }

 private:
  void describe() {
    info_.name = "bench", info_.chapter = "gpt", info_.data = "random", info_.build = "bench";
    info_.parameters = 811'000, info_.total_steps = kSteps;
    info_.layers = kGptA.layers, info_.heads = kGptA.heads, info_.width = kGptA.width;
    info_.context = kGptA.context, info_.batch = kGptA.batch, info_.vocab = kSymbols;
    for (i64 i = 0; i < kSymbols; ++i) info_.token_text.emplace_back(1, char('!' + i));
    info_.token_labels = info_.token_text;
    info_.references = {{"uniform", std::log(float(kSymbols))}, {"bigram", 2.5f}};
    for (i64 i = 0; i < kPlaces; ++i) info_.probe += info_.token_text[std::size_t(i)];
    status_.phase = RunStatus::Phase::training;
    status_.step = kSteps;
    status_.tokens_per_s = 50'000;
  }

  void add_step(i64 step) {
    StepRecord record;
    record.step = step;
    record.seconds = double(step) * 0.015;
    record.loss = 1.9f + 2.3f * std::exp(-float(step) / 300) + 0.05f * std::sin(float(step));
    if (step % 100 == 0) record.valid = record.loss + 0.1f;
    record.lr = 1e-3f, record.grad_norm = 0.5f, record.weight_norm = 40, record.update_norm = 0.1f;
    steps_.push_back(record);
  }

  void look() {
    const std::size_t places = std::size_t(kPlaces), symbols = std::size_t(kSymbols);
    frame_.step = kSteps, frame_.live = true;
    frame_.probe.text = info_.probe;
    frame_.text_tokens = kPlaces;
    for (std::size_t t = 0; t < places; ++t) frame_.ids.push_back(i32(t));
    frame_.labels.assign(info_.token_labels.begin(), info_.token_labels.begin() + kPlaces);
    frame_.log_p.assign(places, -1.5f);
    frame_.rank.assign(places, 1);
    frame_.log_p[0] = kNone, frame_.rank[0] = -1;
    for (i64 l = 0; l < kGptA.layers; ++l) add_attention(l);
    std::vector<float> logits(symbols);
    for (std::size_t i = 0; i < symbols; ++i) logits[i] = std::sin(float(i));
    rank_candidates(logits, frame_.probe.sampler, frame_.candidates);
    frame_.sampled = 0;
  }

  /// Weights that fall with the distance, at another speed in each head.
  void add_attention(i64 layer) {
    Tap tap{
        cat("blk", layer, ".attn.p"), {"head", "query", "key"}, {kGptA.heads, kPlaces, kPlaces}};
    for (i64 h = 0; h < kGptA.heads; ++h)
      for (i64 i = 0; i < kPlaces; ++i) {
        const float fall = 0.1f * float(h + 1);
        const float sum = (1 - std::exp(-fall * float(i + 1))) / (1 - std::exp(-fall));
        for (i64 j = 0; j < kPlaces; ++j)
          tap.values.push_back(j <= i ? std::exp(-fall * float(i - j)) / sum : 0);
      }
    frame_.taps.push_back(std::move(tap));
    frame_.taps.push_back(frame_.taps.back());
    frame_.taps.back().name = cat("blk", layer, ".attn.score");
  }
};

struct Drawing {
  static constexpr int kWidth = 1440, kHeight = 900;
  BenchWatch watch;
  Headless headless{kWidth, kHeight};
  Screen screen{watch, headless.textures(), Lang::en};
  ~Drawing() { screen.release(); }
  void draw() {
    headless.frame([this] { screen.draw(kWidth, kHeight, headless.now()); });
  }
};

}  // namespace

Work frame_build() {
  return {.run = [drawing = std::make_shared<Drawing>()] { drawing->draw(); }};
}

}  // namespace lab
