// What code of others can reach from inside the sandbox: nothing. Each attack that could also fail
// for another reason is run outside as well, where it must succeed.
#include "app/classroom/sandbox.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/grading/attacker.h"

namespace lab::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

/// A program with everything included; `body` is its main.
std::string program(const std::string& body) {
  return R"(#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sched.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>
int main(int argc, char** argv) { )" +
         body + " }\n";
}

TEST(Sandbox, RunsAProgramThatHarmsNobody) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  EXPECT_EQ(attacker.inside(program("std::thread([] { std::puts(\"computed\"); }).join();")),
            "computed\n");
}

TEST(Sandbox, HidesTheFilesOfTheGrader) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const Folder home;
  home.write("secret.txt", "the teacher's");
  const std::string code = program(cat("std::ifstream in(\"", home.file("secret.txt"),
                                       "\"); std::string s; std::getline(in, s); "
                                       "std::cout << \"[\" << s << \"]\";"));
  EXPECT_EQ(attacker.inside(code), "[]");
  EXPECT_EQ(attacker.run_outside().output, "[the teacher's]");
}

TEST(Sandbox, HasNoHomeNoAccountsNoOtherProcess) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const std::string out = attacker.inside(program(R"(
    for (const char* name : {"/home", "/root", "/etc/passwd", "/etc/hostname", "/proc/1", "/sys",
                             "/var", "/run", "/mnt", "/media", "/srv", "/opt"})
      if (access(name, F_OK) == 0) std::printf("%s is there\n", name);
    extern char** environ;
    for (char** at = environ; *at; ++at) std::printf("%s\n", *at);)"));
  EXPECT_THAT(out, Not(HasSubstr("is there")));
  for (const char* name : {"USER=", "SSH", "LOGNAME=", "DISPLAY="})
    EXPECT_THAT(out, Not(HasSubstr(name)));
}

TEST(Sandbox, KeepsOthersFromBeingWritten) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const Folder home;
  const std::string code =
      program(cat("for (const char* name : {\"", home.file("new"),
                  "\", \"/usr/bin/new\", \"/new\", \"/dev/shm/new\", \"/dev/new\", \"",
                  attacker.scratch().file("new"),
                  "\"}) { int f = open(name, O_CREAT | O_WRONLY, 0600); "
                  "std::printf(\"%s: %s\\n\", name, f < 0 ? \"refused\" : \"WRITTEN\"); }"));
  EXPECT_THAT(attacker.inside(code), Not(HasSubstr("WRITTEN")));
  EXPECT_FALSE(file_exists(home.file("new")));
  EXPECT_FALSE(file_exists("/usr/bin/new"));
  EXPECT_FALSE(file_exists(attacker.scratch().file("new")));
}

TEST(Sandbox, LetsTheProgramWriteOnlyTheFileThatItIsGiven) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  ASSERT_EQ(attacker
                .compile(program("std::ofstream(argv[1], std::ios::trunc) << \"word\"; "
                                 "std::ofstream(std::string(argv[0]) + \"2\") << \"x\"; "
                                 "unlink(argv[0]);"))
                .code,
            0);
  attacker.run_inside({attacker.scratch().file("report")});
  EXPECT_EQ(read_file(attacker.scratch().file("report")), "word");
  EXPECT_TRUE(file_exists(attacker.scratch().file("attack")));
  EXPECT_FALSE(file_exists(attacker.scratch().file("attack2")));
}

/// A server on this machine that counts who comes.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
    listen(socket_, 8);
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  int port() const { return port_; }
  bool somebody_came() const {
    const int guest = accept(socket_, nullptr, nullptr);
    if (guest >= 0) close(guest);
    return guest >= 0;
  }

 private:
  int socket_, port_ = 0;
};

TEST(Sandbox, HasNoNetworkNotEvenThisMachines) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const Listener listener;
  const std::string code = program(
      cat("int s = socket(AF_INET, SOCK_STREAM, 0); sockaddr_in a = {}; a.sin_family = AF_INET; "
          "a.sin_port = htons(",
          listener.port(),
          "); a.sin_addr.s_addr = htonl(INADDR_LOOPBACK); "
          "std::puts(s >= 0 && connect(s, (sockaddr*)&a, sizeof a) == 0 ? \"REACHED\" : "
          "\"refused\");"));
  EXPECT_EQ(attacker.inside(code), "refused\n");
  EXPECT_FALSE(listener.somebody_came());
  EXPECT_EQ(attacker.run_outside().output, "REACHED\n");
  EXPECT_TRUE(listener.somebody_came());
}

TEST(Sandbox, RefusesNewProcesses) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const std::string out = attacker.inside(program(R"(
    std::printf("fork %d\n", fork() < 0 ? errno : 0);
    std::printf("system %d\n", std::system("true"));
    std::printf("unshare %d\n", unshare(CLONE_NEWUSER) < 0 ? errno : 0);)"));
  EXPECT_THAT(out, HasSubstr(cat("fork ", EAGAIN)));
  EXPECT_THAT(out, Not(HasSubstr("system 0")));
  EXPECT_THAT(out, HasSubstr(cat("unshare ", EPERM)));
}

TEST(Sandbox, EndsAForkBomb) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  attacker.patience = 5;
  ASSERT_EQ(attacker
                .compile(program("int n = 0; for (int i = 0; i < 20000; ++i) "
                                 "n += fork() >= 0; std::printf(\"%d forks\\n\", n);"))
                .code,
            0);
  EXPECT_EQ(attacker.run_inside().output, "0 forks\n");
}

