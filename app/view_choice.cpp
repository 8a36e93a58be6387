#include "app/view_choice.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace lab {
namespace {

bool has_display() {
  const char* display = std::getenv("DISPLAY");
  return display && *display;
}

}  // namespace

bool use_window(const ViewChoice& view, Program& program) {
  if (view.plain || (!view.view && !has_display())) return false;
  std::string why;
  if (program.door) {
    if (program.door->available(&why)) return true;
  } else {
    const auto self = std::filesystem::read_symlink("/proc/self/exe");
    const std::string other = (self.parent_path() / "lmlab-window").string();
    std::vector<char*> argv;
    for (std::string& argument : program.arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::fflush(nullptr);
    execv(other.c_str(), argv.data());
    why = cat("cannot start ", other);
  }
  if (view.view) fail("--view: ", why);
  fmt::print(stderr, "lab: {}\nlab: going on in the terminal\n", why);
  return false;
}

bool korean_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value)
      return std::string_view(value).starts_with("ko");
  return false;
}

}  // namespace lab
