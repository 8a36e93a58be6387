#include "app/classroom/process_family.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "engine/core/check.h"

namespace lab {
namespace {

/// The environment that a process was started with; "" if it may not be read.
std::string environment_of(pid_t process) {
  const int fd = ::open(cat("/proc/", process, "/environ").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return "";
  std::string bytes;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(fd, buffer, sizeof buffer)) > 0;)
    bytes.append(buffer, std::size_t(n));
  ::close(fd);
  return bytes;
}

}  // namespace

std::vector<pid_t> family_of(const std::string& mark) {
  std::vector<pid_t> family;
  DIR* const processes = ::opendir("/proc");
  if (!processes) return family;
  while (const dirent* const entry = ::readdir(processes)) {
    const pid_t process = std::atoi(entry->d_name);
    if (process > 1 && environment_of(process).find(mark) != std::string::npos)
      family.push_back(process);
  }
  ::closedir(processes);
  return family;
}

void end_family(pid_t leader, const std::string& mark) {
  ::kill(-leader, SIGKILL);
  for (int round = 0; round < 200; ++round) {
    const std::vector<pid_t> left = family_of(mark);
    if (left.empty()) return;
    for (const pid_t process : left) ::kill(process, SIGKILL);
    ::usleep(2000);
  }
}

}  // namespace lab
