#include "app/scoreboard/source.h"

#include <chrono>
#include <filesystem>

#include "app/scoreboard/run_score.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

constexpr auto kLookAgain = std::chrono::seconds(3);

/// Thrown out of the work when the source goes.
struct Stopped {};

/// Whatever changes when a run is made, trained or scored.
std::string stamp_of(const std::string& folder) {
  std::string stamp;
  std::vector<std::string> names;
  try {
    names = list_dir(folder);
  } catch (const Error&) {  // not there: nothing in it
  }
  for (const std::string& name : names)
    for (const char* file : {"config.json", "log.jsonl", "score.json"}) {
      std::error_code error;
      const auto at = fs::last_write_time(fs::path(folder) / name / file, error);
      if (!error) stamp += cat(name, "/", file, " ", at.time_since_epoch().count(), "\n");
    }
  return stamp;
}

std::string folder_of(const std::string& run) {
  const fs::path path = fs::path(run).lexically_normal();
  const fs::path folder = (path.has_filename() ? path : path.parent_path()).parent_path();
  return folder.empty() ? "." : folder.string();
}

}  // namespace

BoardSource::BoardSource(const std::string& run, std::function<void()> wake)
    : wake_(std::move(wake)) {
  const fs::path path = fs::path(run).lexically_normal();
  const std::string name = (path.has_filename() ? path : path.parent_path()).filename().string();
  request_ = {.runs = folder_of(run), .current = folder_of(run) + "/" + name, .quick = true};
}

BoardSource::~BoardSource() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  if (worker_.joinable()) worker_.join();
}

std::shared_ptr<const Scoreboard> BoardSource::newest() {
  const std::lock_guard lock(mutex_);
  asked_ = true;
  if (!worker_.joinable()) worker_ = std::thread([this] { work(); });
  return board_;
}

std::string BoardSource::working_on() {
  const std::lock_guard lock(mutex_);
  return doing_;
}

std::shared_ptr<const Scoreboard> BoardSource::wait() {
  (void)newest();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return made_; });
  return board_;
}

void BoardSource::make() {
  const auto tell = [this](const std::string& doing) {
    const std::lock_guard lock(mutex_);
    if (stop_) throw Stopped{};
    doing_ = doing;
  };
  std::shared_ptr<const Scoreboard> board;
  try {
    Boards boards = make_boards(request_, tell);
    if (!boards.boards.empty())
      board = std::make_shared<const Scoreboard>(std::move(boards.boards[0]));
  } catch (
      const std::exception&) {  // a folder that goes away while it is read: the next look tells
  }
  const std::lock_guard lock(mutex_);
  if (board) board_ = std::move(board);
  doing_.clear();
  made_ = true;
}

void BoardSource::work() try {
  flush_denormals();
  const SerialScope alone;
  std::string seen;
  for (;;) {
    const std::string stamp = stamp_of(request_.runs);
    if (stamp != seen || !made_) {
      seen = stamp;
      make();
      changed_.notify_all();
      if (wake_) wake_();
    }
    std::unique_lock lock(mutex_);
    do {
      asked_ = false;
      if (changed_.wait_for(lock, kLookAgain, [&] { return stop_; })) return;
    } while (!asked_);
  }
} catch (const Stopped&) {
}

}  // namespace lab