TEST(Sandbox, RefusesMemoryThatIsCountedToNobody) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const std::string out = attacker.inside(program(R"(
    std::printf("memfd %d\n", memfd_create("m", 0) < 0 ? errno : 0);
    std::printf("shm %d\n", shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600) < 0 ? errno : 0);
    std::printf("trace %d\n", ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 ? errno : 0);)"));
  EXPECT_EQ(out, cat("memfd ", EPERM, "\nshm ", EPERM, "\ntrace ", EPERM, "\n"));
}

TEST(Sandbox, KeepsTheDiskFromBeingFilled) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const std::string out = attacker.inside(program(R"(
    signal(SIGXFSZ, SIG_IGN);
    std::vector<char> block(1 << 20, 'x');
    long long written = 0;
    for (int file = 0; file < 100; ++file) {
      int f = open(("/tmp/f" + std::to_string(file)).c_str(), O_CREAT | O_WRONLY, 0600);
      for (ssize_t n = 1; f >= 0 && n > 0;) n = write(f, block.data(), block.size()), written += n > 0 ? n : 0;
      if (f >= 0) close(f);
    }
    std::printf("%lld\n", written >> 20);)"));
  EXPECT_GT(std::atoi(out.c_str()), 60);
  EXPECT_LE(std::atoi(out.c_str()), 256);
}

TEST(Sandbox, EndsASleeperWithTheOneWhoStartedIt) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  ASSERT_EQ(
      attacker
          .compile(program("std::ofstream(argv[1]) << getpid() << std::flush; "
                           "for (;;) { sleep(1); std::ofstream(argv[1], std::ios::app) << '.'; }"))
          .code,
      0);
  attacker.patience = 2;
  const std::string beats = attacker.scratch().file("beats");
  EXPECT_NE(attacker.run_inside({beats}).code, 0);
  const std::string then = read_file(beats);
  EXPECT_THAT(then, HasSubstr("."));
  sleep(2);
  EXPECT_EQ(read_file(beats), then);
}

TEST(Sandbox, ProtectsWhoeverStartedItFromSignals) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const std::string out = attacker.inside(
      program(cat("for (int s : {SIGKILL, SIGTERM, SIGSTOP}) { kill(getppid(), s); kill(", getpid(),
                  ", s); kill(1, s); } std::puts(\"all is quiet\");")));
  EXPECT_EQ(out, "all is quiet\n");  // and this test is still here to say so
}

TEST(Sandbox, HidesFilesFromTheCompilerToo) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const Folder home;
  home.write("secret.h", "#error the teacher's\n");
  for (const std::string& line : {cat("#include \"", home.file("secret.h"), "\"\n"),
                                  std::string("#include \"/etc/passwd\"\n"),
                                  cat("asm(\".incbin \\\"", home.file("secret.h"), "\\\"\");\n")}) {
    const CommandEnd end = attacker.compile(line + "int main() {}\n");
    EXPECT_NE(end.code, 0) << line;
    EXPECT_THAT(end.output, Not(HasSubstr("the teacher's"))) << line;
    EXPECT_THAT(end.output, Not(HasSubstr("root:"))) << line;
    EXPECT_THAT(end.output, AnyOf(HasSubstr("No such file"), HasSubstr("file not found")));
  }
}

TEST(Sandbox, ShowsTheFoldersThatItIsToldOf) {
  NEEDS_A_SANDBOX();
  Attacker attacker;
  const Folder given;
  given.write("given.h", "constexpr int kGiven = 7;\n");
  attacker.scratch().write("a.cpp", "#include \"given.h\"\nstatic_assert(kGiven == 7);\n");
  const CommandEnd end =
      attacker.run(in_sandbox({"/usr/bin/g++", "-c", "-I", given.path().string(), "-o",
                               attacker.scratch().file("a.o"), attacker.scratch().file("a.cpp")},
                              {given.path()}, attacker.scratch().path()));
  EXPECT_EQ(end.code, 0) << end.output;
  EXPECT_TRUE(file_exists(attacker.scratch().file("a.o")));
}

/// PATH as a scope: the old one comes back.
class WithPath {
 public:
  explicit WithPath(const std::string& path) : old_(std::getenv("PATH")) {
    setenv("PATH", path.c_str(), 1);
  }
  ~WithPath() { setenv("PATH", old_.c_str(), 1); }

 private:
  std::string old_;
};

TEST(NoSandbox, SaysWhatIsMissingAndHowToGetIt) {
  const Folder empty;
  const WithPath path(empty.path().string());
  EXPECT_THAT(why_no_sandbox(), HasSubstr("bubblewrap"));
  EXPECT_THAT(why_no_sandbox(), HasSubstr("apt-get install bubblewrap"));
  EXPECT_THROW(in_sandbox({"/usr/bin/true"}, {}, empty.path()), Error);
}

TEST(NoSandbox, TellsWhyNamespacesCannotBeHad) {
  const Folder folder;
  folder.write("bwrap",
               "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
  std::filesystem::permissions(folder.file("bwrap"), std::filesystem::perms::owner_all);
  const WithPath path(folder.path().string() + ":/usr/bin:/bin");
  const std::string why = why_no_sandbox();
  EXPECT_THAT(why, HasSubstr("No permissions to create new namespace"));
  EXPECT_THAT(why, HasSubstr("namespaces"));
}

}  // namespace
}  // namespace lab::test
