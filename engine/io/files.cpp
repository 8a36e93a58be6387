#include "engine/io/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/core/check.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

FileHook& hook() {
  static FileHook the_hook;
  return the_hook;
}

/// Asks the test hook; true with errno set if the operation must fail.
bool denied(std::string_view operation, const std::string& path) {
  const int answer = hook() ? hook()(operation, path) : 0;
  if (answer > 0) errno = answer;
  return answer > 0;
}

/// What a person can do about an errno.
std::string advice(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "free some space on that disk and run it again";
    case EFBIG:
      return "the file would outgrow the limit of this shell or file system (ulimit -f)";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a folder that you may write to, or change its permissions";
    case ENOENT:
    case ENOTDIR:
      return "check that the folder exists";
    case EMFILE:
    case ENFILE:
      return "too many files are open (ulimit -n)";
    default:
      return "check the disk and the path";
  }
}

[[noreturn]] void fail_file(const std::string& path, const char* doing, int error) {
  fail(path, ": cannot ", doing, ": ", std::strerror(error), "; ", advice(error));
}

std::string parent_of(const std::string& path) {
  const std::string parent = fs::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

/// Writes everything or returns false with errno set; a short write is followed by the next one.
bool write_all(int fd, const char* data, i64 bytes, const std::string& path) {
  const int answer = hook() ? hook()("write", path) : 0;
  const i64 wanted = answer < 0 ? std::min<i64>(bytes, -i64(answer)) : answer > 0 ? 0 : bytes;
  for (i64 done = 0; done < wanted;) {
    const ssize_t n = ::write(fd, data + done, size_t(wanted - done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    done += n;
  }
  if (answer != 0) errno = answer > 0 ? answer : ENOSPC;
  return answer == 0;
}

/// Makes a rename in a directory survive a power cut.
bool sync_directory(const std::string& path) {
  if (denied("fsync", path)) return false;
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  // Some file systems cannot sync a directory and say EINVAL; they have nothing to lose by it.
  const bool ok = ::fsync(fd) == 0 || errno == EINVAL;
  const int error = errno;
  ::close(fd);
  errno = error;
  return ok;
}

}  // namespace

void set_file_hook(FileHook new_hook) { hook() = std::move(new_hook); }

std::string read_file(const std::string& path, i64 max_bytes) {
  const auto refuse = [&](const std::string& reason) { fail(path, ": cannot be read: ", reason); };
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) refuse(cat(std::strerror(errno), errno == ENOENT ? "; check the path" : ""));
  struct Closer {
    int fd;
    ~Closer() { ::close(fd); }
  } closer{fd};
  struct stat status = {};
  if (::fstat(fd, &status) != 0) refuse(std::strerror(errno));
  if (S_ISDIR(status.st_mode)) refuse("it is a directory; give a file");
  std::string bytes;
  const auto too_large = [&](i64 size) {
    if (size > max_bytes) refuse(cat(size, " bytes, more than the ", max_bytes, " allowed here"));
  };
  too_large(status.st_size);
  for (i64 done = 0;;) {
    // One byte more than the size that was promised: notices a file that grows meanwhile.
    bytes.resize(size_t(std::max<i64>(status.st_size + 1, done + (1 << 16))));
    const ssize_t n = ::read(fd, bytes.data() + done, bytes.size() - size_t(done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) refuse(std::strerror(errno));
    done += n;
    too_large(done);
    if (n == 0) {
      bytes.resize(size_t(done));
      return bytes;
    }
  }
}

void write_file_atomic(const std::string& path, std::string_view bytes, Durability durability) {
  AtomicFile file(path);
  file.write(bytes.data(), i64(bytes.size()));
  file.commit(durability);
}

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)) {
  if (fs::is_symlink(path_) && fs::exists(path_)) path_ = fs::canonical(path_).string();
  std::error_code unknown;
  const fs::file_type kind = fs::status(path_, unknown).type();
  const bool replaced = kind == fs::file_type::not_found || kind == fs::file_type::regular ||
                        kind == fs::file_type::directory || kind == fs::file_type::none;
  // Hidden, so nobody's own file; always the same, so what a killed process left is written over.
  if (replaced)
    temp_path_ =
        (fs::path(path_).parent_path() / cat(".", fs::path(path_).filename().string(), ".tmp"))
            .string();
  const std::string& opened = replaced ? temp_path_ : path_;
  if (!denied("open", opened))
    fd_ = ::open(opened.c_str(), O_WRONLY | O_CLOEXEC | (replaced ? O_CREAT | O_TRUNC : 0), 0666);
  if (fd_ < 0) fail_file(path_, "be written", errno);
}

