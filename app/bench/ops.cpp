// Products and ops, one at a time: on random numbers, with warm caches.
#include "engine/ops/ops.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "app/bench/makers.h"
#include "engine/core/rng.h"
#include "engine/gemm/gemm.h"
#include "engine/optim/adamw.h"

namespace lab {
namespace {

Tensor random_tensor(const Shape& shape, u64 seed = 1) {
  Tensor t = Tensor::empty(shape);
  Rng rng(seed);
  rng.fill_normal({t.data(), std::size_t(t.numel())}, 0, 1);
  return t;
}

Ids random_ids(i64 n, i64 below) {
  Rng rng(3);
  std::vector<i32> ids(static_cast<std::size_t>(n));
  for (i32& id : ids) id = i32(rng.below(u64(below)));
  return std::make_shared<const std::vector<i32>>(std::move(ids));
}

double in_bytes(i64 numbers) { return double(numbers) * sizeof(real); }

/// The tape of one forward pass whose result has a gradient already: what is left is its backward.
struct Recorded {
  std::unique_ptr<Tape> tape;
  Tensor loss;

  void record_forward(const std::function<Tensor()>& op) {
    tape.reset();  // the old one first: tapes nest
    tape = std::make_unique<Tape>();
    const Tensor y = op();
    std::fill_n(y.grad(), y.numel(), real(1e-3));
    loss = Tensor::zeros({1});
    record("bench", loss, [] {});
  }
  void backward() {
    tape->backward(loss);
    tape.reset();
  }
};

/// `op` computes from inputs that need gradients; forward runs it without a tape.
Work op_work(std::function<Tensor()> op, Pass pass, double flops, double bytes) {
  Work work{.flops = flops, .bytes = bytes};
  if (pass == Pass::forward) {
    work.run = [op = std::move(op)] { (void)op(); };
    return work;
  }
  const auto recorded = std::make_shared<Recorded>();
  work.prepare = [op = std::move(op), recorded] { recorded->record_forward(op); };
  work.run = [recorded] { recorded->backward(); };
  return work;
}

/// Arrays of x's size that an elementwise op must move: x, y; or x, dy, dx.
double elementwise_bytes(const Tensor& x, Pass pass) {
  return in_bytes(x.numel()) * (pass == Pass::forward ? 2 : 3);
}

}  // namespace

Work product(i64 rows, i64 out, i64 in, Product which) {
  const Tensor x = random_tensor({rows, in}, 1), W = random_tensor({out, in}, 2),
               y = random_tensor({rows, out}, 3);
  const Tensor* result = which == Product::forward ? &y : which == Product::dx ? &x : &W;
  Work work{.flops = 2.0 * double(rows) * double(out) * double(in),
            .bytes = in_bytes(x.numel() + W.numel() + y.numel())};
  if (result != &y) work.bytes += in_bytes(result->numel());  // read, then written
  if (which == Product::forward)
    work.run = [=] {
      gemm(Trans::no, Trans::yes, rows, out, in, 1, x.data(), in, W.data(), in, 0, y.data(), out);
    };
  else if (which == Product::dx)
    work.run = [=] {
      gemm(Trans::no, Trans::no, rows, in, out, 1, y.data(), out, W.data(), in, 1, x.data(), in);
    };
  else
    work.run = [=] {
      gemm(Trans::yes, Trans::no, out, in, rows, 1, y.data(), out, x.data(), in, 1, W.data(), in);
    };
  return work;
}

Work packed_product(i64 rows, i64 out, i64 in) {
  const Tensor x = random_tensor({rows, in}, 1), W = random_tensor({out, in}, 2),
               y = random_tensor({rows, out}, 3);
  const auto packed = std::make_shared<PackedMatrix>(Trans::yes, out, in, W.data(), in);
  Work work = product(rows, out, in, Product::forward);  // worth the same
  work.run = [=] { gemm(Trans::no, rows, 1, x.data(), in, *packed, 0, y.data(), out); };
  return work;
}

Work layer_norm_work(i64 rows, i64 cols, Pass pass) {
  const Tensor x = random_tensor({rows, cols}).set_needs_grad();
  const Tensor gamma = random_tensor({cols}, 2).set_needs_grad(),
               beta = random_tensor({cols}, 3).set_needs_grad();
  return op_work([=] { return layer_norm(x, gamma, beta); }, pass, 0, elementwise_bytes(x, pass));
}

Work gelu_work(i64 rows, i64 cols, Pass pass) {
  const Tensor x = random_tensor({rows, cols}).set_needs_grad();
  return op_work([=] { return gelu(x); }, pass, 0, elementwise_bytes(x, pass));
}

Work cross_entropy_work(i64 rows, i64 vocab, Pass pass) {
  const Tensor logits = random_tensor({rows, vocab}).set_needs_grad();
  const Ids targets = random_ids(rows, vocab);
  const double bytes = in_bytes(logits.numel()) * (pass == Pass::forward ? 1 : 2);
  return op_work([=] { return cross_entropy(logits, targets); }, pass, 0, bytes);
}

Work attention_work(const GptSize& s, Pass pass) {
  const Tensor qkv = random_tensor({s.batch, s.context, 3 * s.width}).set_needs_grad();
  // q.k and p.v forward, twice as many products backward, over t + 1 places for position t
  const double pairs = double(s.batch) * double(s.context) * double(s.context + 1) / 2;
  const double flops = (pass == Pass::forward ? 4 : 8) * pairs * double(s.width);
  const double arrays = pass == Pass::forward ? 4 : 7;  // qkv, y; or qkv, dy, dqkv
  return op_work([=] { return causal_attention(qkv, s.heads); }, pass, flops,
                 arrays * in_bytes(s.tokens() * s.width));
}

Work embedding_work(const GptSize& s, Pass pass) {
  const Tensor table = random_tensor({s.vocab, s.width}).set_needs_grad(),
               positions = random_tensor({s.context, s.width}, 2).set_needs_grad();
  const Ids ids = random_ids(s.tokens(), s.vocab);
  // y written; or dy read. The tables are small beside it.
  return op_work([=] { return embedding(ids, s.batch, s.context, table, positions); }, pass, 0,
                 in_bytes(s.tokens() * s.width));
}

Work adamw_work(const GptSize& s) {
  // Matrices of a block together, and the embeddings: few large arrays, like the model's own.
  Parameters parameters;
  for (i64 l = 0; l < s.layers; ++l)
    parameters.push_back({cat("blk", l), random_tensor({12 * s.width, s.width}).set_needs_grad()});
  parameters.push_back({"wte", random_tensor({s.vocab, s.width}).set_needs_grad()});
  parameters.push_back({"wpe", random_tensor({s.context, s.width}).set_needs_grad()});
  const auto optimizer = std::make_shared<AdamW>(parameters, AdamWOptions{});
  Work work{.bytes = 8 * in_bytes(count(parameters))};  // w, g, m, v: each read and written
  work.prepare = [=] {
    for (const Parameter& p : parameters)
      std::memcpy(p.tensor.grad(), p.tensor.data(), std::size_t(p.tensor.numel()) * sizeof(real));
  };
  work.run = [=] { optimizer->step(real(1e-3)); };
  return work;
}

}  // namespace lab
