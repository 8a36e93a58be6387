// Judges block_forward: each part by itself with weights that switch the others off, by hand where
// that is short, then whole blocks against the engine's ops.
#include "ex2_block.h"

#include <algorithm>
#include <array>

#include "chapters/10_gpt/check/block_reference.h"

namespace lab {
namespace {

constexpr double kTolerance = 2e-4;

/// Whoever gives x back has lost what was to be added, whatever the case is about.
void compare_out(ExerciseCheck& check, const std::string& what, const Matrix& x,
                 const ex::BlockWeights& w, const Matrix& wanted, int hint) {
  const Matrix out = ex::block_forward(x, w);
  const bool nothing_added = std::ranges::equal(out.values(), x.values());
  compare(check, what, out, wanted, kTolerance, nothing_added ? 1 : hint);
}

void nothing_is_added(ExerciseCheck& check) {
  const Matrix x({{1, 3}, {5, 1}});
  check.given(cat("T = 2, C = 2, 1 head, x = ", x.str(),
                  "; gamma 1, beta 0, every matrix 0: attention and MLP add nothing"));
  compare_out(check, "out[place, channel], which is x", x, idle_block(2, 1), x, 1);
}

/// One place sees only itself: its answer is its value, here a copy of the norm's result.
void norm_by_hand(ExerciseCheck& check) {
  ex::BlockWeights w = idle_block(4, 1);
  set_columns(w.qkv, 0, Matrix(12, 4));
  for (i64 c = 0; c < 4; ++c) w.qkv(8 + c, c) = 1;
  w.proj = identity(4);
  const Matrix x({{2, 4, 4, 6}});
  const real root = real(1.4142100);  // 2 / sqrt(2 + 0.00001)
  check.given(cat("T = 1, C = 4, 1 head, x = ", x.str(),
                  "; gamma 1, beta 0; the values' rows of qkv and proj are identity matrices, all "
                  "other matrices 0: out = x + norm(x)"));
  compare_out(check, "out[place, channel]", x, w, Matrix({{2 - root, 4, 4, 6 + root}}), 2);

  w.gamma1 = {1, 2, 3, 10};
  w.beta1 = {0, real(0.5), 0, -1};
  check.given("the same with gamma1 = (1, 2, 3, 10) and beta1 = (0, 0.5, 0, -1)");
  compare_out(check, "out[place, channel]", x, w, Matrix({{2 - root, real(4.5), 4, 5 + 10 * root}}),
              2);
}

/// Queries and keys 0: everybody listens to all whom they may see alike.
void mask_by_hand(ExerciseCheck& check) {
  ex::BlockWeights w = idle_block(2, 1);
  w.qkv = Matrix({{0, 0}, {0, 0}, {0, 0}, {0, 0}, {1, 0}, {0, 1}});
  w.proj = identity(2);
  const Matrix x({{1, 3}, {5, 1}});
  check.given(cat("T = 2, C = 2, 1 head, x = ", x.str(),
                  "; gamma 1, beta 0; qkv: queries and keys 0, values and proj identity; no MLP. "
                  "Place 0 hears itself, place 1 the mean of both"));
  compare_out(check, "out[place, channel]", x, w, Matrix({{0, 4}, {5, 1}}), 3);
}

/// gelu(1) = 0.841192, gelu(-1) = -0.158808; the norm makes (-1, 1) of x.
void mlp_by_hand(ExerciseCheck& check) {
  ex::BlockWeights w = idle_block(2, 1);
  w.up(0, 1) = w.up(1, 0) = 1;
  w.down(0, 0) = w.down(1, 1) = 1;
  const Matrix x({{1, 3}});
  check.given(cat("T = 1, C = 2, x = ", x.str(),
                  "; gamma 1, beta 0, no attention; up: unit 0 reads channel 1, unit 1 channel 0; "
                  "down: unit 0 writes into channel 0, unit 1 into channel 1"));
  compare_out(check, "out[place, channel]", x, w, Matrix({{real(1.841192), real(2.841192)}}), 2);

  w.gamma2 = {3, real(0.5)};
  w.beta2 = {0, 1};
  check.given("the same with gamma2 = (3, 0.5) and beta2 = (0, 1)");
  // norm2 = (-3, 1.5): gelu(1.5) = 1.399572, gelu(-3) = -0.003637
  compare_out(check, "out[place, channel]", x, w, Matrix({{real(2.399572), real(2.996363)}}), 2);
}

std::string sizes(i64 T, i64 C, i64 H) {
  return cat("T = ", T, ", C = ", C, ", heads = ", H, " (D = ", C / H, "); ");
}

void random_attention(ExerciseCheck& check) {
  Rng rng(202);
  for (const auto& [T, C, H] : {std::array<i64, 3>{2, 4, 1}, {3, 4, 2}, {6, 6, 3}}) {
    ex::BlockWeights w = random_block(rng, C, H);
    w.up = Matrix(4 * C, C);
    const Matrix x = random_matrix(rng, T, C, 1);
    check.given(cat(sizes(T, C, H), "x and weights random, without MLP (up = 0)"));
    compare_out(check, "out[place, channel]", x, w, block_out(x, w), 3);
  }
}

void random_blocks(ExerciseCheck& check) {
  Rng rng(203);
  for (const auto& [T, C, H] :
       {std::array<i64, 3>{1, 4, 2}, {3, 4, 1}, {5, 8, 4}, {7, 12, 3}, {16, 16, 1}}) {
    const ex::BlockWeights w = random_block(rng, C, H);
    const Matrix x = random_matrix(rng, T, C, 2);
    check.given(cat(sizes(T, C, H), "x and all weights random"));
    compare_out(check, "out[place, channel]", x, w, block_out(x, w), 1);
  }
}

/// One query per place that fits one key by far: scores of thousands, weights of 0 and 1.
void huge_scores(ExerciseCheck& check) {
  ex::BlockWeights w = idle_block(2, 1);
  w.qkv = Matrix({{2000, 0}, {0, 2000}, {1, 0}, {0, 1}, {1, 0}, {0, 1}});
  w.proj = identity(2);
  const Matrix x({{1, 3}, {5, 1}, {2, 7}});
  check.given(cat("T = 3, C = 2, 1 head, x = ", x.str(),
                  "; queries 2000 times the norm, keys and values the norm, proj identity, no MLP: "
                  "scores of about 2800"));
  compare_out(check, "out[place, channel]", x, w, block_out(x, w), 3);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  nothing_is_added(check);
  norm_by_hand(check);
  mlp_by_hand(check);
  mask_by_hand(check);
  random_attention(check);
  random_blocks(check);
  huge_scores(check);
}

}  // namespace lab
