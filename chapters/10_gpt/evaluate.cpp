// The loss of a GPT over a whole text, by two rules.
#include <algorithm>

#include "chapters/10_gpt/session.h"

namespace lab {
namespace {

constexpr i64 kPlacesAtOnce = 4096;

}  // namespace

Evaluation evaluate_gpt(const Gpt& model, std::span<const i32> ids) {
  const i64 T = model.options().context, places = std::max<i64>(0, i64(ids.size()) - 1);
  const i64 windows_at_once = std::max<i64>(1, kPlacesAtOnce / T);
  NoObserver nobody;
  double nats = 0;
  for (i64 at = 0; at < places;) {
    // Whole windows go in batches; the last, shorter one goes alone.
    const i64 whole = std::min(windows_at_once, (places - at) / T);
    const i64 B = std::max<i64>(1, whole), length = whole ? T : places - at, n = B * length;
    const Tensor logits = model(make_ids(ids.subspan(at, n)), B, length, nobody);
    nats += double(cross_entropy(logits, make_ids(ids.subspan(at + 1, n))).item()) * double(n);
    at += n;
  }
  return {places ? nats / double(places) : 0, places,
          cat("all windows of ", T, " characters, one after the other, each started with an empty ",
              "context; every character but the text's first is predicted once")};
}

Evaluation evaluate_gpt_sliding(const Gpt& model, std::span<const i32> ids, i64 stride) {
  const i64 T = model.options().context, places = std::max<i64>(0, i64(ids.size()) - 1);
  if (stride < 1 || stride > T)
    throw UsageError(cat("--stride: want 1 to ", T, ", the model's context, got ", stride));
  const i64 length = std::min(T, places), windows_at_once = std::max<i64>(1, kPlacesAtOnce / T);
  NoObserver nobody;
  double nats = 0;
  for (i64 done = 0; done < places;) {
    // Each window ends `stride` places after the one before it and scores only those.
    std::vector<i32> x, y;
    i64 B = 0, scored = 0;
    for (; B < windows_at_once && done < places; ++B) {
      const i64 end = std::min(places, done == 0 ? length : done + stride), begin = end - length;
      x.insert(x.end(), ids.begin() + begin, ids.begin() + end);
      y.insert(y.end(), std::size_t(done - begin), -1);
      y.insert(y.end(), ids.begin() + done + 1, ids.begin() + end + 1);
      scored += end - done;
      done = end;
    }
    const Tensor logits = model(make_ids(x), B, length, nobody);
    nats += double(cross_entropy(logits, make_ids(y)).item()) * double(scored);
  }
  return {places ? nats / double(places) : 0, places,
          cat("sliding windows of ", T, " characters, ", stride, " apart: beyond the text's first ",
              T, ", every character is predicted from the ", T - stride + 1, " to ", T,
              " characters before it; every character but the first is predicted once")};
}

}  // namespace lab
