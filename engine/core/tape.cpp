#include "engine/core/tape.h"

#include <cmath>
#include <utility>

namespace lab {
namespace {
thread_local Tape* current_tape = nullptr;
}

Tape::Tape() : outer_(std::exchange(current_tape, this)) {}
Tape::~Tape() { current_tape = outer_; }
Tape* Tape::current() { return current_tape; }

void Tape::backward(const Tensor& loss, real weight) {
  if (loss.numel() != 1)
    fail("[backward] want a loss with one element, got shape ",
         loss ? loss.shape().str() : "no tensor");
  if (!loss.needs_grad())
    fail(
        "[backward] the loss depends on nothing that needs a gradient; was it computed before "
        "the tape began?");
  loss.grad()[0] += weight;
  while (!entries_.empty()) {
    // An output without a gradient never reached the loss: nothing flows through it.
    if (entries_.back().output.has_grad()) entries_.back().backward();
    entries_.back().output.drop_grad();
    entries_.pop_back();
  }
}

std::string Tape::first_non_finite() const {
  for (const Entry& entry : entries_)
    if (lab::first_non_finite(entry.output.data(), entry.output.numel()) >= 0) return entry.op;
  return "";
}

bool recording(std::initializer_list<const Tensor*> inputs) {
  if (!current_tape) return false;
  for (const Tensor* input : inputs)
    if (input->needs_grad()) return true;
  return false;
}

void record(const char* op, const Tensor& output, std::function<void()> backward) {
  output.set_needs_grad();
  current_tape->add({op, output, std::move(backward)});
}

i64 first_non_finite(const real* values, i64 n) {
  for (i64 i = 0; i < n; ++i)
    if (!std::isfinite(values[i])) return i;
  return -1;
}

}  // namespace lab
