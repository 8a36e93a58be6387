// What a check program leaves behind for the judge: one file, begun with a word that only the judge
// knows, written once, by the process that main() started in.
#pragma once
#include <string>
#include <string_view>

namespace lab {

/// Where the report goes and how the judge knows it. Call before any code of the learner runs.
void open_report(const std::string& path, const std::string& token);

/// Writes the report and ends the process at once: no destructor, no atexit function of the learner
/// runs after it. A process that the learner's code forked ends without a word.
[[noreturn]] void report_and_exit(std::string_view json);

/// From now on a signal that means a crash, and SIGXCPU (the judge's "your time is up"), reports
/// itself with the addresses of the functions it came through, then ends the process. So does an
/// exception that nobody can catch any more (std::terminate).
void report_crashes();

}  // namespace lab
