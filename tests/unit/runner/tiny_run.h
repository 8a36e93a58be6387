// A run of a tiny GPT in a folder of its own, started, killed and resumed as the program does it.
#pragma once
#include "chapters/10_gpt/chapter.h"
#include "engine/run/run_watch.h"
#include "tests/unit/gpt/tiny_gpt.h"
#include "tests/unit/io/temp_dir.h"

namespace lab::test {

inline constexpr i64 kSteps = 40;

inline RunnerOptions tiny_runner_options() {
  return {.steps = kSteps,
          .keyframe_every = 10,
          .checkpoint_every = 7,
          .checkpoint_seconds = 1e9,
          .valid_every = 10,
          .valid_places = 64,
          .sample_tokens = 8};
}

inline std::unique_ptr<ChapterModel> tiny_chapter() {
  auto model = make_gpt_chapter();
  GptOptions options = tiny_options();
  options.dropout = 0.1;  // so that the session's own random stream matters
  for (const auto& [key, value] : option_values(options.fields()))
    set_option(model->options(), key, value);
  return model;
}

class TinyRun {
 public:
  TinyRun() : dir_(make()), corpus_(dir_.load_corpus()), model_(tiny_chapter()) {
    flush_denormals();
  }

  const RunDir& dir() const { return dir_; }
  const Corpus& corpus() const { return corpus_; }
  const ChapterModel& model() const { return *model_; }

  /// A session at the checkpoint if there is one, with log and keyframes cut back to it; else new.
  std::unique_ptr<Session> session(i64 total = kSteps) const {
    auto made = model_->make_session(corpus_, 1);
    if (dir_.has_checkpoint()) {
      const Checkpoint checkpoint = Checkpoint::read(dir_.checkpoint_path());
      made->restore(checkpoint);
      truncate_log(dir_.log_path(), checkpoint.step);
      KeyframeStore(dir_.keyframes_path()).remove_after(checkpoint.step);
    }
    made->plan_steps(total);
    return made;
  }

  /// Trains from wherever the folder stands.
  RunOutcome train(RunnerOptions options = tiny_runner_options(), RunListener listener = {},
                   const std::atomic<bool>* stop = nullptr, TrainFeed* feed = nullptr) const {
    const auto made = session();
    KeyframeStore keyframes(dir_.keyframes_path());
    return Runner(dir_, *made, corpus_, keyframes, options, std::move(listener), feed, stop).run();
  }

  RunHistory log() const { return read_log(dir_.log_path()); }
  std::vector<i64> keyframes() const { return KeyframeStore(dir_.keyframes_path()).steps(); }

  /// The losses of steps 1.. in the log; fails unless the steps are 0, 1, 2, ... each once.
  std::vector<float> losses() const {
    std::vector<float> out;
    const RunHistory history = log();
    for (size_t i = 0; i < history.steps.size(); ++i) {
      EXPECT_EQ(history.steps[i].step, i64(i));
      if (i > 0) out.push_back(history.steps[i].loss);
    }
    return out;
  }

  /// All weights and moments of the checkpoint, bit for bit.
  std::map<std::string, std::vector<real>> saved() const {
    const Checkpoint checkpoint = Checkpoint::read(dir_.checkpoint_path());
    std::map<std::string, std::vector<real>> out;
    for (const auto& [name, entry] : checkpoint.tensors.tensors()) {
      out[name].resize(size_t(entry.numbers()));
      checkpoint.copy(name, entry.shape, out[name].data());
    }
    return out;
  }
  i64 saved_step() const { return Checkpoint::read(dir_.checkpoint_path()).step; }

 private:
  RunDir make() const {
    const Corpus text = tiny_corpus();
    RunConfig config{
        .chapter = "gpt", .data = "tiny", .seed = 1, .steps = kSteps, .vocab = text.vocab.save()};
    return RunDir::create(temp_ / "run", config, text.train, text.valid);
  }

  TempDir temp_;
  RunDir dir_;
  Corpus corpus_;
  std::unique_ptr<ChapterModel> model_;
};

/// What an uninterrupted run without any viewer reaches.
struct Uninterrupted {
  std::vector<float> losses;
  std::map<std::string, std::vector<real>> saved;
};
inline const Uninterrupted& uninterrupted() {
  static const Uninterrupted result = [] {
    const TinyRun run;
    EXPECT_EQ(run.train().error, "");
    return Uninterrupted{run.losses(), run.saved()};
  }();
  return result;
}

/// The run stands where an uninterrupted one would: losses, weights, moments, bit for bit.
inline void expect_as_uninterrupted(const TinyRun& run) {
  EXPECT_EQ(run.losses(), uninterrupted().losses);
  EXPECT_EQ(run.losses().size(), size_t(kSteps));
  EXPECT_EQ(run.saved_step(), kSteps);
  EXPECT_TRUE(run.saved() == uninterrupted().saved);
}

}  // namespace lab::test
