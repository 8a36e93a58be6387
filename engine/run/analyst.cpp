#include "engine/run/analyst.h"

#include <algorithm>
#include <chrono>

#include "engine/core/check.h"
#include "engine/core/clock.h"
#include "engine/core/threads.h"

namespace lab {
namespace {

constexpr double kLivePause = 0.1;  // s, at least, between two looks at a training model
constexpr double kBudget = 0.01;    // share of the time that live looks may take
constexpr auto kIdle = std::chrono::milliseconds(100);

}  // namespace

Analyst::Analyst(std::unique_ptr<Ghost> ghost, const KeyframeStore& keyframes, TrainFeed* feed,
                 std::function<void()> on_frame)
    : ghost_(std::move(ghost)),
      keyframes_(keyframes),
      feed_(feed),
      on_frame_(std::move(on_frame)),
      wake_(feed ? feed->analyst_wake : own_wake_),
      thread_([this] { loop(); }) {}

Analyst::~Analyst() {
  stopping_.store(true);
  wake_.release();
  thread_.join();
}

void Analyst::ask(const Query& query) {
  {
    std::lock_guard lock(mutex_);
    query_ = query;
    asked_ = true;
  }
  wake_.release();
}

void Analyst::loop() {
  flush_denormals();
  SerialScope alone;
  Query query;
  bool ever_asked = false;
  while (!stopping_.load()) {
    (void)wake_.try_acquire_for(kIdle);
    while (wake_.try_acquire()) {
    }
    bool asked = false;
    {
      std::lock_guard lock(mutex_);
      if (asked_) query = query_, asked = ever_asked = true;
      asked_ = false;
    }
    if (!ever_asked || !query.wanted) continue;
    const bool live = query.step < 0 && feed_;
    if (asked || (live && has_new_weights())) serve(query);
    // Order the next snapshot when it is due, and only if somebody took the last frame (a minimised
    // window takes none); the trainer copies at its next step boundary.
    const bool running = live && feed_->phase.load() == RunStatus::Phase::training;
    if (running && !has_new_weights() && !frames_.pending() && now() >= next_live_look_) {
      feed_->snapshot_wanted.store(true);
      next_live_look_ = now() + kLivePause;
    }
  }
}

void Analyst::serve(const Query& query) {
  const double began = now();
  Frame& frame = frames_.back();
  frame.error.clear();
  try {
    if (load(query, frame)) {
      ghost_->look(query.probe, frame);
      frame.asked_step = query.step;
    } else {
      frame.error = "no weights yet";
      frame.step = -1;
    }
  } catch (const std::exception& error) {
    frame.error = error.what();
  }
  const double took = now() - began;
  frame.look_ms = took * 1e3;
  frame.id = next_id_++;
  next_live_look_ = now() + std::max(kLivePause, took / kBudget);
  frames_.publish();
  if (on_frame_) on_frame_();
}

bool Analyst::load(const Query& query, Frame& frame) {
  if (query.step < 0 && feed_) {
    if (feed_->weights.refresh() || (!ghost_live_ && feed_->weights.front().step >= 0)) {
      ghost_->load(feed_->weights.front());
      in_ghost_ = feed_->weights.front().step;
      ghost_live_ = true;
    }
    frame.live = true;
    frame.step = in_ghost_;
    return ghost_live_;
  }
  const i64 wanted = query.step < 0 ? std::numeric_limits<i64>::max() : query.step;
  const i64 nearest = keyframes_.nearest(wanted);
  if (nearest < 0) return false;
  if (ghost_live_ || in_ghost_ != nearest) {
    in_ghost_ = -1;
    stored_.step = keyframes_.load_nearest(nearest, ghost_->shapes(), stored_.values);
    ghost_->load(stored_);
    in_ghost_ = stored_.step;
    ghost_live_ = false;
  }
  frame.live = false;
  frame.step = in_ghost_;
  return true;
}

void Analyst::look(Ghost& ghost, const KeyframeStore& keyframes, const Query& query, Frame& frame) {
  Weights weights;
  const i64 wanted = query.step < 0 ? std::numeric_limits<i64>::max() : query.step;
  weights.step = keyframes.load_nearest(wanted, ghost.shapes(), weights.values);
  ghost.load(weights);
  ghost.look(query.probe, frame);
  frame.step = weights.step;
  frame.asked_step = query.step;
  frame.live = false;
  ++frame.id;
}

}  // namespace lab
