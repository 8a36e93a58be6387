// Where other people's code is compiled and run: bubblewrap (the command bwrap), around every
// process that the judge starts for a grader.
//
// Inside there is /usr (read-only), the folders that the judge names (read-only), one writable
// folder, a small private /tmp, and nothing else: no network, no home, no other process to be seen,
// no capabilities, an empty environment. A filter of system calls refuses sockets, new namespaces,
// shared memory and tracing; the learner's own program cannot start further processes either.
// Everything in it ends when the process that started it ends.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// What one sandboxed command may use, beside the judge's own limits on time and memory.
struct SandboxLimits {
  i64 processes = 64;          ///< the compiler's; the learner's program has one, with threads
  i64 open_files = 128;        ///< per process
  i64 file_bytes = 128 << 20;  ///< of each file that it writes
  i64 tmp_bytes = 256 << 20;   ///< of its private /tmp as a whole
};

/// "" if code of others can be run here, or what is missing and how to get it. Starts a sandbox
/// with nothing in it to find out.
std::string why_no_sandbox();

/// The command inside a sandbox; a Wrap (judge.h). A command that lies in `writable` or `readable`
/// is taken for the learner's program: of `writable` it writes only the files that its arguments
/// name (they are made, empty, if they are not there). Any other is a tool of the system.
/// Of a folder that is a lab, engine/ and chapters/ can be read; what nobody may copy from cannot,
/// wherever it lies in `readable`: solutions/, expected/, and the exercises that the grader has
/// worked on (exercises/ex*.h).
/// Throws Error if bwrap is not on PATH.
std::vector<std::string> in_sandbox(std::vector<std::string> command,
                                    const std::vector<std::filesystem::path>& readable,
                                    const std::filesystem::path& writable);

}  // namespace lab
