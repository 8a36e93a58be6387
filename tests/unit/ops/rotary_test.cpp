// Rotary positions against their twin: complex numbers times e^(i angle).
#include "engine/nn/rotary.h"

#include <complex>

#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

/// Units i and i + D/2 of each query and key as one complex number, turned by +-t 10000^(-2i/D).
Doubles turned(Doubles qkv, i64 T, i64 H, i64 D, double sign) {
  const i64 C = H * D;
  for (i64 r = 0; r < i64(qkv.size()) / (3 * C); ++r)
    for (i64 h = 0; h < 2 * H; ++h)
      for (i64 i = 0; i < D / 2; ++i) {
        double& re = qkv[size_t(r * 3 * C + h * D + i)];
        double& im = qkv[size_t(r * 3 * C + h * D + D / 2 + i)];
        const double angle = double(r % T) * std::pow(10000.0, -2.0 * double(i) / double(D));
        const std::complex<double> z = std::complex(re, im) * std::polar(1.0, sign * angle);
        re = z.real(), im = z.imag();
      }
  return qkv;
}

struct Size {
  i64 B, T, H, D;
};
class RotarySizes : public ::testing::TestWithParam<Size> {};
INSTANTIATE_TEST_SUITE_P(SmallAndCutInTiles, RotarySizes,
                         ::testing::Values(Size{1, 1, 1, 2}, Size{2, 5, 3, 4}, Size{3, 7, 2, 6},
                                           Size{4, 90, 4, 64}));

TEST_P(RotarySizes, EqualsItsTwinAndAddsItsGradient) {
  const auto [B, T, H, D] = GetParam();
  const Rotary turn(T + 3, D);
  const Tensor qkv = filled({B, T, 3 * H * D}, 1, 4);
  const Doubles dy = values_of(filled(qkv.shape(), 2));
  Tensor y;
  for (int pass = 0; pass < 2; ++pass) {
    Tape tape;
    y = turn(qkv, H);
    backward_from(tape, y, dy);
  }
  expect_close("y", values_of(y), turned(values_of(qkv), T, H, D, 1));
  Doubles grad = turned(dy, T, H, D, -1);  // a rotation's transpose is its inverse
  for (double& g : grad) g *= 2;
  expect_close("dqkv", grad_of(qkv), grad, 2 * kClose);
}

TEST(Rotary, SameBitsWithAnyNumberOfThreads) {
  const Rotary turn(90, 64);
  std::vector<Doubles> seen;
  for (const int n : {1, 2, 5}) {
    set_threads(n);
    const Tensor qkv = filled({4, 90, 3 * 4 * 64}, 1, 4);
    Tape tape;
    const Tensor y = turn(qkv, 4);
    Doubles all = values_of(y);
    backward_from(tape, y, all);
    const Doubles grad = grad_of(qkv);
    all.insert(all.end(), grad.begin(), grad.end());
    seen.push_back(all);
  }
  set_threads(1);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0], seen[2]);
}

TEST(Rotary, WrongShapesAreNamed) {
  const Tensor qkv = filled({2, 5, 24}, 1), turns = filled({5, 4}, 2);
  EXPECT_NE(error_of([&] { rotary(qkv, turns, 3); }).find("[rotary] qkv: want (B, T, 3 *"),
            std::string::npos);
  EXPECT_EQ(error_of([&] {
              rotary(qkv, filled({4, 4}, 2), 2);
            }),
            "[rotary] turns: want at least (5, 4), got (4, 4)");
  EXPECT_EQ(error_of([&] { rotary(qkv, turns, 2); }), "no error");
}

}  // namespace
}  // namespace lab::test
