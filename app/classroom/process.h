// One command in a process group of its own, under limits, with everything that it starts ended
// when it ends.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/check.h"
#include "engine/core/real.h"

namespace lab {

struct Job {
  std::vector<std::string> command;
  std::filesystem::path folder;          ///< where it runs
  std::string input;                     ///< what it reads on stdin, at most 4,096 bytes
  std::vector<std::string> environment;  ///< "NAME=value", beside this process's own
  double seconds = 20;                   ///< on the clock; twice that on the CPU
  i64 memory_mb = 0;                     ///< address space; 0 = no limit
  i64 file_mb = 256;                     ///< of each file that it writes
  i64 output_bytes = 1 << 20;            ///< of stdout and stderr together; the rest is dropped
  int last_signal = 0;  ///< sent when the time is up, 0.3 s before the end: to say where it was
};

struct JobEnd {
  int code = -1;   ///< exit code; -1 if a signal ended it
  int signal = 0;  ///< that ended it
  bool too_slow = false;
  bool too_many = false;  ///< it was ended because it had started more than 64 processes
  std::string output;
  i64 dropped = 0;     ///< bytes of output that were not kept
  double seconds = 0;  ///< on the clock
};

/// Somebody asked for an end (Ctrl-C) while a job ran.
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted") {}
};

/// Runs a job to its end, from any thread. Processes that it left behind are ended too, even those
/// that moved to a group of their own. Throws Error if it cannot be started, Interrupted.
JobEnd run_job(const Job& job);

/// From now on every job ends at once and throws Interrupted. May be called in a signal handler.
void interrupt_jobs();
bool jobs_interrupted();

}  // namespace lab
