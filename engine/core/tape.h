// The tape: every op writes down, in order, how to send a gradient back; backward reads it from the
// end. A flat list, not a graph of nodes: 200,000 chained ops need no recursion.
#pragma once
#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace lab {

/// While a Tape is in scope on this thread, ops record onto it; without one nothing is recorded.
/// Tapes nest: the innermost records. Threads: one tape per thread.
class Tape {
 public:
  Tape();
  ~Tape();
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  /// The tape that records on this thread, or nullptr.
  static Tape* current();

  /// Adds weight * dLoss/dX into the gradient of everything `loss` (one element) was computed from,
  /// and empties the tape: gradients of intermediate results are dropped as soon as they were used.
  void backward(const Tensor& loss, real weight = 1);

  i64 size() const { return i64(entries_.size()); }
  /// Name of the first op whose output holds a NaN or an infinity, or "".
  std::string first_non_finite() const;

  struct Entry {
    const char* op;
    Tensor output;
    std::function<void()> backward;
  };
  void add(Entry entry) { entries_.push_back(std::move(entry)); }

 private:
  std::vector<Entry> entries_;
  Tape* outer_;
};

/// True if a tape is in scope and one of the inputs needs a gradient: what an op asks before it
/// keeps anything for backward.
bool recording(std::initializer_list<const Tensor*> inputs);

/// Notes on the current tape that `output` was computed; `backward` adds into inputs' gradients.
/// Call only if recording(inputs); marks `output` as needing a gradient.
void record(const char* op, const Tensor& output, std::function<void()> backward);

/// Index of the first element that is NaN or infinite, or -1.
i64 first_non_finite(const real* values, i64 n);

}  // namespace lab
