// How a check is compiled and linked: as CMake compiled the lab itself (exercise_build.json).
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace lab {

/// Words of the commands; CMake wrote them for this clone and this build.
struct Toolchain {
  std::vector<std::string> compile;    ///< compiler and options, no file names
  std::vector<std::string> link;       ///< compiler and options
  std::vector<std::string> objects;    ///< the main around a check
  std::vector<std::string> libraries;  ///< all of the engine and the chapters, and OpenBLAS
  std::string launcher;                ///< ccache, or ""
  std::filesystem::path build_folder;  ///< where objects and libraries are
  bool sanitized = false;              ///< their shadow memory does not fit a memory limit
};

/// Reads what CMake wrote beside this program, once. Throws Error, saying what to do, if a file of
/// it is missing.
const Toolchain& toolchain();

/// `source` with `folder` on the include path (behind the project, so that nobody can put another
/// engine in its place) to `object`.
std::vector<std::string> compile_command(const std::filesystem::path& source,
                                         const std::filesystem::path& folder,
                                         const std::filesystem::path& object);
/// Only asks whether `source` compiles.
std::vector<std::string> syntax_command(const std::filesystem::path& source,
                                        const std::filesystem::path& folder);
std::vector<std::string> link_command(const std::filesystem::path& object,
                                      const std::filesystem::path& program);

}  // namespace lab
