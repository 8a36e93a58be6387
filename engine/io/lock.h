// One process at a time.
#pragma once
#include <string>

namespace lab {

/// Holds a file's advisory lock (flock) while it lives; the system lets go of it when a process
/// dies, however it dies. The file itself stays, empty.
class FileLock {
 public:
  /// Throws Error "<path>: <busy>..." if another process holds it.
  FileLock(const std::string& path, const std::string& busy);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int fd_;
};

}  // namespace lab
