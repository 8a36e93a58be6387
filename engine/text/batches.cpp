#include "engine/text/batches.h"

#include <algorithm>
#include <utility>

#include "engine/core/check.h"

namespace lab {

Batches::Batches(std::vector<i32> ids, i64 batch_size, i64 context, u64 seed)
    : ids_(std::move(ids)), batch_size_(batch_size), context_(context), rng_(seed) {
  if (batch_size < 1 || context < 1)
    fail("[batches] want batch_size >= 1 and context >= 1, got ", batch_size, " and ", context);
  if (i64(ids_.size()) < context + 1)
    fail("[batches] context ", context, " needs at least ", context + 1,
         " tokens (one window and its last target), got ", ids_.size(),
         ": use a longer text or a smaller context");
  x_.resize(size_t(batch_size * context));
  y_.resize(x_.size());
}

// [windows]
void Batches::next() {
  // a window starts at 0 .. n-T-1
  const u64 places = u64(i64(ids_.size()) - context_);
  for (i64 b = 0; b < batch_size_; ++b) {
    const i32* const window = ids_.data() + rng_.below(places);
    std::copy_n(window, context_, x_.data() + b * context_);
    std::copy_n(window + 1, context_, y_.data() + b * context_);
  }
}
// [/windows]

}  // namespace lab
