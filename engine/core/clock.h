// A clock for measuring how long things take.
#pragma once
#include <chrono>

namespace lab {

/// Seconds since some fixed moment; never runs backwards.
inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace lab
