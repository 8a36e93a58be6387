#include "app/classroom/crash_place.h"

#include <algorithm>
#include <charconv>

#include "app/classroom/process.h"

namespace lab {
namespace {

/// "0x40113f": what addr2line takes.
std::string hex(u64 address) {
  char buffer[20];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, address, 16).ptr;
  return cat("0x", std::string_view(buffer, std::size_t(end - buffer)));
}

}  // namespace

std::string place_in(const std::filesystem::path& program, const std::vector<u64>& frames,
                     const std::filesystem::path& folder) {
  constexpr const char* kTool = "/usr/bin/addr2line";
  if (frames.empty() || !std::filesystem::exists(kTool)) return "";
  Job job{.command = {kTool, "-i", "-e", program.string()}, .folder = program.parent_path()};
  for (const u64 frame : frames) job.command.push_back(hex(frame));
  const JobEnd end = run_job(job);
  const std::string begin = folder.string() + "/";
  for (std::size_t at = 0; at < end.output.size();) {
    const std::size_t stop = std::min(end.output.find('\n', at), end.output.size());
    std::string line = end.output.substr(at, stop - at);
    at = stop + 1;
    line = line.substr(0, line.find(" (discriminator"));
    if (line.starts_with(begin) && !line.ends_with(":?") && !line.ends_with(":0"))
      return line.substr(begin.size());
  }
  return "";
}

}  // namespace lab
