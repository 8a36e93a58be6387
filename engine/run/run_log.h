// log.jsonl: what happened, one JSON object per line, in the order it happened.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "engine/io/files.h"
#include "engine/observe/watch.h"

namespace lab {

/// A log in memory, each kind in the order of the file.
struct RunHistory {
  std::vector<StepRecord> steps;
  std::vector<SampleRecord> samples;
  std::vector<EventRecord> events;
  bool torn = false;    ///< the last line was half-written (a killed run) and is left out
  i64 whole_bytes = 0;  ///< length of the file without the torn line
};

/// Reads a log; a missing file is an empty history. Floats come back bit-equal (NaN as NaN).
/// Throws Error naming file and line if any line but the last cannot be understood.
RunHistory read_log(const std::string& path);

/// Keeps the records with step <= `step`, by one atomic rewrite (none if nothing has to go).
/// Returns how many records went.
i64 truncate_log(const std::string& path, i64 step);

/// Appends to a log. Records wait in memory for about a second, or until flush().
/// One thread at a time.
class RunLog {
 public:
  /// Opens the file, which is created if missing; cuts off a torn last line.
  explicit RunLog(const std::string& path);
  ~RunLog();  ///< flushes; errors are lost, call flush() to see them

  void append(const StepRecord& record);
  void append(const SampleRecord& record);
  void append(const EventRecord& record);

  /// Hands everything to the system; with fsync also to the disk. Call before a checkpoint is
  /// written, so that the log always reaches at least as far as the checkpoint.
  void flush(Durability durability = Durability::none);

 private:
  void flush_if_due();
  AppendFile file_;
  std::string buffer_;
  std::chrono::steady_clock::time_point last_flush_;
};

/// One line of the log, newline included.
std::string log_line(const StepRecord& record);
std::string log_line(const SampleRecord& record);
std::string log_line(const EventRecord& record);

}  // namespace lab
