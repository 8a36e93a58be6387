// lmlab as its user meets it: a process in a folder, with what it printed and how it ended.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "engine/core/real.h"
#include "engine/io/json.h"

namespace lab::test {

using Words = std::vector<std::string>;

/// How a process is started besides its arguments.
struct Start {
  std::map<std::string, std::string> environment = {};  ///< added; "" removes a variable
  i64 largest_file = 0;                                 ///< bytes (ulimit -f); 0 = no limit
  std::string input = {};                               ///< a file as stdin; empty = nothing
};

struct Ended {
  int code = -1;      ///< -1: ended by a signal
  int signal = 0;     ///< that ended it
  bool late = false;  ///< it had to be killed because the time was up
  std::string out, err;
  /// Everything about it, for the message of a failed test.
  std::string story() const;
};

/// A process that runs. Killed when it goes out of scope.
class Running {
 public:
  Running(const std::string& folder, const Words& arguments, const Start& start);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  void send(int signal) const;
  bool alive();
  /// What it has printed so far.
  std::string out() const;
  /// True once `text` stands in its output; false if it ends or `seconds` pass before.
  bool wait_for(const std::string& text, double seconds = 20);
  Ended wait(double seconds = 60);

 private:
  pid_t process_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::string capture_;  // folder of stdout and stderr
};

/// A folder of its own for one test, removed at its end. Programs run in it, without a display and
/// in English unless told otherwise.
class Room {
 public:
  Room();
  ~Room();
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void write(const std::string& name, const std::string& bytes) const;
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const;
  /// Names in the folder, hidden ones too, sorted.
  Words names(const std::string& folder = ".") const;

  Ended lab(const Words& arguments, const Start& start = {}) const;
  Running start(const Words& arguments, const Start& start = {}) const {
    return {folder_, arguments, start};
  }

 private:
  std::string folder_;
};

/// `train gpt` with a model of 4,336 weights that makes thousands of steps a second.
Words tiny_training(const std::string& data, i64 steps, const std::string& out,
                    const Words& more = {});

/// The records of a run's log with "t": `kind`.
std::vector<Json> records(const Room& room, const std::string& run, const std::string& kind);

/// Prints the story where an expectation about `ended` fails.
#define EXPECT_CODE(ended, wanted) EXPECT_EQ((ended).code, wanted) << (ended).story()
#define ASSERT_CODE(ended, wanted) ASSERT_EQ((ended).code, wanted) << (ended).story()
#define EXPECT_SAYS(text, wanted) EXPECT_NE((text).find(wanted), std::string::npos) << (text)

/// One line on stderr that holds each of `words`, nothing else.
void expect_one_line(const Ended& ended, int code, const Words& words);

}  // namespace lab::test
