// Files, so that a reader never sees half of one: read whole, write to a temporary name, rename.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// What must survive: a crash of the program (none) or of the machine (fsync before and after
/// rename).
enum class Durability : u8 { none, fsync };

/// The bytes of a file. Throws Error with the path and the reason (missing, a directory, not
/// permitted, larger than `max_bytes`).
std::string read_file(const std::string& path, i64 max_bytes = i64(1) << 40);

/// Replaces a file in one move: temporary file beside it, (fsync,) rename. On any failure removes
/// the temporary, leaves the old file as it was, and throws Error: path, reason, what to do.
void write_file_atomic(const std::string& path, std::string_view bytes, Durability durability);

/// The same for content that comes in pieces. Without commit() nothing changes at `path`. A link is
/// followed. What is no regular file (a device, a pipe) is written into as it is, at once.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(const void* data, i64 bytes);
  /// Makes the new content visible. Throws Error, with the old content in place, if it cannot.
  void commit(Durability durability);

 private:
  [[noreturn]] void give_up(const char* doing, int error);
  void drop_temp();
  std::string path_, temp_path_;  // temp_path_ empty: written into directly
  int fd_ = -1;
};

/// A file that grows at its end. After a failed append it is cut back to its last whole append.
class AppendFile {
 public:
  /// Creates the file if needed. `keep_bytes` >= 0 cuts what lies beyond.
  explicit AppendFile(std::string path, i64 keep_bytes = -1);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  void append(std::string_view bytes);
  void sync();  ///< fsync
  i64 size() const { return size_; }

 private:
  std::string path_;
  int fd_ = -1;
  i64 size_ = 0;
};

/// Held while a process works in a directory; the system lets go of it when the process dies.
class DirLock {
 public:
  /// Throws Error if another process holds it.
  explicit DirLock(const std::string& directory);
  ~DirLock();
  DirLock(const DirLock&) = delete;
  DirLock& operator=(const DirLock&) = delete;

 private:
  int fd_ = -1;
};

bool file_exists(const std::string& path);
bool is_directory(const std::string& path);
/// Makes a directory and its missing parents. Throws Error if it cannot.
void ensure_dir(const std::string& path);
/// Names (not paths) in a directory, sorted. Throws Error if it cannot be read.
std::vector<std::string> list_dir(const std::string& path);
/// Removes a file; one that is not there is fine.
void remove_file(const std::string& path);
/// Moves a file or directory. `to` may be an empty directory if `from` is one.
void rename_path(const std::string& from, const std::string& to, Durability durability);

/// For tests: called before each operation that changes the disk ("open", "write", "fsync",
/// "rename", "remove", "truncate", "mkdir") with its path. Returning an errno makes the operation
/// fail with it; for "write", a negative number -n lets only the first n bytes through. Empty =
/// none.
using FileHook = std::function<int(std::string_view operation, const std::string& path)>;
void set_file_hook(FileHook hook);

}  // namespace lab
