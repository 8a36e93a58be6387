// Which micro-kernels multiply: the best that this CPU can run, unless someone chose others.
#include <algorithm>
#include <vector>

#include "engine/core/check.h"
#include "engine/gemm/kernel_set.h"

namespace lab {
namespace {

/// Those that run here, best first; OpenBLAS, the last, has no set.
struct Choices {
  std::vector<const KernelSet*> sets;
  std::vector<std::string> names;
};

const Choices& choices() {
  static const Choices instance = [] {
    Choices c;
    for (const KernelSet* set :
         {avx512_bf16_kernels(), avx512_kernels(), avx2_kernels(), neon_kernels()})
      if (set) c.sets.push_back(set), c.names.emplace_back(set->name);
    c.sets.push_back(nullptr), c.names.emplace_back("openblas");
    return c;
  }();
  return instance;
}

const KernelSet*& chosen() {
  static const KernelSet* set = choices().sets.front();
  return set;
}

}  // namespace

const KernelSet* chosen_kernels() { return chosen(); }

std::string gemm_kernel() { return chosen() ? chosen()->name : "openblas"; }
std::span<const std::string> gemm_kernels() { return choices().names; }

void set_gemm_kernel(const std::string& name) {
  const Choices& c = choices();
  const auto at = std::find(c.names.begin(), c.names.end(), name);
  if (at == c.names.end()) {
    std::string list;
    for (const std::string& known : c.names) list += (list.empty() ? "" : ", ") + known;
    fail("[gemm] kernel: want one of ", list, " on this CPU, got \"", name, "\"");
  }
  chosen() = c.sets[std::size_t(at - c.names.begin())];
}

}  // namespace lab
