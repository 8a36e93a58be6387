#include "engine/io/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "engine/core/check.h"

namespace lab {

FileLock::FileLock(const std::string& path, const std::string& busy)
    : fd_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
  if (fd_ < 0) fail(path, ": cannot be opened: ", std::strerror(errno));
  if (flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  close(fd_);
  if (error == EWOULDBLOCK) fail(path, ": ", busy, "; wait for it or stop it first");
  fail(path, ": cannot be locked: ", std::strerror(error));
}

FileLock::~FileLock() { close(fd_); }

}  // namespace lab
