// A program that means harm, compiled and run inside the grader's sandbox, and outside as a
// control.
#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "app/classroom/command.h"
#include "app/classroom/sandbox.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab::test {

/// Ends the test, telling why, where no sandbox can be had.
#define NEEDS_A_SANDBOX()                                       \
  if (const std::string why = why_no_sandbox(); !why.empty()) { \
    GTEST_SKIP() << "no sandbox here: " << why;                 \
  }                                                             \
  static_assert(true)

/// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name =
        (std::filesystem::path(testing::TempDir()) / "lmlab_grading_XXXXXX").string();
    if (!mkdtemp(name.data())) fail(name, ": cannot be made");
    path_ = std::filesystem::canonical(name);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const {
    write_file_atomic(file(name), bytes, Durability::none);
  }

 private:
  std::filesystem::path path_;
};

class Attacker {
 public:
  /// Seconds after which `timeout` kills a command.
  int patience = 20;

  CommandEnd compile(const std::string& code) {
    scratch_.write("attack.cpp", code);
    std::filesystem::remove(scratch_.file("attack"));
    return run(in_sandbox({"/usr/bin/g++", "-std=c++20", "-w", "-pthread", "-o",
                           scratch_.file("attack"), scratch_.file("attack.cpp")},
                          {}, scratch_.path()));
  }
  CommandEnd run_inside(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), scratch_.file("attack"));
    return run(in_sandbox(arguments, {}, scratch_.path()));
  }
  CommandEnd run_outside() { return run({scratch_.file("attack")}); }

  /// Compiles and runs inside; what it printed.
  std::string inside(const std::string& code) {
    const CommandEnd compiled = compile(code);
    EXPECT_EQ(compiled.code, 0) << compiled.output;
    return run_inside().output;
  }
  const Folder& scratch() const { return scratch_; }

  CommandEnd run(std::vector<std::string> words) const {
    words.insert(words.begin(), {"timeout", "-s", "KILL", cat(patience)});
    return run_command(words, Listen::both);
  }

 private:
  Folder scratch_;
};

}  // namespace lab::test
