// Public data sets beside the project: tests that want one skip where it is not.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "engine/io/files.h"

namespace lab::test {

/// Path of a file in ../shared/data (or in the folder that LAB_SHARED_DATA names).
inline std::string shared_data(const std::string& name) {
  const char* const folder = std::getenv("LAB_SHARED_DATA");
  return (folder != nullptr ? std::string(folder) : LAB_SOURCE_DIR "/../shared/data") + "/" + name;
}

/// Skips the test, with the reason, where a data set is missing.
#define LAB_NEEDS_SHARED_DATA(name)                    \
  if (!lab::file_exists(lab::test::shared_data(name))) \
  GTEST_SKIP() << "this machine has no " << lab::test::shared_data(name)

}  // namespace lab::test
