// Causal attention against its twin, around the borders of its row blocks (64).
#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

struct Size {
  i64 B, T, H, D;
};
class AttentionSizes : public ::testing::TestWithParam<Size> {};
INSTANTIATE_TEST_SUITE_P(RowBlocks, AttentionSizes,
                         ::testing::Values(Size{1, 1, 1, 1}, Size{2, 1, 3, 5}, Size{3, 7, 2, 3},
                                           Size{1, 63, 2, 8}, Size{2, 64, 1, 7}, Size{1, 65, 3, 4},
                                           Size{1, 130, 2, 5}));

TEST_P(AttentionSizes, EqualsItsTwinAndAddsItsGradient) {
  const auto [B, T, H, D] = GetParam();
  const Tensor qkv = filled({B, T, 3 * H * D}, 1, 4);
  const Doubles dy = values_of(filled({B, T, H * D}, 2));
  Tensor y, att;
  for (int pass = 0; pass < 2; ++pass) {
    Tape tape;
    y = causal_attention(qkv, H, &att);
    backward_from(tape, y, dy);
  }
  const auto want = naive::causal_attention(values_of(qkv), B, T, H, D);
  EXPECT_EQ(att.shape(), Shape({B, H, T, T}));
  expect_close("out", values_of(y), want.out);
  expect_close("att", values_of(att), want.att);
  Doubles grad = naive::causal_attention_grad(dy, values_of(qkv), B, T, H, D);
  for (double& g : grad) g *= 2;
  expect_close("dqkv", grad_of(qkv), grad, 2 * kClose);
}

TEST_P(AttentionSizes, SeesNothingOfTheFuture) {
  const auto [B, T, H, D] = GetParam();
  const i64 C = H * D;
  const Tensor qkv = filled({1, T, 3 * C}, 1, 4);
  Tensor att;
  const Tensor before = causal_attention(qkv, H, &att);
  for (i64 h = 0; h < H; ++h)
    for (i64 t = 0; t < T; ++t)
      for (i64 s = t + 1; s < T; ++s) ASSERT_EQ(att.data()[(h * T + t) * T + s], 0);
  std::fill_n(qkv.data() + (T - 1) * 3 * C, 3 * C, real(50));  // change the last place only
  const Tensor after = causal_attention(qkv, H);
  for (i64 i = 0; i < (T - 1) * C; ++i) ASSERT_EQ(before.data()[i], after.data()[i]) << i;
}

TEST(Attention, HugeScoresStayFinite) {
  const Tensor qkv = filled({1, 5, 12}, 1, 4e4);
  Tensor att;
  const Tensor y = causal_attention(qkv, 2, &att);
  EXPECT_EQ(first_non_finite(y.data(), y.numel()), -1);
  EXPECT_EQ(first_non_finite(att.data(), att.numel()), -1);
}

TEST(Attention, WrongShapesAreNamed) {
  EXPECT_EQ(error_of([] {
              causal_attention(filled({2, 3, 12}, 1), 3);
            }),
            "[causal_attention] qkv: want (B, T, 3 * n_heads * head_dim) with n_heads 3, "
            "got (2, 3, 12)");
  EXPECT_EQ(error_of([] {
              causal_attention(filled({2, 12}, 1), 2);
            }),
            "[causal_attention] qkv: want 3 axes, got (2, 12)");
}

}  // namespace
}  // namespace lab::test
