#include "engine/run/run_watch.h"

#include <algorithm>

#include "engine/core/threads.h"
#include "engine/run/expected_file.h"

namespace lab {

namespace {

/// The first line of 12 characters or more of the validation text that follows a line end (its
/// beginning is cut anywhere), at most 36 characters of it.
std::string first_probe(const Corpus& corpus) {
  constexpr std::size_t kShort = 12, kLong = 36;
  const std::span<const i32> ids = corpus.valid_ids;
  const i32 line_end = corpus.vocab.id('\n');
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] != line_end && i + 1 < ids.size()) continue;
    if (begin > 0 && i - begin >= kShort)
      return corpus.vocab.decode(ids.subspan(begin, std::min(kLong, i - begin)));
    begin = i + 1;
  }
  return corpus.vocab.decode(ids.first(std::min(kLong, ids.size())));
}

}  // namespace

RunInfo describe_run(const RunDir& dir, const ChapterModel& model, const Corpus& corpus) {
  const RunConfig& config = dir.config();
  RunInfo info;
  info.name = dir.name();
  info.chapter = config.chapter;
  info.data = config.data;
  info.build = config.build;
  info.total_steps = config.steps;
  info.seed = config.seed;
  info.references = config.references;
  info.probe = first_probe(corpus);
  info.train_chars = double(corpus.train_ids.size());
  info.valid_chars = double(corpus.valid_ids.size());
  model.describe(info);
  const Expected expected = parse_expected(model.expected(), info.chapter);
  info.band = find_band(expected, config, corpus);
  info.trouble = expected.trouble;
  const std::unique_ptr<Ghost> ghost = model.make_ghost(corpus);
  if (info.vocab == 0) info.vocab = ghost->vocab_size();  // it may grow, as in chapter 02
  for (i32 id = 0; id < i32(ghost->vocab_size()); ++id) {
    info.token_labels.push_back(ghost->label(id));
    info.token_text.push_back(ghost->decode(id));
  }
  if (info.chars_per_step == 0)
    info.chars_per_step = info.batch > 0
                              ? info.batch * info.context
                              : i64(corpus.train_ids.size()) / std::max<i64>(1, info.total_steps);
  if (!info.summary.empty()) return info;  // nothing of it is a weight
  for (const ParamShape& shape : ghost->shapes()) {
    i64 n = 1;
    for (const i64 size : shape.shape) n *= size;
    info.parameters += n;
  }
  return info;
}

RunWatch::RunWatch(RunDir dir, const ChapterModel& model, Corpus corpus,
                   std::unique_ptr<LiveRun> live, std::function<void()> on_change)
    : dir_(std::move(dir)),
      corpus_(std::move(corpus)),
      info_(describe_run(dir_, model, corpus_)),
      history_(read_log(dir_.log_path())),
      keyframes_(dir_.keyframes_path()),
      keyframe_steps_(keyframes_.steps()),
      live_(std::move(live)) {
  status_.phase = RunStatus::Phase::stored;
  if (live_) {
    info_.total_steps = live_->options.steps;
    status_.phase = RunStatus::Phase::starting;
    feed_ = std::make_unique<TrainFeed>();
    live_->session->plan_steps(live_->options.steps);
    runner_ = std::make_unique<Runner>(dir_, *live_->session, corpus_, keyframes_, live_->options,
                                       live_->listener, feed_.get(), live_->stop);
    if (info_.pace > 0) send({Command::Kind::speed_limit, double(info_.pace)});
  }
  analyst_ = std::make_unique<Analyst>(model.make_ghost(corpus_), keyframes_, feed_.get(),
                                       std::move(on_change));
  if (runner_)
    trainer_ = std::thread([this] {
      flush_denormals();
      outcome_ = runner_->run();
    });
  refresh_status();
}

RunWatch::~RunWatch() { stop(); }

RunOutcome RunWatch::stop() {
  if (trainer_.joinable()) {
    feed_->stop.store(true);
    feed_->trainer_wake.release();
    trainer_.join();
    ended_ = true;
    poll();
  }
  return outcome_;
}

void RunWatch::send(const Command& command) {
  if (!feed_) return;
  if (command.kind == Command::Kind::speed_limit) status_.speed_limit = float(command.value);
  unsent_.push_back(command);
  send_waiting();
}

void RunWatch::send_waiting() {
  while (!unsent_.empty() && feed_->commands.push(unsent_.front())) {
    unsent_.pop_front();
    feed_->trainer_wake.release();
  }
}

bool RunWatch::poll() {
  if (feed_) send_waiting();
  bool changed = feed_ && drain_feed();
  changed |= analyst_->frames().refresh();
  const RunStatus::Phase before = status_.phase;
  refresh_status();
  return changed || before != status_.phase;
}

bool RunWatch::drain_feed() {
  bool changed = false, frames_changed = false;
  StepRecord step;
  while (feed_->steps.pop(step)) history_.steps.push_back(step), changed = true;
  SampleRecord sample;
  while (feed_->samples.pop(sample)) history_.samples.push_back(std::move(sample)), changed = true;
  EventRecord event;
  while (feed_->events.pop(event)) {
    changed = true;
    if (event.kind == "keyframe")
      frames_changed = true;
    else
      history_.events.push_back(std::move(event));
  }
  if (frames_changed) keyframe_steps_ = keyframes_.steps();
  return changed;
}

void RunWatch::refresh_status() {
  status_.step = history_.steps.empty() ? 0 : history_.steps.back().step;
  status_.history_mb = double(keyframes_.bytes()) / (1 << 20);
  status_.history_cap_mb = double(keyframes_.limits().max_bytes) / (1 << 20);
  status_.look_ms = show_times_ ? analyst_->frames().front().look_ms : -1;
  if (!history_.steps.empty() && history_.steps.back().tokens_per_s > 0)
    status_.tokens_per_s = double(history_.steps.back().tokens_per_s);
  for (auto it = history_.events.rbegin(); it != history_.events.rend(); ++it) {
    if (it->kind != "lr") continue;
    status_.lr_scale = float(it->value);
    break;
  }
  if (!feed_) return;
  status_.phase = feed_->phase.load();
  const i64 left = std::max<i64>(0, info_.total_steps - status_.step);
  if (status_.tokens_per_s > 0)
    status_.eta_s = double(left * info_.chars_per_step) / status_.tokens_per_s;
  const double train = double(feed_->train_ns.load()), spent = double(feed_->snapshot_ns.load());
  status_.probe_cost = train > 0 ? spent / (train + spent) : 0;
  if (!history_.events.empty() && history_.events.back().kind == "error")
    status_.message = history_.events.back().text;
}

}  // namespace lab
