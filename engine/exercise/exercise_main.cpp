// The main of a check program: runs check_exercise and reports how it went.
//
//   program REPORT   the judge writes a word of its choice to stdin; the report begins with it
//   program          by hand: the report goes to stdout
#include <cxxabi.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>

#include "engine/core/threads.h"
#include "engine/exercise/exercise_check.h"
#include "engine/exercise/report.h"
#include "engine/io/json.h"

namespace lab {
namespace {

/// One line of stdin; then stdin is empty for everything that follows.
std::string read_token() {
  std::string token;
  for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';) token += c;
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::close(nothing);
  return token;
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
  return outcome("crashed").set("threw", thrown_type()).set("said", std::move(said));
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

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // what was printed before a crash is kept
  lab::flush_denormals();
  if (argc < 2) {
    std::printf("%s\n", lab::judge().c_str());
    return 0;
  }
  lab::open_report(argv[1], lab::read_token());
  lab::report_crashes();
  lab::report_and_exit(lab::judge());
}
