// What watching costs the training: tokens/s with everything visible against nobody looking, in
// turns (the machine's speed drifts), on the default model. Also the cost of one frame.
//   ui_cost_bench [pairs] [seconds]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "chapters/registry.h"
#include "datasets/tinytown/tinytown.h"
#include "engine/core/blas.h"
#include "engine/core/clock.h"
#include "engine/core/threads.h"
#include "engine/run/run_watch.h"
#include "viz/app.h"
#include "viz/raster/headless.h"

namespace lab {
namespace {

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

struct Bench {
  RunWatch& watch;
  Headless headless{1440, 900};
  Screen screen{watch, headless.textures(), Lang::en};
  std::vector<double> frame_ms;

  /// Steps per second over `seconds`, drawing at the window's own pace or not at all.
  double run(double seconds, bool visible) {
    Query query;
    query.wanted = false;
    if (!visible) watch.ask(query);
    watch.poll();
    const i64 first = watch.status().step;
    const double begin = now();
    while (now() - begin < seconds) {
      double pause = 0.05;
      if (visible) {
        const double frame_began = now();
        headless.frame([&] { screen.draw(1440, 900, now() - begin); });
        frame_ms.push_back((now() - frame_began) * 1e3);
        pause = screen.next_frame_in() - (now() - frame_began);
      } else {
        watch.poll();
      }
      std::this_thread::sleep_for(std::chrono::duration<double>(std::max(0.001, pause)));
    }
    watch.poll();
    return double(watch.status().step - first) / (now() - begin);
  }
};

int run(int pairs, double seconds) {
  namespace fs = std::filesystem;
  flush_denormals();
  set_threads(std::min(available_cores(), 16));
  const fs::path folder = fs::temp_directory_path() / "lmlab-ui-cost";
  fs::remove_all(folder);
  const auto town = tinytown::make_tinytown(1'000'000, tinytown::Language::en, 1);
  Corpus corpus = corpus_from_text("tinytown", town.text);
  auto model = find_chapter("gpt").make();
  RunConfig config;
  config.chapter = "gpt";
  config.options = option_values(model->options());
  config.data = "tinytown en 1 MB";
  config.steps = 1'000'000;
  config.vocab = corpus.vocab.save();
  RunDir dir = RunDir::create(folder.string(), config, corpus.train, corpus.valid);
  auto live = std::make_unique<LiveRun>();
  live->session = model->make_session(corpus, 1);
  // What the run writes to disk costs the same with and without a viewer: left out of both.
  live->options = {.steps = 1'000'000,
                   .keyframe_every = 0,
                   .checkpoint_every = 1'000'000,
                   .checkpoint_seconds = 1e9,
                   .valid_every = 1'000'000};
  RunWatch watch(std::move(dir), *model, std::move(corpus), std::move(live));
  {
    Bench bench{watch};
    bench.run(2, true);
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
      const double with = bench.run(seconds, true), without = bench.run(seconds, false);
      ratios.push_back(with / without);
      std::printf("visible %.1f steps/s  hidden %.1f steps/s  ratio %.4f\n", with, without,
                  with / without);
    }
    std::printf(
        "%s, %d threads: median ratio %.4f = watching costs %.1f %%; frame %.2f ms, look %.2f "
        "ms, copies %.3f %% of the trainer's time\n",
        blas_core_name().c_str(), threads(), median(ratios), (1 - median(ratios)) * 100,
        median(bench.frame_ms), watch.status().look_ms, watch.status().probe_cost * 100);
    bench.screen.release();
  }
  watch.stop();
  fs::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace lab

int main(int argc, char** argv) {
  return lab::run(argc > 1 ? std::atoi(argv[1]) : 7, argc > 2 ? std::atof(argv[2]) : 4);
}
