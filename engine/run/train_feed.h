// What the trainer's thread and a viewer's threads share; every member has one writer and one
// reader, and the trainer never waits for any of them except where it is told to pause.
#pragma once
#include <atomic>
#include <semaphore>

#include "engine/observe/feed.h"
#include "engine/observe/ghost.h"
#include "engine/observe/watch.h"

namespace lab {

struct TrainFeed {
  SpscRing<StepRecord> steps{65536};
  SpscRing<SampleRecord> samples{1024};
  SpscRing<EventRecord> events{1024};
  SpscRing<Command> commands{256};           ///< UI -> trainer
  LatestSlot<Weights> weights;               ///< trainer -> analyst
  std::atomic<bool> stop{false};             ///< end at the next step; unlike a command, never full
  std::atomic<bool> snapshot_wanted{false};  ///< analyst -> trainer: copy at the next step boundary
  std::counting_semaphore<> trainer_wake{0};  ///< released with every command
  std::counting_semaphore<> analyst_wake{0};  ///< released with every snapshot and query
  std::atomic<RunStatus::Phase> phase{RunStatus::Phase::starting};
  std::atomic<i64> lost_records{0};  ///< ring was full: in the log, not on screen
  std::atomic<i64> snapshot_ns{0};   ///< trainer time spent on copies
  std::atomic<i64> train_ns{0};      ///< trainer time spent on steps
};

}  // namespace lab
