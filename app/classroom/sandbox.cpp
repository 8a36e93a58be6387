#include "app/classroom/sandbox.h"

#include <unistd.h>

#include <cstdlib>
#include <mutex>

#include "app/classroom/command.h"
#include "app/classroom/syscall_filter.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr const char* kHowToGet = "Debian and Ubuntu: sudo apt-get install bubblewrap";

/// The two filters as files, for as long as the program runs: bwrap reads them from a descriptor.
class FilterFiles {
 public:
  FilterFiles() {
    std::string name = (fs::temp_directory_path() / "lmlab-filter-XXXXXX").string();
    if (!mkdtemp(name.data())) fail(name, ": cannot be made");
    folder_ = name;
    write_file_atomic(file(Starts::processes), syscall_filter(Starts::processes), Durability::none);
    write_file_atomic(file(Starts::threads_only), syscall_filter(Starts::threads_only),
                      Durability::none);
  }
  ~FilterFiles() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  FilterFiles(const FilterFiles&) = delete;
  FilterFiles& operator=(const FilterFiles&) = delete;
  std::string file(Starts starts) const {
    return folder_ + (starts == Starts::processes ? "/processes" : "/threads");
  }

 private:
  std::string folder_;
};

std::string filter_file(Starts starts) {
  static const FilterFiles files;
  return files.file(starts);
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  const fs::path inside = file.lexically_normal().lexically_relative(folder.lexically_normal());
  return !inside.empty() && *inside.begin() != "..";
}

void add(Words& words, std::initializer_list<std::string> more) { words.insert(words.end(), more); }

/// /usr and the ways into it; of /etc only what the loader and Debian's alternatives need.
void add_system(Words& words) {
  add(words, {"--ro-bind", "/usr", "/usr"});
  for (const char* name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
    std::error_code error;
    if (fs::is_symlink(name, error))
      add(words, {"--symlink", fs::read_symlink(name).string(), name});
    else if (fs::is_directory(name, error))
      add(words, {"--ro-bind", name, name});
  }
  for (const char* name : {"/etc/ld.so.cache", "/etc/alternatives"})
    if (fs::exists(name)) add(words, {"--ro-bind", name, name});
}

void add_walls(Words& words, const SandboxLimits& limits) {
  add(words, {"--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
              "--unshare-cgroup-try", "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
              "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"});
  add(words, {"--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/tmp", "--setenv", "TMPDIR",
              "/tmp", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "CCACHE_DISABLE", "1"});
  for (const char* name : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LIBC_FATAL_STDERR_"})
    add(words, {"--setenv", name, "1"});  // as the judge runs a check
  add_system(words);
  add(words, {"--dev", "/dev", "--size", cat(limits.tmp_bytes), "--tmpfs", "/tmp"});
}

bool is_lab(const fs::path& folder) {
  return fs::is_directory(folder / "engine") && fs::is_directory(folder / "chapters");
}

void add_readable(Words& words, const fs::path& folder) {
  const auto show = [&](const fs::path& path) {
    add(words, {"--ro-bind", path.string(), path.string()});
  };
  if (!is_lab(folder)) return show(folder);
  show(folder / "engine");
  show(folder / "chapters");
}

/// Empty folders and files over what a chapter keeps from learners.
void cover_chapter(Words& words, const fs::path& chapter) {
  for (const char* name : {"solutions", "expected"})
    if (fs::is_directory(chapter / name)) add(words, {"--tmpfs", (chapter / name).string()});
  if (!fs::is_directory(chapter / "exercises")) return;
  for (const fs::directory_entry& file : fs::directory_iterator(chapter / "exercises")) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("ex") && name.ends_with(".h") && file.is_regular_file())
      add(words, {"--ro-bind", "/dev/null", file.path().string()});
  }
}

void cover_answers(Words& words, const fs::path& folder) {
  cover_chapter(words, folder);
  if (!is_lab(folder)) return;
  for (const fs::directory_entry& chapter : fs::directory_iterator(folder / "chapters"))
    cover_chapter(words, chapter.path());
}

/// The command's own process limits. prlimit runs inside: outside, the number of processes would
/// count everything that the grader's user has open.
void add_command(Words& words, const SandboxLimits& limits, const Words& command) {
  add(words,
      {"--", "prlimit", cat("--nproc=", limits.processes), cat("--nofile=", limits.open_files),
       cat("--fsize=", limits.file_bytes), "--core=0", "--"});
  words.insert(words.end(), command.begin(), command.end());
}

