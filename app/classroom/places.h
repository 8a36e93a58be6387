// Where a learner's things are.
#pragma once
#include <filesystem>

namespace lab {

/// The project's folder: the clone that this program was built from.
std::filesystem::path project_root();

/// The folder of the chapters: chapters/ of the project, or what the environment variable
/// LAB_CHAPTERS names (tests, a class's own exercises).
std::filesystem::path chapters_root();

/// What the lab remembers about this learner (progress, the reader's place): .lab/ in the project,
/// or what LAB_HOME names. Not made yet; whoever writes there makes it.
std::filesystem::path lab_home();

}  // namespace lab
