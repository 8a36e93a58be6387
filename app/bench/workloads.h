// What can be measured, by name. The table stands at the top of workloads.cpp.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Something that can be done again and again, with what one repetition is worth. Zero: does not
/// apply.
struct Work {
  std::function<void()> run;      ///< one repetition
  std::function<void()> prepare;  ///< called before each and not timed; may be empty
  double tokens = 0;              ///< trained on or written
  double flops = 0;               ///< operations that the result needs, a multiply-add counts two
  double bytes = 0;               ///< memory that has to move: each input read, each output written
  double text = 0;                ///< bytes of text read, where what counts is how fast it is read
};

struct Workload {
  std::string name, what;
  std::function<Work()> make;  ///< allocates; call it with the number of threads set
};

/// All of them, in the order in which they are listed.
const std::vector<Workload>& workloads();

/// Those that the words name, in the table's order, each once. A word is a name, a pattern with
/// * and ?, or the beginning of names. Throws UsageError with the nearest names if one names none.
std::vector<const Workload*> select_workloads(std::span<const std::string> words);

}  // namespace lab
