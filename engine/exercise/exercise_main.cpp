// The main of a check program: runs check_exercise and reports how it went, once, in one file that
// begins with a word which only the judge knows.
//
//   program REPORT   the judge writes a word of its choice to stdin; the report begins with it
//   program          by hand: the report goes to stdout
//
// All of it is local to this file: what a learner's code cannot name it cannot call by name.
#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>

#include "engine/core/threads.h"
#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"
#include "engine/io/json.h"

namespace lab {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};
constexpr int kFrames = 48;

// Plain arrays: a signal handler may not ask for memory.
char g_path[4096], g_token[128];
alignas(16) char g_signal_stack[1 << 16];
pid_t g_process = 0;
std::uintptr_t g_stack_top = 0, g_stack_size = 0;
std::atomic<bool> g_written{false};

/// Where the last exception of a thread was thrown.
thread_local void* g_thrown[kFrames];
thread_local int g_thrown_frames = 0;

/// write(2) and nothing else, so that it may be used inside a signal handler.
class Pen {
 public:
  Pen() : fd_(::open(g_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    text(g_token), text("\n");
  }
  ~Pen() {
    if (fd_ >= 0) ::close(fd_);
  }
  Pen(const Pen&) = delete;
  Pen& operator=(const Pen&) = delete;

  void bytes(const char* data, std::size_t n) const {
    while (n > 0) {
      const ssize_t done = ::write(fd_, data, n);
      if (done <= 0) return;
      data += done, n -= std::size_t(done);
    }
  }
  void text(const char* words) const { bytes(words, std::strlen(words)); }
  void number(std::uintptr_t value) const {
    char digits[24];
    char* at = digits + sizeof digits;
    do *--at = char('0' + value % 10), value /= 10;
    while (value > 0);
    bytes(at, std::size_t(digits + sizeof digits - at));
  }

 private:
  int fd_;
};

bool mine_to_write() { return ::getpid() == g_process && !g_written.exchange(true); }

/// Was it the page below the stack? Endless recursion ends there, and too large a local array.
bool stack_is_full(int signal, const siginfo_t* info) {
  if (signal != SIGSEGV && signal != SIGBUS) return false;
  constexpr std::uintptr_t kAbove = 1 << 20, kBelow = 64 << 20;
  const std::uintptr_t depth = g_stack_top - reinterpret_cast<std::uintptr_t>(info->si_addr);
  return depth + kAbove > g_stack_size && depth < g_stack_size + kBelow;
}

void on_signal(int signal, siginfo_t* info, void*) {
  if (mine_to_write()) {
    const Pen pen;
    pen.text("{\"outcome\": \"crashed\", \"signal\": "), pen.number(std::uintptr_t(signal));
    pen.text(stack_is_full(signal, info) ? ", \"stack_full\": true" : ", \"stack_full\": false");
    pen.text(", \"frames\": [");
    void* frames[kFrames];
    const int n = ::backtrace(frames, kFrames);
    // The first three are this, what called it, and the instruction that failed. The others are
    // where calls return to; the call itself is one byte before.
    for (int i = 0; i < n; ++i) {
      if (i > 0) pen.text(", ");
      pen.number(reinterpret_cast<std::uintptr_t>(frames[i]) - (i > 2 ? 1 : 0));
    }
    pen.text("]}");
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// What could not be caught is said, then it is a SIGABRT like any other.
void on_terminate() {
  if (const std::exception_ptr exception = std::current_exception()) {
    try {
      std::rethrow_exception(exception);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "thrown where nothing can catch it: %s\n", error.what());
    } catch (...) {
      std::fprintf(stderr, "thrown where nothing can catch it\n");
    }
  }
  std::abort();
}

/// Takes the word from stdin; then stdin is empty for everything that follows. Runs before every
/// constructor of the program, so that no static object of the learner's reads it first.
void take_token(int argc, char** argv, char**) {
  if (argc < 2) return;
  std::strncpy(g_path, argv[1], sizeof g_path - 1);
  std::size_t n = 0;
  for (char c = 0; n + 1 < sizeof g_token && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';)
    g_token[n++] = c;
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::close(nothing);
  g_process = ::getpid();
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const kBeforeAll)(int, char**,
                                                                       char**) = take_token;

/// Writes the report and ends the process at once: no destructor, no atexit function of the learner
/// runs after it. A process that the learner's code forked ends without a word.
[[noreturn]] void report_and_exit(std::string_view json) {
  std::fflush(nullptr);
  if (mine_to_write()) Pen().bytes(json.data(), json.size());
  ::_exit(0);
}

/// From now on a signal that means a crash, and SIGXCPU (the judge's "your time is up"), reports
/// itself with the addresses of the functions it came through, then ends the process. So does an
/// exception that nobody can catch any more (std::terminate).
void report_crashes() {
  void* frame = nullptr;
  ::backtrace(&frame, 1);  // loads what it needs now, not inside the handler
  rlimit stack{};
  ::getrlimit(RLIMIT_STACK, &stack);
  g_stack_top = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  g_stack_size = stack.rlim_cur == RLIM_INFINITY ? std::uintptr_t(1) << 40 : stack.rlim_cur;
  const stack_t own{.ss_sp = g_signal_stack, .ss_flags = 0, .ss_size = sizeof g_signal_stack};
  ::sigaltstack(&own, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
  std::set_terminate(on_terminate);
}

/// The type of the exception that is being handled, as it is written in C++.
std::string thrown_type() {
  const std::type_info* const type = abi::__cxa_current_exception_type();
  if (!type) return "something";
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(type->name(), nullptr, nullptr, &status), std::free);
  return status == 0 ? name.get() : type->name();
}

Json outcome(const char* name) { return Json::object().set("outcome", name); }

Json crashed(std::string said) {
  Json frames = Json::array();
  for (int i = 0; i < g_thrown_frames; ++i)
    frames.push(i64(reinterpret_cast<std::uintptr_t>(g_thrown[i])) - 1);
  return outcome("crashed")
      .set("threw", thrown_type())
      .set("said", std::move(said))
      .set("frames", frames);
}

/// Runs the check to its end or to what ends it.
Json run(ExerciseCheck& check) {
  try {
    check_exercise(check);
  } catch (const NotDoneYet&) {
    return outcome("not_begun");
  } catch (const CaseFailed&) {
    return outcome("wrong");
  } catch (const std::bad_alloc&) {
    return outcome("too_big");
  } catch (const MatrixError& error) {
    return crashed(error.what()).set("said_ko", error.ko);
  } catch (const std::exception& error) {
    return crashed(error.what());
  } catch (...) {
    return crashed("");
  }
  return outcome(check.comparisons() > 0 ? "done" : "judged_nothing");
}

std::string judge() {
  auto reserve = std::make_unique<char[]>(1 << 20);  // to speak with when memory is used up
  ExerciseCheck check;
  Json report = run(check);
  reserve.reset();
  if (const std::optional<CaseFailed>& failure = check.failure())
    report = outcome("wrong")
                 .set("input", failure->input)
                 .set("what", failure->what)
                 .set("wanted", failure->wanted)
                 .set("got", failure->got)
                 .set("hint", failure->hint);
  return report.set("comparisons", check.comparisons()).dump();
}

}  // namespace
}  // namespace lab

/// In the place of the C++ library's, which it calls: remembers where an exception came from.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming): the ABI's name
extern "C" [[noreturn]] void __cxa_throw(void* exception, void* type, void (*destroy)(void*)) {
  using Throw = void (*)(void*, void*, void (*)(void*));
  static const auto throw_it = reinterpret_cast<Throw>(::dlsym(RTLD_NEXT, "__cxa_throw"));
  lab::g_thrown_frames = ::backtrace(lab::g_thrown, lab::kFrames);
  throw_it(exception, type, destroy);
  std::abort();
}

int main(int argc, char**) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // what was printed before a crash is kept
  lab::flush_denormals();
  if (argc < 2) {
    std::printf("%s\n", lab::judge().c_str());
    return 0;
  }
  lab::report_crashes();
  lab::report_and_exit(lab::judge());
}