/// The learner's program writes the files in `writable` that its arguments name, and no others: a
/// limit on each file is none on the disk.
void add_reports(Words& words, const Words& command, const fs::path& writable) {
  for (std::size_t i = 1; i < command.size(); ++i) {
    if (!fs::path(command[i]).is_absolute() || !lies_in(command[i], writable)) continue;
    if (!file_exists(command[i])) write_file_atomic(command[i], "", Durability::none);
    add(words, {"--bind", command[i], command[i]});
  }
}

/// sh opens the filter for bwrap as descriptor 9.
Words with_filter(Starts starts, const Words& bwrap) {
  Words words = {"/bin/sh", "-c", "filter=$1; shift; exec \"$@\" 9<\"$filter\"", "sh",
                 filter_file(starts)};
  words.insert(words.end(), bwrap.begin(), bwrap.end());
  return words;
}

/// A setting of the kernel, or "" where it has no such thing.
std::string setting(const char* name) {
  const std::string path = cat("/proc/sys/", name);
  if (!file_exists(path)) return "";
  std::string value = read_file(path);
  while (!value.empty() && value.back() == '\n') value.pop_back();
  return value;
}

/// Which setting forbids user namespaces, and what to do about it.
std::string why_no_namespaces() {
  if (setting("kernel/unprivileged_userns_clone") == "0")
    return "this kernel forbids user namespaces; to allow them: "
           "sudo sysctl -w kernel.unprivileged_userns_clone=1";
  if (setting("user/max_user_namespaces") == "0")
    return "this kernel allows 0 user namespaces; to allow some: "
           "sudo sysctl -w user.max_user_namespaces=15000";
  if (setting("kernel/apparmor_restrict_unprivileged_userns") == "1")
    return "AppArmor keeps user namespaces from programs without a profile; give bwrap one "
           "(Ubuntu: sudo apt-get install apparmor-profiles), or: "
           "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  return "this may be a container that forbids user namespaces; grade outside of it";
}

std::string try_sandbox() {
  if (syscall_filter(Starts::processes).empty())
    return "the sandbox knows the system calls of x86-64 and ARM64 only; grade on such a computer";
  if (find_on_path("bwrap").empty())
    return cat("bubblewrap (the command bwrap) is not installed. ", kHowToGet);
  if (!fs::exists("/usr/bin/prlimit"))
    return "/usr/bin/prlimit is not there. Debian and Ubuntu: sudo apt-get install util-linux";
  const fs::path nothing = fs::path(filter_file(Starts::processes)).parent_path();
  const CommandEnd end = run_command(in_sandbox({"/usr/bin/true"}, {}, nothing), Listen::both);
  if (end.code == 0) return "";
  std::string said = end.output.substr(0, end.output.find('\n'));
  if (said.find("nknown option") != std::string::npos)
    return cat("this bubblewrap is too old (", said, "); version 0.8 or later is needed");
  return cat("bubblewrap cannot build its walls (", said, "): ", why_no_namespaces());
}

}  // namespace

std::string why_no_sandbox() { return try_sandbox(); }

Words in_sandbox(Words command, const std::vector<fs::path>& readable, const fs::path& writable) {
  const std::string bwrap = find_on_path("bwrap");
  if (bwrap.empty()) fail("bubblewrap (the command bwrap) is not installed. ", kHowToGet);
  const SandboxLimits limits;
  bool of_learner = lies_in(command.front(), writable);
  for (const fs::path& folder : readable)
    of_learner |= lies_in(command.front(), folder) && !lies_in(command.front(), "/usr");
  Words words = {bwrap};
  add_walls(words, limits);
  for (const fs::path& folder : readable) add_readable(words, folder);
  for (const fs::path& folder : readable) cover_answers(words, folder);
  add(words, {of_learner ? "--ro-bind" : "--bind", writable.string(), writable.string()});
  if (of_learner) add_reports(words, command, writable);
  add(words, {"--chdir", writable.string(), "--remount-ro", "/dev", "--remount-ro", "/"});
  add(words, {"--seccomp", "9"});
  add_command(words, limits, command);
  return with_filter(of_learner ? Starts::threads_only : Starts::processes, words);
}

}  // namespace lab
