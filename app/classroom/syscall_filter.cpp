#include "app/classroom/syscall_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <vector>

#include "engine/core/real.h"

namespace lab {
namespace {

#if defined(__x86_64__)
constexpr u32 kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr u32 kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr u32 kArchitecture = 0;
#endif

constexpr long kRefused[] = {
    // the network, and rings that would do unseen what is refused here
    __NR_socket,
    __NR_socketpair,
    __NR_io_uring_setup,
    // other processes
    __NR_ptrace,
    __NR_process_vm_readv,
    __NR_process_vm_writev,
    __NR_perf_event_open,
    __NR_userfaultfd,
    // namespaces and mounts
    __NR_unshare,
    __NR_setns,
    __NR_mount,
    __NR_umount2,
    __NR_pivot_root,
    __NR_chroot,
    __NR_open_tree,
    __NR_move_mount,
    __NR_fsopen,
    __NR_fsconfig,
    __NR_fsmount,
    __NR_open_by_handle_at,
    // memory that RLIMIT_AS does not count
    __NR_memfd_create,
    __NR_shmget,
    __NR_shmat,
    __NR_msgget,
    __NR_semget,
    __NR_mq_open,
    // the kernel
    __NR_bpf,
    __NR_keyctl,
    __NR_add_key,
    __NR_request_key,
    __NR_init_module,
    __NR_finit_module,
    __NR_kexec_load,
    __NR_syslog,
    __NR_reboot,
    __NR_quotactl,
    __NR_acct,
};

constexpr u32 kNewNamespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                               CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

struct Program {
  std::vector<sock_filter> lines;

  void load(std::size_t offset) {
    lines.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, u32(offset)));
  }
  void answer(u32 action) { lines.push_back(BPF_STMT(BPF_RET | BPF_K, action)); }
  /// If `test` (BPF_JEQ, BPF_JGE, BPF_JSET) holds between what was loaded and `value`: `action`.
  void answer_if(u32 test, u32 value, u32 action) {
    lines.push_back(BPF_JUMP(BPF_JMP | test | BPF_K, value, 0, 1));
    answer(action);
  }
  /// Goes on behind the next `n` lines unless what was loaded equals `value`.
  void only_if_equal(u32 value, u8 n) {
    lines.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, n));
  }
};

constexpr u32 refuse_with(int error) { return SECCOMP_RET_ERRNO | (u32(error) & SECCOMP_RET_DATA); }

/// clone: its flags are the low half of the first argument. glibc falls back to it from clone3,
/// whose flags lie in memory where a filter cannot look.
void add_process_rules(Program& filter, Starts starts) {
  filter.answer_if(BPF_JEQ, __NR_clone3, refuse_with(ENOSYS));
#ifdef __NR_fork
  if (starts == Starts::threads_only) {
    filter.answer_if(BPF_JEQ, __NR_fork, refuse_with(EAGAIN));
    filter.answer_if(BPF_JEQ, __NR_vfork, refuse_with(EAGAIN));
  }
#endif
  const bool threads_only = starts == Starts::threads_only;
  filter.only_if_equal(__NR_clone, threads_only ? 6 : 4);
  filter.load(offsetof(seccomp_data, args));
  filter.answer_if(BPF_JSET, kNewNamespaces, refuse_with(EPERM));
  if (threads_only) {
    filter.answer_if(BPF_JSET, CLONE_THREAD, SECCOMP_RET_ALLOW);
    filter.answer(refuse_with(EAGAIN));
  } else {
    filter.answer(SECCOMP_RET_ALLOW);
  }
}

}  // namespace

std::string syscall_filter(Starts starts) {
  if (kArchitecture == 0) return "";
  Program filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.only_if_equal(kArchitecture, 1);
  filter.lines.push_back(BPF_STMT(BPF_JMP | BPF_JA, 1));
  filter.answer(SECCOMP_RET_KILL_PROCESS);
  filter.load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
  filter.answer_if(BPF_JGE, 0x40000000, refuse_with(EPERM));  // the x32 names of the same calls
#endif
  for (const long call : kRefused) filter.answer_if(BPF_JEQ, u32(call), refuse_with(EPERM));
  add_process_rules(filter, starts);
  filter.answer(SECCOMP_RET_ALLOW);
  const char* const bytes = reinterpret_cast<const char*>(filter.lines.data());
  return {bytes, filter.lines.size() * sizeof(sock_filter)};
}

}  // namespace lab
