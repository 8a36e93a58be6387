#include "engine/io/files.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "engine/core/check.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Files, ReadsBackWhatWasWritten) {
  const TempDir dir;
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += char(i * 7);
  for (const Durability durability : {Durability::none, Durability::fsync}) {
    write_file_atomic(dir / "파일.bin", bytes, durability);
    EXPECT_EQ(read_file(dir / "파일.bin"), bytes);
    bytes.clear();
  }
  EXPECT_THAT(list_dir(dir.path()), ElementsAre("파일.bin"));
}

TEST(Files, ReadErrorsSayWhatIsWrong) {
  const TempDir dir;
  EXPECT_THAT(error_of([&] { read_file(dir / "none"); }),
              AllOf(HasSubstr(dir / "none"), HasSubstr("No such file")));
  EXPECT_THAT(error_of([&] { read_file(dir.path()); }), HasSubstr("directory"));
  write_file_atomic(dir / "ten", "0123456789", Durability::none);
  EXPECT_THAT(error_of([&] { read_file(dir / "ten", 9); }), HasSubstr("10 bytes"));
  EXPECT_EQ(read_file(dir / "ten", 10).size(), 10u);
}

TEST(Files, EveryFailureKeepsTheOldFileAndLeavesNoTemporary) {
  const TempDir dir;
  write_file_atomic(dir / "f", "old", Durability::none);
  for (const std::string_view failing : {"open", "write", "fsync", "rename"}) {
    set_file_hook([&](std::string_view op, const std::string& path) {
      // The sync of the folder comes after the rename, when the new content stands already.
      return op == failing && path != dir.path() ? ENOSPC : 0;
    });
    EXPECT_THAT(
        error_of([&] { write_file_atomic(dir / "f", "new", Durability::fsync); }),
        AllOf(HasSubstr(dir / "f"), HasSubstr("No space left"), HasSubstr("free some space")))
        << failing;
    set_file_hook(nullptr);
    EXPECT_EQ(read_file(dir / "f"), "old") << failing;
    EXPECT_THAT(list_dir(dir.path()), ElementsAre("f")) << failing;
  }
}

TEST(Files, ShortWriteIsAFailure) {
  const TempDir dir;
  write_file_atomic(dir / "f", "old", Durability::none);
  set_file_hook([](std::string_view op, const std::string&) { return op == "write" ? -2 : 0; });
  EXPECT_THROW(write_file_atomic(dir / "f", "new content", Durability::none), Error);
  set_file_hook(nullptr);
  EXPECT_EQ(read_file(dir / "f"), "old");
  EXPECT_THAT(list_dir(dir.path()), ElementsAre("f"));
}

TEST(Files, RealLimitOfTheSystemLeavesTheOldFile) {
  const TempDir dir;
  write_file_atomic(dir / "f", "old", Durability::none);
  const pid_t child = fork();
  if (child == 0) {  // the limit would hold for the rest of this process
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100'000, 100'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const std::string big(1 << 20, 'x');
    const std::string message =
        error_of([&] { write_file_atomic(dir / "f", big, Durability::fsync); });
    _exit(message.find("ulimit") != message.npos ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_file(dir / "f"), "old");
  EXPECT_THAT(list_dir(dir.path()), ElementsAre("f"));
}

TEST(Files, WithoutCommitNothingChanges) {
  const TempDir dir;
  {
    AtomicFile file(dir / "f");
    file.write("abc", 3);
  }
  EXPECT_TRUE(list_dir(dir.path()).empty());
}

TEST(Files, AppendCutsBackAfterAFailure) {
  const TempDir dir;
  AppendFile file(dir / "log");
  file.append("one\n");
  set_file_hook([](std::string_view op, const std::string&) { return op == "write" ? -3 : 0; });
  EXPECT_THROW(file.append("second\n"), Error);
  set_file_hook(nullptr);
  EXPECT_EQ(read_file(dir / "log"), "one\n");
  file.append("two\n");
  EXPECT_EQ(read_file(dir / "log"), "one\ntwo\n");
  EXPECT_EQ(file.size(), 8);
  AppendFile again(dir / "log", 4);
  again.append("three\n");
  EXPECT_EQ(read_file(dir / "log"), "one\nthree\n");
}

TEST(Files, DirectoriesAreMadeListedAndLocked) {
  const TempDir dir;
  ensure_dir(dir / "가/b c/d");
  ensure_dir(dir / "가/b c/d");
  EXPECT_TRUE(is_directory(dir / "가/b c/d"));
  EXPECT_FALSE(file_exists(dir / "가"));
  write_file_atomic(dir / "file", "", Durability::none);
  EXPECT_THAT(error_of([&] { ensure_dir(dir / "file/x"); }), HasSubstr(dir / "file/x"));
  EXPECT_THROW(list_dir(dir / "none"), Error);
  EXPECT_NO_THROW(remove_file(dir / "none"));
  EXPECT_THROW(remove_file(dir / "가"), Error);
  {
    const DirLock lock(dir.path());
    EXPECT_THAT(error_of([&] { DirLock second(dir.path()); }), HasSubstr("another process"));
  }
  EXPECT_NO_THROW(DirLock(dir.path()));
}

TEST(Files, ALinkIsFollowedAndTheModeKept) {
  const TempDir dir;
  write_file_atomic(dir / "real", "old", Durability::none);
  ASSERT_EQ(::chmod((dir / "real").c_str(), 0600), 0);
  std::filesystem::create_symlink("real", dir / "link");
  write_file_atomic(dir / "link", "new", Durability::none);
  EXPECT_TRUE(std::filesystem::is_symlink(dir / "link"));
  EXPECT_EQ(read_file(dir / "real"), "new");
  struct stat status = {};
  ASSERT_EQ(::stat((dir / "real").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
}

TEST(Files, APipeIsWrittenIntoAndStaysAPipe) {
  const TempDir dir;
  const std::string pipe = dir / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDWR);
  write_file_atomic(pipe, "through", Durability::fsync);
  char got[8] = {};
  EXPECT_EQ(::read(reader, got, 7), 7);
  EXPECT_STREQ(got, "through");
  ::close(reader);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
  EXPECT_EQ(list_dir(dir.path()).size(), 1u);
}

TEST(Files, NobodysOwnFileIsTakenForATemporary) {
  const TempDir dir;
  write_file_atomic(dir / "out.tmp", "precious", Durability::none);
  write_file_atomic(dir / "out", "x", Durability::none);
  EXPECT_EQ(read_file(dir / "out.tmp"), "precious");
  EXPECT_EQ(list_dir(dir.path()).size(), 2u);
}

}  // namespace
}  // namespace lab
