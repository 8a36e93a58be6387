// Judges block_backward: a block that does nothing, one place by hand, attention and MLP each by
// itself, then whole blocks; everything else against the engine's tape.
#include "ex3_block_backward.h"

#include <array>

#include "chapters/10_gpt/check/block_reference.h"

namespace lab {
namespace {

constexpr double kTolerance = 2e-4;

/// In the order in which they are found: the first that is wrong is where to look.
void compare_gradients(ExerciseCheck& check, const ex::BlockGradients& got,
                       const ex::BlockGradients& wanted) {
  const i64 C = wanted.dx.cols();
  compare(check, "dw.down[channel, unit]", got.dw.down, wanted.dw.down, kTolerance, 1);
  compare(check, "dw.up[unit, channel]", got.dw.up, wanted.dw.up, kTolerance, 1);
  compare(check, "dw.gamma2", got.dw.gamma2, wanted.dw.gamma2, kTolerance, 3);
  compare(check, "dw.beta2", got.dw.beta2, wanted.dw.beta2, kTolerance, 3);
  compare(check, "dw.proj[out, in]", got.dw.proj, wanted.dw.proj, kTolerance, 1);
  check.equal("number of rows of dw.qkv", got.dw.qkv.rows(), 3 * C, 1);
  check.equal("number of columns of dw.qkv", got.dw.qkv.cols(), C, 1);
  const i64 dims[] = {C, C};
  const auto third = [C](const Matrix& m, i64 which) {
    return m.values().subspan(std::size_t(which * C * C), std::size_t(C * C));
  };
  const char* const names[] = {"dw.qkv, its rows for queries", "dw.qkv, its rows for keys",
                               "dw.qkv, its rows for values"};
  for (const int which : {2, 0, 1})
    check.near(names[which], third(got.dw.qkv, which), third(wanted.dw.qkv, which), kTolerance, 2,
               dims);
  compare(check, "dw.gamma1", got.dw.gamma1, wanted.dw.gamma1, kTolerance, 3);
  compare(check, "dw.beta1", got.dw.beta1, wanted.dw.beta1, kTolerance, 3);
  compare(check, "dx[place, channel]", got.dx, wanted.dx, kTolerance, 1);
}

void against_tape(ExerciseCheck& check, const Matrix& x, const ex::BlockWeights& w,
                  const Matrix& dout) {
  const BlockTruth truth = block_truth(x, w, dout);
  compare_gradients(check, ex::block_backward(dout, truth.kept, w), truth.gradients);
}

void nothing_is_added(ExerciseCheck& check) {
  const Matrix x({{1, 3}, {5, 1}}), dout({{1, 2}, {3, 4}});
  const ex::BlockWeights w = idle_block(2, 1);
  check.given(cat("T = 2, C = 2, 1 head, x = ", x.str(), ", dout = ", dout.str(),
                  "; every matrix 0: out = x"));
  const ex::BlockGradients got = ex::block_backward(dout, block_truth(x, w, dout).kept, w);
  compare(check, "dx[place, channel], which is dout", got.dx, dout, kTolerance, 1);
  against_tape(check, x, w, dout);
}

/// One place: out = x + norm(x). x_hat = (-1.414, 0, 0, 1.414) and rstd = 0.7071, so the norm gives
/// back rstd * (g - 1/4 + x_hat * 0.35355) = (0.17678, -0.17678, -0.17678, 0.17678) for g = dout.
void norm_by_hand(ExerciseCheck& check) {
  ex::BlockWeights w = idle_block(4, 1);
  for (i64 c = 0; c < 4; ++c) w.qkv(8 + c, c) = 1;
  w.proj = identity(4);
  const Matrix x({{2, 4, 4, 6}}), dout({{1, 0, 0, 0}});
  check.given(cat("T = 1, C = 4, 1 head, x = ", x.str(), ", dout = ", dout.str(),
                  "; gamma 1; the values' rows of qkv and proj are identity matrices, all other "
                  "matrices 0: out = x + norm(x)"));
  const ex::BlockGradients got = ex::block_backward(dout, block_truth(x, w, dout).kept, w);
  compare(check, "dw.gamma1", got.dw.gamma1, {real(-1.41421), 0, 0, 0}, kTolerance, 3);
  compare(check, "dw.beta1", got.dw.beta1, {1, 0, 0, 0}, kTolerance, 3);
  const real part = real(0.1767767);
  compare(check, "dx[place, channel]", got.dx, Matrix({{1 + part, -part, -part, part}}), kTolerance,
          3);

  w.gamma1 = {1, 2, 3, 10};
  w.beta1 = {0, real(0.5), 0, -1};
  const Matrix all({{1, 2, 3, 4}});
  check.given(
      cat("the same with gamma1 = (1, 2, 3, 10), beta1 = (0, 0.5, 0, -1), dout = ", all.str()));
  const BlockTruth truth = block_truth(x, w, all);
  compare(check, "dx[place, channel]", ex::block_backward(all, truth.kept, w).dx,
          truth.gradients.dx, kTolerance, 3);
}

std::string sizes(i64 T, i64 C, i64 H) {
  return cat("T = ", T, ", C = ", C, ", heads = ", H, " (D = ", C / H, "); ");
}

enum class Part { mlp, attention, both };

void random_cases(ExerciseCheck& check, Part part, const char* about) {
  Rng rng(301 + u64(part));
  for (const auto& [T, C, H] :
       {std::array<i64, 3>{1, 4, 2}, {2, 3, 1}, {3, 4, 2}, {4, 8, 1}, {5, 6, 3}}) {
    ex::BlockWeights w = random_block(rng, C, H);
    if (part == Part::mlp) w.proj = Matrix(C, C);
    if (part == Part::attention) w.down = Matrix(C, 4 * C);
    const Matrix x = random_matrix(rng, T, C, 2), dout = random_matrix(rng, T, C, 1);
    check.given(cat(sizes(T, C, H), "x, dout and weights random", about));
    against_tape(check, x, w, dout);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  nothing_is_added(check);
  norm_by_hand(check);
  random_cases(check, Part::mlp, ", without attention (proj = 0)");
  random_cases(check, Part::attention, ", without MLP (down = 0)");
  random_cases(check, Part::both, "");
}

}  // namespace lab
