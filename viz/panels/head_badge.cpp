#include "viz/panels/head_badge.h"

#include <cmath>

namespace lab {
namespace {

constexpr float kPlain = 0.4f, kPlainInduction = 0.3f, kPlainUniform = 0.92f, kPlainLocal = 0.7f;
constexpr i64 kFewestInduction = 4, kLocalFrom = 8, kLocalReach = 4;

struct Mean {
  double sum = 0;
  i64 count = 0;
  void add(double value) { sum += value, ++count; }
  float value() const { return count > 0 ? float(sum / double(count)) : 0; }
};

struct Scores {
  Mean previous, first, self, induction, uniform, local;
};

void score_row(Scores& scores, const float* row, std::span<const i32> ids, i64 q) {
  const i64 n = i64(ids.size());
  scores.previous.add(row[q - 1]);
  scores.first.add(row[0]);
  scores.self.add(row[q]);

  double after_last_time = 0;
  bool repeated = false;
  for (i64 j = 0; j + 1 < q; ++j) {
    if (ids[j] != ids[q]) continue;
    repeated = true;
    after_last_time += row[j + 1];
  }
  if (repeated) scores.induction.add(after_last_time);

  double entropy = 0;
  i64 visible = 0;
  for (i64 k = 0; k < n; ++k) {
    visible += k <= q || row[k] > 0;
    if (row[k] > 0) entropy -= row[k] * std::log(row[k]);
  }
  scores.uniform.add(entropy / std::log(double(visible)));

  if (q < kLocalFrom) return;
  double near = 0;
  for (i64 k = q - kLocalReach + 1; k <= q; ++k) near += row[k];
  scores.local.add(near);
}

}  // namespace

HeadBadge judge_head(std::span<const float> p, std::span<const i32> ids) {
  const i64 n = i64(ids.size());
  if (n < 4 || i64(p.size()) < n * n) return {};
  Scores scores;
  for (i64 q = 2; q < n; ++q) score_row(scores, p.data() + q * n, ids, q);

  HeadBadge best{HeadKind::mixed, 0};
  const auto consider = [&](HeadKind kind, float score) {
    if (score > best.strength) best = {kind, score};
  };
  consider(HeadKind::previous, scores.previous.value());
  consider(HeadKind::first, scores.first.value());
  consider(HeadKind::self, scores.self.value());
  if (scores.induction.count >= kFewestInduction)
    consider(HeadKind::induction, scores.induction.value());
  if (best.strength >= (best.kind == HeadKind::induction ? kPlainInduction : kPlain)) return best;
  if (scores.uniform.value() >= kPlainUniform) return {HeadKind::uniform, scores.uniform.value()};
  if (scores.local.value() >= kPlainLocal) return {HeadKind::local, scores.local.value()};
  return {HeadKind::mixed, best.strength};
}

const char* name_of(HeadKind kind) {
  constexpr Str kNames[] = {Str::head_previous,  Str::head_first,   Str::head_self,
                            Str::head_induction, Str::head_uniform, Str::head_local,
                            Str::head_mixed};
  return tr(kNames[int(kind)]);
}

}  // namespace lab
