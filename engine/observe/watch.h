// The one thing a viewer holds: what happened so far, the current look, and a way to ask and
// command. Implemented by a live run and by a stored one (engine/run), and by synthetic data in
// tests.
#pragma once
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/observe/expected.h"
#include "engine/observe/frame.h"

namespace lab {

inline constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// What the trainer says of one step; 64 bytes, one per step, never sampled away.
struct StepRecord {
  i64 step = 0;         ///< 1 = after the first update
  double seconds = 0;   ///< training time since step 0, pauses left out
  float loss = kNone;   ///< nats/character of the batch, before the update
  float valid = kNone;  ///< nats/character on the fixed validation sample; kNone at most steps
  float lr = kNone;
  float grad_norm = kNone;  ///< before clipping
  float weight_norm = kNone;
  float update_norm = kNone;
  float tokens_per_s = kNone;
  u32 flags = 0;  ///< reserved
  float reserved[4] = {};
};
static_assert(sizeof(StepRecord) == 64);

/// Text the model wrote at one step, with the probability it gave each of its tokens.
struct SampleRecord {
  i64 step = 0;
  std::string prompt;
  std::vector<std::string> tokens;
  std::vector<float> p;
};

/// Something a person did or the run noticed: a changed learning rate, a checkpoint, a bookmark.
struct EventRecord {
  i64 step = 0;
  std::string kind;  ///< "lr", "checkpoint", "resume", "bookmark", "final", "error"
  std::string text;
  double value = 0;
};

/// A horizontal line of the loss chart: what something simpler, or nothing at all, would reach.
struct ReferenceLine {
  std::string key;  ///< "uniform", "unigram", "bigram", "order5", "floor": a key of the i18n tables
  float nats = 0;   ///< per character
};

/// Facts that do not change while a run lives.
struct RunInfo {
  std::string name;     ///< of the run directory
  std::string chapter;  ///< "gpt"
  std::string stage =
      "attention";      ///< what the middle of the screen shows: engine/observe/README.md
  std::string summary;  ///< of a model without layers: "order 5, modified Kneser-Ney, characters"
  std::string data;     ///< "tinytown en 1 MB", a file name
  std::string build;    ///< "Cooperlake, 2 threads, FTZ"
  i64 parameters = 0, total_steps = 0, layers = 0, heads = 0, width = 0, context = 0, vocab = 0;
  i64 batch = 0;
  i64 chars_per_step = 0;  ///< read in one step; batch * context for a net
  float pace = 0;  ///< steps/s at which a window begins, to be followed by eye; 0 = all speed
  u64 seed = 0;
  std::string optimizer;         ///< "AdamW 1e-3 -> 1e-4"
  double clip = 0, dropout = 0;  ///< largest norm of the gradient, 0 = off; share that is dropped
  double train_chars = 0, valid_chars = 0;
  std::string probe;  ///< a text to look at first: a line of the validation text
  std::vector<std::string> token_labels;  ///< (V) printable: space is "·", newline is "⏎"
  std::vector<std::string> token_text;    ///< (V) what the token writes
  std::vector<ReferenceLine> references;
  Band band;             ///< what healthy runs of this recipe reach, where that was measured
  TroublePlace trouble;  ///< where the lesson says what goes wrong
};

/// What the viewer shows of the machinery; refreshed by poll().
struct RunStatus {
  enum class Phase : u8 { starting, training, paused, finished, stored, failed };
  Phase phase = Phase::starting;
  i64 step = 0;
  float lr_scale = 1;     ///< the user's factor on the schedule
  float speed_limit = 0;  ///< steps/s; 0 = as fast as it goes
  double tokens_per_s = 0, eta_s = 0;
  double look_ms = 0;     ///< analyst, last look; negative: not to be shown
  double probe_cost = 0;  ///< share of the trainer's time spent for the viewer, 0..1
  double history_mb = 0, history_cap_mb = 256;
  std::string message;  ///< failed: why
};

/// Commands to the trainer; applied in order at a step boundary and logged with their step.
struct Command {
  enum class Kind : u8 { run, pause, step, lr_scale, speed_limit, bookmark, checkpoint, stop };
  Kind kind = Kind::run;
  double value = 0;  ///< step: how many; lr_scale: factor; speed_limit: steps/s
};

/// What the analyst is asked to show. Latest wins.
struct Query {
  Probe probe;
  i64 step = -1;       ///< -1 = live (or the newest keyframe); otherwise the nearest keyframe
  bool wanted = true;  ///< false: no panel that needs a frame is visible
  bool operator==(const Query&) const = default;
};

/// Threads: every function is called from the UI thread only; none of them blocks.
class Watch {
 public:
  virtual ~Watch() = default;
  /// Takes in what arrived since the last call. True if anything changed (an idle UI may sleep).
  virtual bool poll() = 0;
  virtual const RunInfo& info() const = 0;
  virtual const RunStatus& status() const = 0;
  virtual const std::vector<StepRecord>& steps() const = 0;  ///< by rising step
  virtual const std::vector<SampleRecord>& samples() const = 0;
  virtual const std::vector<EventRecord>& events() const = 0;
  virtual const std::vector<i64>& keyframes() const = 0;  ///< rising steps
  /// The newest look; the reference holds until the next poll().
  virtual const Frame& frame() const = 0;
  virtual void ask(const Query& query) = 0;
  virtual void send(const Command& command) = 0;
  /// False for a stored run: transport buttons are drawn disabled, and say why.
  virtual bool can_train() const = 0;
};

}  // namespace lab
