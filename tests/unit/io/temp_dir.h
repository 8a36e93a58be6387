// A folder of its own for one test, removed at the end; its name holds Korean and a space on
// purpose.
#pragma once
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "engine/io/files.h"
#include "tests/reference/error_of.h"

namespace lab::test {

class TempDir {
 public:
  TempDir() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "lmlab test 실험 XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TempDir() {
    set_file_hook(nullptr);
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace lab::test
