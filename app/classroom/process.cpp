#include "app/classroom/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <random>

#include "app/classroom/process_family.h"
#include "engine/core/clock.h"

extern char** environ;

namespace lab {
namespace {

std::atomic<bool> g_interrupted{false};

constexpr int kNotStarted = 127;
constexpr std::size_t kMostProcesses = 64;

/// A pipe whose ends no other child inherits, closed when it goes.
struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) fail("cannot make a pipe: ", std::strerror(errno));
  }
  ~Pipe() { close(0), close(1); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close(int end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (std::string& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

/// This process's environment with the given variables in the place of its own.
std::vector<std::string> environment_with(const std::vector<std::string>& own) {
  std::vector<std::string> all = own;
  for (char** variable = environ; *variable; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('=') + 1);
    const auto same = [&](const std::string& given) { return given.starts_with(name); };
    if (std::none_of(own.begin(), own.end(), same)) all.emplace_back(text);
  }
  return all;
}

void limit(int resource, i64 soft, i64 hard) {
  const rlimit value{rlim_t(soft), rlim_t(hard)};
  ::setrlimit(resource, &value);
}

/// What happens in the child between fork and exec: system calls only.
[[noreturn]] void become(const Job& job, char** argv, char** envp, const char* folder, int input,
                         int output, pid_t parent) {
  ::setpgid(0, 0);
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kNotStarted);
#else
  (void)parent;
#endif
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  for (const int signal : {SIGINT, SIGPIPE, SIGXFSZ, SIGXCPU}) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const i64 cpu = i64(std::ceil(2 * job.seconds)) + 1;
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_CPU, cpu, cpu + 1);
  limit(RLIMIT_FSIZE, job.file_mb << 20, job.file_mb << 20);
  if (job.memory_mb > 0) limit(RLIMIT_AS, job.memory_mb << 20, job.memory_mb << 20);
  if (::chdir(folder) == 0) ::execve(argv[0], argv, envp);
  ::_exit(kNotStarted);
}

/// Reads what has come; false when nobody can write any more.
bool drain(int fd, i64 most, JobEnd& end) {
  char buffer[1 << 16];
  while (true) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n == 0) return false;
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    const i64 room = std::max<i64>(0, most - i64(end.output.size()));
    const i64 kept = std::min<i64>(room, n);
    end.output.append(buffer, std::size_t(kept));
    end.dropped += n - kept;
    if (n < ssize_t(sizeof buffer)) return true;
  }
}

/// A word that nobody else has in the environment: whoever carries it belongs to this job.
std::string new_mark() {
  std::random_device random;
  std::string mark = "LAB_JOB=";
  for (int i = 0; i < 4; ++i) mark += cat(random() % 1'000'000'000, "-");
  return mark;
}

/// Waits for the child while reading its output and watching over the limits.
void watch(pid_t child, const std::string& mark, int output, const Job& job, JobEnd& end) {
  const double begin = now();
  double next_count = begin + 0.2, deadline = begin + job.seconds;
  bool open = true;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    pollfd ready{open ? output : -1, POLLIN, 0};
    ::poll(&ready, 1, 5);
    if (open) open = drain(output, job.output_bytes, end);
    const double time = now();
    if (time >= next_count) {
      end.too_many = end.too_many || family_of(mark).size() > kMostProcesses;
      next_count = time + 0.2;
    }
    if (g_interrupted || end.too_many) {
      ::kill(-child, SIGKILL);
    } else if (time >= deadline) {
      ::kill(-child, end.too_slow || job.last_signal == 0 ? SIGKILL : job.last_signal);
      end.too_slow = true;
      deadline = time + 0.3;
    }
  }
  end.seconds = now() - begin;
  end_family(child, mark);
  if (open) drain(output, job.output_bytes, end);
  if (WIFEXITED(status)) end.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
}

}  // namespace

void interrupt_jobs() { g_interrupted = true; }
bool jobs_interrupted() { return g_interrupted; }

JobEnd run_job(const Job& job) {
  if (g_interrupted) throw Interrupted();
  const std::string mark = new_mark(), folder = job.folder.string();
  std::vector<std::string> words = job.command, variables = job.environment;
  variables.push_back(mark);
  variables = environment_with(variables);
  std::vector<char*> argv = pointers(words), envp = pointers(variables);
  Pipe input, output;
  if (job.input.size() > 4096 ||
      ::write(input.ends[1], job.input.data(), job.input.size()) != ssize_t(job.input.size()))
    fail("cannot hand ", job.input.size(), " bytes to ", words[0]);
  input.close(1);
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0)
    become(job, argv.data(), envp.data(), folder.c_str(), input.ends[0], output.ends[1], parent);
  if (child < 0) fail("cannot start ", words[0], ": ", std::strerror(errno));
  ::setpgid(child, child);
  output.close(1);
  ::fcntl(output.ends[0], F_SETFL, O_NONBLOCK);
  JobEnd end;
  watch(child, mark, output.ends[0], job, end);
  if (g_interrupted) throw Interrupted();
  return end;
}

}  // namespace lab
