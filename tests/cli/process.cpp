#include "tests/cli/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::string new_folder(const char* purpose) {
  std::string name = cat((fs::path(testing::TempDir()) / "lmlab_").string(), purpose, "_XXXXXX");
  if (!mkdtemp(name.data())) fail(name, ": cannot be made");
  return name;
}

void redirect(const std::string& path, int to) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || dup2(file, to) < 0) _exit(126);
}

[[noreturn]] void become(const std::string& folder, std::vector<char*> argv, const Start& start,
                         const std::string& capture) {
  setsid();
  redirect(capture + "/out", STDOUT_FILENO);
  redirect(capture + "/err", STDERR_FILENO);
  dup2(open(start.input.empty() ? "/dev/null" : start.input.c_str(), O_RDONLY), STDIN_FILENO);
  if (chdir(folder.c_str()) != 0) _exit(126);
  unsetenv("DISPLAY");
  unsetenv("WAYLAND_DISPLAY");
  setenv("LC_ALL", "C.UTF-8", 1);
  for (const auto& [name, value] : start.environment)
    value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
  if (start.largest_file > 0) {
    const rlimit limit{rlim_t(start.largest_file), rlim_t(start.largest_file)};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  execv(argv[0], argv.data());
  _exit(127);
}

}  // namespace

std::string Ended::story() const {
  return cat("exit code ", code, signal ? cat(", signal ", signal) : "", late ? ", too late" : "",
             "\n--- stdout\n", out, "--- stderr\n", err);
}

Running::Running(const std::string& folder, const Words& arguments, const Start& start)
    : capture_(new_folder("capture")) {
  Words words = arguments;
  words.insert(words.begin(), LAB_PROGRAM);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) become(folder, argv, start, capture_);
  if (process_ < 0) fail("fork failed");
}

Running::~Running() {
  if (!ended_) send(SIGKILL), wait(10);
  fs::remove_all(capture_);
}

void Running::send(int signal) const {
  if (!ended_) kill(process_, signal);
}

bool Running::alive() {
  if (!ended_) ended_ = waitpid(process_, &status_, WNOHANG) == process_;
  return !ended_;
}

std::string Running::out() const {
  const std::string path = capture_ + "/out";
  return file_exists(path) ? read_file(path) : "";
}

bool Running::wait_for(const std::string& text, double seconds) {
  const auto deadline = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < deadline) {
    const bool was_alive = alive();  // before reading: its last words count too
    if (out().find(text) != std::string::npos) return true;
    if (!was_alive) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

Ended Running::wait(double seconds) {
  Ended end;
  const auto deadline = Clock::now() + std::chrono::duration<double>(seconds);
  while (alive()) {
    if (!end.late && Clock::now() > deadline) end.late = true, send(SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  if (WIFEXITED(status_)) end.code = WEXITSTATUS(status_);
  if (WIFSIGNALED(status_)) end.signal = WTERMSIG(status_);
  end.out = read_file(capture_ + "/out");
  end.err = read_file(capture_ + "/err");
  return end;
}

Room::Room() : folder_(new_folder("room")) {}
Room::~Room() { fs::remove_all(folder_); }

void Room::write(const std::string& name, const std::string& bytes) const {
  ensure_dir(fs::path(path(name)).parent_path().string());
  write_file_atomic(path(name), bytes, Durability::none);
}

std::string Room::read(const std::string& name) const { return read_file(path(name)); }
bool Room::has(const std::string& name) const { return fs::exists(path(name)); }
Words Room::names(const std::string& folder) const { return list_dir(path(folder)); }

Ended Room::lab(const Words& arguments, const Start& start) const {
  return Running(folder_, arguments, start).wait();
}

Words tiny_training(const std::string& data, i64 steps, const std::string& out, const Words& more) {
  Words words = {"train", "gpt",        "--data",     data,        "--steps",    cat(steps),
                 "--set", "n_layers=1", "d_model=16", "n_heads=2", "context=16", "batch=4"};
  if (!out.empty()) words.insert(words.end(), {"--out", out});
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<Json> records(const Room& room, const std::string& run, const std::string& kind) {
  std::vector<Json> found;
  const std::string log = room.read(run + "/log.jsonl");
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t end = std::min(log.find('\n', at), log.size());
    Json record = Json::parse(std::string_view(log).substr(at, end - at), "log");
    if (record.at("t").as_string() == kind) found.push_back(std::move(record));
    at = end + 1;
  }
  return found;
}

void expect_one_line(const Ended& ended, int code, const Words& words) {
  EXPECT_CODE(ended, code);
  EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.story();
  for (const std::string& word : words) EXPECT_SAYS(ended.err, word);
}

}  // namespace lab::test
