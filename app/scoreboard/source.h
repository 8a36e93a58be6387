// The scoreboard beside a run that somebody watches.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "app/scoreboard/board.h"

namespace lab {

/// Makes boards on a thread of its own, which begins with the first newest() and looks every few
/// seconds whether the runs in the folder have changed, as long as somebody asks. Evaluates nothing
/// (BoardRequest::quick), and computes alone, so that it takes no thread from the training.
class BoardSource final : public ScoreboardSource {
 public:
  /// `run`: path of the run that is watched; the others are those beside it. `wake`, may be empty,
  /// is called on the thread when there is a new board.
  explicit BoardSource(const std::string& run, std::function<void()> wake = {});
  ~BoardSource() override;

  std::shared_ptr<const Scoreboard> newest() override;
  std::string working_on() override;
  /// Waits for the first board, or for the reason why there is none; for pictures.
  std::shared_ptr<const Scoreboard> wait();

 private:
  void work();
  void make();

  BoardRequest request_;
  std::function<void()> wake_;
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::shared_ptr<const Scoreboard> board_;
  std::string doing_;
  bool asked_ = false, stop_ = false, made_ = false;
  std::thread worker_;
};

}  // namespace lab
