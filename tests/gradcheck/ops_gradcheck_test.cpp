// Finite differences of each op.
#include "engine/kernels/kernels.h"
#include "engine/ops/recurrent.h"
#include "tests/gradcheck/gradcheck.h"

namespace lab::test {
namespace {

TEST(GradCheck, Linear) {
  const Tensor x = filled({5, 7}, 1), W = filled({3, 7}, 2), b = filled({3}, 3);
  check_gradients([&] { return weigh(linear(x, W, b)); }, {{"x", x}, {"W", W}, {"b", b}});
}

TEST(GradCheck, LinearAdd) {
  const Tensor x = filled({5, 7}, 1), W = filled({3, 7}, 2), b = filled({3}, 3),
               stream = filled({5, 3}, 4);
  check_gradients([&] { return weigh(linear_add(x, W, b, stream)); },
                  {{"x", x}, {"W", W}, {"b", b}, {"residual", stream}});
}

TEST(GradCheck, LinearAddWithDropout) {
  const Tensor x = filled({20, 7}, 1), W = filled({9, 7}, 2), b = filled({9}, 3),
               stream = filled({20, 9}, 4);
  check_gradients(
      [&] {
        return weigh(linear_add(x, W, b, stream, {real(0.4), 77}));
      },
      {{"x", x}, {"W", W}, {"b", b}, {"residual", stream}});
}

TEST(GradCheck, LinearAddOfItsOwnInput) {
  const Tensor x = filled({5, 7}, 1), W = filled({7, 7}, 2);
  check_gradients([&] { return weigh(linear_add(x, W, {}, x)); }, {{"x", x}, {"W", W}});
}

TEST(GradCheck, LinearGelu) {
  const Tensor x = filled({5, 7}, 1, 4), W = filled({3, 7}, 2), b = filled({3}, 3);
  check_gradients([&] { return weigh(linear_gelu(x, W, b)); }, {{"x", x}, {"W", W}, {"b", b}});
}

TEST(GradCheck, LayerNorm) {
  const Tensor x = filled({5, 7}, 1, 4), gamma = filled({7}, 2), beta = filled({7}, 3);
  check_gradients([&] { return weigh(layer_norm(x, gamma, beta)); },
                  {{"x", x}, {"gamma", gamma}, {"beta", beta}});
}

TEST(GradCheck, LayerNormOfNearlyEqualNumbersFeelsEps) {
  const Tensor x = filled({3, 5}, 1, kRealIsDouble ? 0.01 : 0.2), gamma = filled({5}, 2),
               beta = filled({5}, 3);
  check_gradients([&] { return weigh(layer_norm(x, gamma, beta, real(1e-2))); }, {{"x", x}});
}

TEST(GradCheck, Gelu) {
  const Tensor x = filled({4, 9}, 1, 8);
  check_gradients([&] { return weigh(gelu(x)); }, {{"x", x}});
}

TEST(GradCheck, AddAndReuse) {
  const Tensor a = filled({4, 3}, 1), b = filled({4, 3}, 2);
  check_gradients([&] { return weigh(add(gelu(add(a, b)), a)); }, {{"a", a}, {"b", b}});
  check_gradients([&] { return weigh(add(a, a)); }, {{"a", a}});
}

TEST(GradCheck, Dropout) {
  const Tensor x = filled({20, 5}, 1);
  check_gradients([&] { return weigh(dropout(x, real(0.4), 123)); }, {{"x", x}}, 100);
}

TEST(GradCheck, Embedding) {
  const Tensor table = filled({6, 3}, 1), positions = filled({5, 3}, 2);
  const Ids ids = ids_of(some_ids(8, 6));
  check_gradients([&] { return weigh(embedding(ids, 2, 4, table, positions)); },
                  {{"table", table}, {"positions", positions}});
}

TEST(GradCheck, CausalAttentionAcrossRowBlocks) {
  for (const i64 T : {1, 5, 66}) {
    const Tensor qkv = filled({1, T, 3 * 2 * 3}, 1, 3);
    check_gradients([&] { return weigh(causal_attention(qkv, 2)); }, {{"qkv", qkv}}, 60);
  }
}

TEST(GradCheck, Rotary) {
  const Tensor qkv = filled({2, 5, 3 * 2 * 4}, 1, 3), turns = Tensor::empty({6, 4});
  rotary_table(turns.data(), 6, 4);
  check_gradients([&] { return weigh(causal_attention(rotary(qkv, turns, 2), 2)); }, {{"qkv", qkv}},
                  60);
}

TEST(GradCheck, CrossEntropyWithPlacesLeftOut) {
  const Tensor logits = filled({6, 5}, 1, 4);
  const Ids targets = ids_of({0, 4, -1, 2, 2, -1});
  check_gradients([&] { return cross_entropy(logits, targets); }, {{"logits", logits}});
}

TEST(GradCheck, LstmThroughItsStates) {
  const Tensor x = filled({4, 2, 3}, 1), W_x = filled({20, 3}, 2), W_h = filled({20, 5}, 3),
               b = filled({20}, 4), h = filled({2, 5}, 5), c = filled({2, 5}, 6);
  const auto loss = [&] {
    LstmState end;
    const Tensor y = lstm(x, {W_x, W_h, b}, {h, c}, &end);
    return add(add(weigh(y), weigh(gelu(end.h))), weigh(end.c));
  };
  check_gradients(loss,
                  {{"x", x}, {"W_x", W_x}, {"W_h", W_h}, {"b", b}, {"start.h", h}, {"start.c", c}});
}

TEST(GradCheck, LstmOnTopOfLstmFromZeros) {
  const Tensor x = filled({3, 2, 3}, 1), W_x = filled({20, 3}, 2), W_h = filled({20, 5}, 3),
               b = filled({20}, 4), V_x = filled({8, 5}, 5), V_h = filled({8, 2}, 6),
               a = filled({8}, 7);
  check_gradients(
      [&] {
        return weigh(lstm(lstm(x, {W_x, W_h, b}), {V_x, V_h, a}));
      },
      {{"x", x}, {"W_x", W_x}, {"W_h", W_h}, {"b", b}, {"V_x", V_x}, {"V_h", V_h}});
}

TEST(GradCheck, RnnTanhThroughItsStates) {
  const Tensor x = filled({4, 2, 3}, 1), W_x = filled({5, 3}, 2), W_h = filled({5, 5}, 3),
               b = filled({5}, 4), h = filled({2, 5}, 5);
  const auto loss = [&] {
    Tensor end;
    const Tensor y = rnn_tanh(x, {W_x, W_h, b}, h, &end);
    return add(weigh(y), weigh(gelu(end)));
  };
  check_gradients(loss, {{"x", x}, {"W_x", W_x}, {"W_h", W_h}, {"b", b}, {"start", h}});
}

}  // namespace
}  // namespace lab::test
