#include "app/bench/lstm_step.h"

#include <cmath>

namespace lab {
namespace {

std::vector<i32> random_ids(i64 vocab) {
  std::vector<i32> ids(200'000);
  Rng rng(1337);
  for (i32& id : ids) id = i32(rng.below(u64(vocab)));
  return ids;
}

/// Standard deviation of PyTorch's start, uniform within 1 / sqrt(H).
real start_std(i64 hidden) { return real(1 / std::sqrt(3.0 * double(hidden))); }

/// (B, T) ids, window by window, as (T, B): step by step.
Ids time_major(const std::vector<i32>& ids, i64 B, i64 T) {
  std::vector<i32> out;
  out.reserve(ids.size());
  for (i64 t = 0; t < T; ++t)
    for (i64 b = 0; b < B; ++b) out.push_back(ids[std::size_t(b * T + t)]);
  return std::make_shared<const std::vector<i32>>(std::move(out));
}

}  // namespace

LstmStep::LstmStep(const LstmStepSize& s, u64 seed)
    : size_(s),
      rng_(seed),
      table_(normal_parameter({s.vocab, s.hidden}, 1, rng_)),
      weights_{normal_parameter({4 * s.hidden, s.hidden}, start_std(s.hidden), rng_),
               normal_parameter({4 * s.hidden, s.hidden}, start_std(s.hidden), rng_),
               constant_parameter({4 * s.hidden}, 0)},
      head_(s.hidden, s.vocab, true, start_std(s.hidden), rng_),
      parameters_{{"table", table_}, {"W_x", weights_.W_x}, {"W_h", weights_.W_h},
                  {"b", weights_.b}, {"head.W", head_.W},   {"head.b", head_.b}},
      optimizer_(parameters_, {.beta2 = real(0.999), .decay = 0, .clip = 5}),
      batches_(random_ids(s.vocab), s.batch, s.time, seed) {}

double LstmStep::step() {
  const i64 B = size_.batch, T = size_.time;
  batches_.next();
  const Ids ids = time_major(batches_.x(), B, T), targets = time_major(batches_.y(), B, T);

  Tape tape;
  const Tensor x = embedding(ids, T, B, table_, {});  // (T, B, H)
  const Tensor h = lstm(x, weights_);                 // (T, B, H)
  const Tensor loss = cross_entropy(head_(h), targets);
  tape.backward(loss);
  optimizer_.step(real(2e-3));
  return double(loss.item());
}

double LstmStep::flops_per_step() const {
  const double H = double(size_.hidden), V = double(size_.vocab);
  return 6 * (8 * H * H + H * V) * double(tokens_per_step());
}

}  // namespace lab