AtomicFile::~AtomicFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  drop_temp();
}

void AtomicFile::drop_temp() {
  if (!temp_path_.empty() && !denied("remove", temp_path_)) ::unlink(temp_path_.c_str());
}

void AtomicFile::give_up(const char* doing, int error) {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  drop_temp();
  fail_file(path_, doing, error);
}

void AtomicFile::write(const void* data, i64 bytes) {
  if (fd_ < 0) fail(path_, ": written to after it was committed or given up");
  if (!write_all(fd_, static_cast<const char*>(data), bytes, temp_path_))
    give_up("be written", errno);
}

void AtomicFile::commit(Durability durability) {
  if (fd_ < 0) fail(path_, ": committed twice, or after it was given up");
  const bool durable = durability == Durability::fsync && !temp_path_.empty();
  if (durable && (denied("fsync", temp_path_) || ::fsync(fd_) != 0))
    give_up("be brought to the disk", errno);
  if (::close(std::exchange(fd_, -1)) != 0) give_up("be closed", errno);
  if (temp_path_.empty()) return;
  struct stat old = {};
  if (::stat(path_.c_str(), &old) == 0) ::chmod(temp_path_.c_str(), old.st_mode & 07777);
  if (denied("rename", path_) || ::rename(temp_path_.c_str(), path_.c_str()) != 0)
    give_up("be replaced", errno);
  // The new content stands; only its survival of a power cut is in doubt from here.
  if (durable && !sync_directory(parent_of(path_)))
    fail_file(path_, "be made safe against a power cut", errno);
}

AppendFile::AppendFile(std::string path, i64 keep_bytes) : path_(std::move(path)) {
  if (!denied("open", path_))
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd_ < 0) fail_file(path_, "be opened to append", errno);
  size_ = i64(::lseek(fd_, 0, SEEK_END));
  if (keep_bytes < 0 || keep_bytes >= size_) return;
  if (denied("truncate", path_) || ::ftruncate(fd_, keep_bytes) != 0) {
    const int error = errno;
    ::close(std::exchange(fd_, -1));
    fail_file(path_, "be shortened", error);
  }
  size_ = keep_bytes;
}

AppendFile::~AppendFile() {
  if (fd_ >= 0) ::close(fd_);
}

void AppendFile::append(std::string_view bytes) {
  if (write_all(fd_, bytes.data(), i64(bytes.size()), path_)) {
    size_ += i64(bytes.size());
    return;
  }
  const int error = errno;
  // If even this fails, the reader still knows how to skip a torn last line.
  if (!denied("truncate", path_)) [[maybe_unused]]
    const int ignored = ::ftruncate(fd_, size_);
  fail_file(path_, "be appended to", error);
}

void AppendFile::sync() {
  if (denied("fsync", path_) || ::fsync(fd_) != 0)
    fail_file(path_, "be brought to the disk", errno);
}

DirLock::DirLock(const std::string& directory) {
  fd_ = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd_ < 0) fail_file(directory, "be opened", errno);
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  ::close(fd_);
  if (error != EWOULDBLOCK) fail_file(directory, "be locked", error);
  fail(directory, ": another process is training this run; wait for it or stop it first");
}

DirLock::~DirLock() { ::close(fd_); }

bool file_exists(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

bool is_directory(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

void ensure_dir(const std::string& path) {
  if (is_directory(path)) return;
  std::error_code error;
  if (denied("mkdir", path)) fail_file(path, "be made", errno);
  fs::create_directories(path, error);
  if (error) fail_file(path, "be made", error.value());
}

std::vector<std::string> list_dir(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
    names.push_back(at->path().filename().string());
  if (error) fail_file(path, "be listed", error.value());
  std::sort(names.begin(), names.end());
  return names;
}

void remove_file(const std::string& path) {
  if (!denied("remove", path) && (::unlink(path.c_str()) == 0 || errno == ENOENT)) return;
  fail_file(path, "be removed", errno);
}

void rename_path(const std::string& from, const std::string& to, Durability durability) {
  if (denied("rename", to) || ::rename(from.c_str(), to.c_str()) != 0)
    fail_file(to, "be put in place", errno);
  if (durability == Durability::fsync && !sync_directory(parent_of(to)))
    fail_file(to, "be made safe against a power cut", errno);
}

}  // namespace lab
