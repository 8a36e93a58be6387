#include "app/classroom/places.h"

#include <cstdlib>

namespace lab {
namespace {

std::filesystem::path from_environment(const char* name, const std::filesystem::path& otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? std::filesystem::absolute(value) : otherwise;
}

}  // namespace

std::filesystem::path project_root() { return LAB_ROOT; }

std::filesystem::path chapters_root() {
  return from_environment("LAB_CHAPTERS", project_root() / "chapters");
}

std::filesystem::path lab_home() { return from_environment("LAB_HOME", project_root() / ".lab"); }

}  // namespace lab
