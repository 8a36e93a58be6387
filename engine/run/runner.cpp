#include "engine/run/runner.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <thread>

#include "engine/core/clock.h"
#include "engine/core/rng.h"
#include "engine/run/score.h"

namespace lab {
Runner::Runner(const RunDir& dir, Session& session, const Corpus& corpus, KeyframeStore& keyframes,
               const RunnerOptions& options, RunListener listener, TrainFeed* feed,
               const std::atomic<bool>* stop)
    : dir_(dir),
      session_(session),
      corpus_(corpus),
      options_(options),
      listener_(std::move(listener)),
      feed_(feed),
      stop_(stop),
      log_(dir.log_path()),
      keyframes_(keyframes),
      writer_(session.make_writer()),
      shapes_(shapes(session.parameters())) {
  if (options.checkpoint_every < 1 || options.valid_every < 1 || options.valid_places < 1)
    fail("[runner] checkpoint_every, valid_every, valid_places: want at least 1, got ",
         options.checkpoint_every, ", ", options.valid_every, ", ", options.valid_places);
}

RunOutcome Runner::run() {
  RunOutcome outcome;
  const auto end_as = [&](RunOutcome::End end, RunStatus::Phase phase) {
    outcome.end = end;
    outcome.step = session_.steps_done();
    outcome.seconds = seconds_;
    if (feed_) feed_->phase.store(phase), feed_->analyst_wake.release();
    return outcome;
  };
  try {
    outcome = train();
    return outcome.end == RunOutcome::End::finished
               ? end_as(outcome.end, RunStatus::Phase::finished)
               : end_as(outcome.end, RunStatus::Phase::paused);
  } catch (const std::exception& error) {
    outcome.error = error.what();
    try {
      note("error", error.what());
      log_.flush();
    } catch (const std::exception&) {  // a full disk refuses the log too; the error still goes out
    }
    return end_as(RunOutcome::End::failed, RunStatus::Phase::failed);
  }
}

RunOutcome Runner::train() {
  start();
  while (session_.steps_done() < options_.steps) {
    if (!obey_commands()) {
      checkpoint();
      note("stop", "stopped by the user");
      log_.flush();
      return {.end = RunOutcome::End::stopped};
    }
    train_one();
    after_step();
  }
  RunOutcome outcome;
  outcome.final = session_.evaluate(corpus_.valid_ids);
  if (!std::isfinite(outcome.final.nats_per_token) && outcome.final.impossible == 0)
    fail("step ", options_.steps, ": the loss on the validation text is not a number any more. ",
         "A smaller learning rate (--set lr=...) or a smaller clip may help");
  note("final", outcome.final.rule, outcome.final.nats_per_char());
  keyframe();
  checkpoint();
  write_score(dir_, {.step = options_.steps,
                     .evaluation = outcome.final,
                     .parameters = session_.model_size(),
                     .seconds = seconds_before_ + seconds_,
                     .chars_seen = session_.chars_seen()});
  publish_snapshot();
  return outcome;
}

void Runner::start() {
  last_checkpoint_ = now();
  const RunHistory before = read_log(dir_.log_path());
  if (session_.steps_done() == 0 && before.steps.empty()) {
    StepRecord first{.step = 0, .valid = float(valid_loss())};
    log_.append(first);
    listener_.on_step(first);
    if (feed_) feed_->steps.push(first);
    keyframe();
    write_sample();
    checkpoint();
  } else {
    for (const StepRecord& record : before.steps)
      seconds_before_ = std::max(seconds_before_, record.seconds);
    // A factor set after the checkpoint, but at its step, is in the log alone.
    for (const EventRecord& event : before.events) {
      if (event.kind == "lr") session_.set_lr_scale(event.value);
      if (event.kind == "bookmark") keyframes_.bookmark(event.step);
    }
    note("resume", "resumed from the checkpoint");
  }
  if (feed_) feed_->phase.store(RunStatus::Phase::training);
  publish_snapshot();
}

bool Runner::obey_commands() {
  Command command;
  while (feed_ && feed_->commands.pop(command))
    if (!obey(command)) return false;
  if (feed_ && feed_->snapshot_wanted.load(std::memory_order_relaxed)) publish_snapshot();
  while (paused_ && pending_steps_ == 0) {
    if (stop_asked()) return false;
    if (published_step_ != session_.steps_done()) publish_snapshot();  // show where it stands
    (void)feed_->trainer_wake.try_acquire_for(std::chrono::milliseconds(100));
    while (feed_->commands.pop(command))
      if (!obey(command)) return false;
    if (feed_->snapshot_wanted.load(std::memory_order_relaxed)) publish_snapshot();
  }
  if (pending_steps_ > 0) --pending_steps_;
  return !stop_asked();
}

bool Runner::obey(const Command& command) {
  switch (command.kind) {
    case Command::Kind::run:
      paused_ = false;
      pending_steps_ = 0;
      feed_->phase.store(RunStatus::Phase::training);
      break;
    case Command::Kind::pause:
      paused_ = true;
      pending_steps_ = 0;
      log_.flush();
      feed_->phase.store(RunStatus::Phase::paused);
      break;
    case Command::Kind::step:
      paused_ = true;
      pending_steps_ += i64(command.value);
      feed_->phase.store(RunStatus::Phase::paused);
      break;
    case Command::Kind::lr_scale:
      session_.set_lr_scale(command.value);
      note("lr", "learning rate factor", command.value);
      break;
    case Command::Kind::speed_limit:
      speed_limit_ = command.value;
      next_step_at_ = 0;
      break;
    case Command::Kind::bookmark:
      keyframe();
      keyframes_.bookmark(session_.steps_done());
      note("bookmark", "bookmark");
      break;
    case Command::Kind::checkpoint:
      checkpoint();
      break;
    case Command::Kind::stop:
      return false;
  }
  return true;
}

void Runner::train_one() {
  limit_speed();
  const double began = now();
  const StepResult result = session_.step();
  const double took = now() - began;
  seconds_ += took;
  const double rate = double(result.tokens) / std::max(took, 1e-9);
  speed_ = speed_ == 0 ? rate : 0.9 * speed_ + 0.1 * rate;
  const i64 step = session_.steps_done();
  const bool validate = step % options_.valid_every == 0 || step == options_.steps;
  const StepRecord record{.step = step,
                          .seconds = seconds_before_ + seconds_,
                          .loss = float(result.loss),
                          .valid = validate ? float(valid_loss()) : kNone,
                          .lr = float(result.lr),
                          .grad_norm = float(result.grad_norm),
                          .weight_norm = float(result.weight_norm),
                          .update_norm = float(result.update_norm),
                          .tokens_per_s = float(speed_)};
  log_.append(record);
  listener_.on_step(record);
  if (!feed_) return;
  feed_->train_ns.fetch_add(i64(took * 1e9), std::memory_order_relaxed);
  if (!feed_->steps.push(record)) feed_->lost_records.fetch_add(1, std::memory_order_relaxed);
}

void Runner::after_step() {
  const i64 step = session_.steps_done();
  if (KeyframePolicy::scheduled(step, options_.keyframe_every)) keyframe();
  if (std::has_single_bit(u64(step)) || step % std::max<i64>(100, options_.steps / 10) == 0 ||
      step == options_.steps)
    write_sample();
  if (step % options_.checkpoint_every == 0 ||
      now() - last_checkpoint_ > options_.checkpoint_seconds)
    checkpoint();
}

void Runner::publish_snapshot() {
  if (!feed_) return;
  const double began = now();
  feed_->snapshot_wanted.store(false, std::memory_order_relaxed);
  Weights& slot = feed_->weights.back();
  slot.step = published_step_ = session_.steps_done();
  copy_out(session_.parameters(), slot.values);
  feed_->weights.publish();
  feed_->analyst_wake.release();
  feed_->snapshot_ns.fetch_add(i64((now() - began) * 1e9), std::memory_order_relaxed);
}

void Runner::limit_speed() {
  if (speed_limit_ <= 0) return;
  const double begin = now();
  next_step_at_ = std::max(next_step_at_, begin - 1 / speed_limit_) + 1 / speed_limit_;
  // Commands are obeyed while waiting for the next step's time: a slow run still answers at once.
  while (now() < next_step_at_ && !stop_asked() && feed_ && feed_->commands.empty())
    std::this_thread::sleep_for(
        std::chrono::duration<double>(std::min(0.02, std::max(0.0, next_step_at_ - now()))));
}

void Runner::write_sample() {
  copy_out(session_.parameters(), weights_.values);
  weights_.step = session_.steps_done();
  writer_->load(weights_);
  SampleRecord sample{.step = weights_.step, .prompt = writer_->decode(writer_->start_token())};
  // A stream of its own, from the step alone: it takes nothing from the training's randomness.
  const SamplerOptions options{.seed = splitmix64(u64(weights_.step))};
  try {
    for (const i32 id : generate(*writer_, {}, options_.sample_tokens, options, &sample.p))
      sample.tokens.push_back(writer_->decode(id));
  } catch (const Error&) {  // diverged weights write nothing; the next step names the bad tensor
    return;
  }
  log_.append(sample);
  listener_.on_sample(sample);
  if (feed_) feed_->samples.push(std::move(sample));
}

void Runner::keyframe() {
  copy_out(session_.parameters(), weights_.values);
  keyframes_.write(session_.steps_done(), shapes_, weights_.values);
  if (feed_)
    feed_->events.push({.step = session_.steps_done(), .kind = "keyframe", .text = "", .value = 0});
}

void Runner::checkpoint() {
  log_.flush(Durability::fsync);
  std::vector<TensorSource> tensors;
  for (std::size_t i = 0; i < shapes_.size(); ++i)
    tensors.emplace_back(shapes_[i].name, shapes_[i].shape, session_.parameters()[i].tensor.data());
  for (TensorSource& moment : session_.moments()) tensors.push_back(std::move(moment));
  write_checkpoint(dir_.checkpoint_path(), session_.steps_done(), tensors, session_.state());
  last_checkpoint_ = now();
}

void Runner::note(const std::string& kind, const std::string& text, double value) {
  const EventRecord event{session_.steps_done(), kind, text, value};
  listener_.on_event(event);
  if (feed_) feed_->events.push(event);
  log_.append(event);  // last: a full disk must not keep the viewer from being told why
}

double Runner::valid_loss() const {
  // Eight stretches spread evenly over the validation text: always the same places.
  constexpr i64 kStretches = 8;
  const std::span<const i32> ids = corpus_.valid_ids;
  const i64 length = std::min<i64>(options_.valid_places / kStretches + 1, i64(ids.size()));
  double nats = 0;
  i64 places = 0;
  for (i64 i = 0; i < kStretches; ++i) {
    const i64 begin = (i64(ids.size()) - length) * i / (kStretches - 1);
    const Evaluation part = session_.evaluate(ids.subspan(std::size_t(begin), std::size_t(length)));
    nats += part.nats();
    places += part.chars();
  }
  return nats / double(std::max<i64>(places, 1));
}

}  // namespace lab
