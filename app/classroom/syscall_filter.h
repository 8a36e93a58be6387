// The system calls that code of others may not make: a seccomp filter as bwrap --seccomp reads it.
#pragma once
#include <string>

namespace lab {

/// What a filtered process may start.
enum class Starts { processes, threads_only };

/// The filter's instructions (struct sock_filter, as the kernel wants them); "" on a CPU whose
/// system calls it does not know (it knows x86-64 and ARM64).
///
/// Refused with EPERM: sockets, tracing, namespaces, mounts, memory that outlives its process or
/// is counted to nobody, keys, kernel modules. With threads_only a new process is refused with
/// EAGAIN, as by a limit on processes, which does not bind a grader who is root.
/// Source: Linux, Documentation/userspace-api/seccomp_filter.rst.
std::string syscall_filter(Starts starts);

}  // namespace lab
