// Muon against its naive twin, its parts, what it leaves to AdamW, and what it remembers.
#include "engine/optim/muon.h"

#include "engine/core/threads.h"
#include "tests/unit/optim/gradients.h"

namespace lab::test {
namespace {

/// A wide matrix, three square ones in one, and what goes to AdamW: an embedding and a gain.
struct Weights {
  Parameter wide{"wide", filled({20, 70}, 1, 0.4)}, packed{"packed", filled({66, 22}, 2, 0.4)};
  Parameters rest{{"table", filled({9, 5}, 3)}, {"gain", filled({13}, 4)}};

  std::vector<MuonMatrix> matrices() const { return {{wide, 1}, {packed, 3}}; }
  Parameters all() const { return {wide, packed, rest[0], rest[1]}; }
};

Doubles everything(const Parameters& parameters) {
  Doubles all;
  for (const Parameter& p : parameters) {
    const Doubles values = values_of(p.tensor);
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

Doubles rows_of(const Doubles& x, i64 begin, i64 n) {
  return {&x[size_t(begin)], &x[size_t(begin)] + n};
}

TEST(Muon, TenStepsEqualTheTwinsPartByPart) {
  const MuonOptions options{.lr_factor = 3, .adamw = {.clip = 2}};
  const Weights weights;
  Muon muon(weights.matrices(), weights.rest, options);
  const double momentum = double(options.momentum), decay = double(options.adamw.decay);
  std::vector<naive::Muon> twins(4, {momentum, decay, {}});
  Doubles wide = values_of(weights.wide.tensor), packed = values_of(weights.packed.tensor);
  for (int step = 0; step < 10; ++step) {
    give_gradients(weights.all(), step, 0.5);
    Doubles gradients;
    for (const Parameter& p : weights.all())
      for (const double g : grad_of(p.tensor)) gradients.push_back(g);
    const double total = norm(gradients), clip = std::min(1.0, 2 / (total + 1e-6));
    ASSERT_LT(clip, 1);
    for (double& g : gradients) g *= clip;
    const double lr = 0.01 / (1 + step);
    const Doubles before = everything(weights.all());

    const Optimizer::Report report = muon.step(real(lr));
    twins[0].step(wide, rows_of(gradients, 0, 20 * 70), 3 * lr, 20, 70);
    for (i64 part = 0; part < 3; ++part) {
      const i64 at = part * 22 * 22;
      Doubles w = rows_of(packed, at, 22 * 22);
      twins[size_t(1 + part)].step(w, rows_of(gradients, 20 * 70 + at, 22 * 22), 3 * lr, 22, 22);
      std::copy(w.begin(), w.end(), packed.begin() + at);
    }
    // Orthogonalising a nearly singular square magnifies rounding: the bound is Newton's, not ours.
    expect_close("wide", values_of(weights.wide.tensor), wide, 20 * kClose);
    expect_close("packed", values_of(weights.packed.tensor), packed, 20 * kClose);
    Doubles moved = everything(weights.all());
    EXPECT_NEAR(report.weight_norm, norm(moved), 1e-5 * norm(moved));
    for (size_t i = 0; i < moved.size(); ++i) moved[i] -= before[i];
    EXPECT_NEAR(report.update_norm, norm(moved), 1e-4 * norm(moved));
    EXPECT_NEAR(report.grad_norm, total, 1e-6 * total);
    for (const Parameter& p : weights.all())
      for (const double g : grad_of(p.tensor)) ASSERT_EQ(g, 0) << p.name;
  }
}

TEST(Muon, LeavesTheRestToAdamWBitForBit) {
  const Weights a, b;
  const AdamWOptions options{.clip = 0};  // so that the matrices' gradients do not matter
  Muon muon(a.matrices(), a.rest, {.lr_factor = 7, .adamw = options});
  AdamW adamw(b.rest, options);
  for (int step = 0; step < 5; ++step) {
    give_gradients(a.all(), step, 1), give_gradients(b.all(), step, 1);
    muon.step(real(0.01)), adamw.step(real(0.01));
  }
  EXPECT_EQ(everything(a.rest), everything(b.rest));
}

// min |W X - Y|^2 with X of very unequal singular values: where AdamW needs many steps.
TEST(Muon, ConvergesOnABadlyScaledQuadratic) {
  constexpr i64 kIn = 12, kOut = 20, kRows = 40;
  const Tensor W = Tensor::zeros({kOut, kIn}), x = filled({kRows, kIn}, 2, 2, false);
  W.set_needs_grad();
  for (i64 i = 0; i < x.numel(); ++i) x.data()[i] *= real(std::pow(0.5, double(i % kIn) / 2));
  const Tensor y = linear(x, filled({kOut, kIn}, 3, 2, false));
  Muon muon({{{"W", W}, 1}}, {}, {.adamw = {.decay = 0, .clip = 0}});
  const auto loss = [&] {
    const Tensor out = linear(x, W);
    double sum = 0;
    for (i64 i = 0; i < out.numel(); ++i) sum += std::pow(out.data()[i] - y.data()[i], 2);
    return sum;
  };
  const double start = loss();
  for (int step = 0; step < 300; ++step) {
    Tape tape;
    const Tensor out = linear(x, W);
    Doubles slope = values_of(out);
    for (size_t i = 0; i < slope.size(); ++i) slope[i] = 2 * (slope[i] - double(y.data()[i]));
    backward_from(tape, out, slope);
    muon.step(real(0.1 * (1 - step / 300.0)));
  }
  EXPECT_LT(loss(), 1e-4 * start);
}

TEST(Muon, GoesOnFromItsMomentsBitForBit) {
  const Weights whole, halves;
  Muon straight(whole.matrices(), whole.rest, {}), first(halves.matrices(), halves.rest, {});
  for (int step = 0; step < 6; ++step) {
    give_gradients(whole.all(), step, 1), straight.step(real(0.01));
    if (step < 3) give_gradients(halves.all(), step, 1), first.step(real(0.01));
  }
  Muon second(halves.matrices(), halves.rest, {});
  const Parameters from = first.moments(), to = second.moments();
  ASSERT_EQ(from.size(), 2u + 2 * 2);
  EXPECT_EQ(from[1].name, "muon.m.packed");
  EXPECT_EQ(from[5].name, "adamw.v.gain");
  for (size_t i = 0; i < from.size(); ++i) {
    EXPECT_EQ(from[i].name, to[i].name);
    std::copy_n(from[i].tensor.data(), from[i].tensor.numel(), to[i].tensor.data());
  }
  second.set_steps(first.steps());
  for (int step = 3; step < 6; ++step)
    give_gradients(halves.all(), step, 1), second.step(real(0.01));
  EXPECT_EQ(everything(whole.all()), everything(halves.all()));
}

TEST(Muon, SameBitsWithAnyNumberOfThreads) {
  std::vector<Doubles> seen;
  for (const int n : {1, 2, 5}) {
    set_threads(n);
    const Parameter packed{"packed", filled({3 * 150, 150}, 1)};
    const Parameters rest{{"table", filled({700, 131}, 2)}};
    Muon muon({{packed, 3}}, rest, {});
    for (int step = 0; step < 3; ++step)
      give_gradients({packed, rest[0]}, step, 1), muon.step(real(0.01));
    seen.push_back(everything({packed, rest[0]}));
  }
  set_threads(1);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0], seen[2]);
}

TEST(Muon, AGradientThatIsNoNumberLeavesEverythingAlone) {
  const Weights weights;
  Muon muon(weights.matrices(), weights.rest, {});
  give_gradients(weights.all(), 0, 1);
  muon.step(real(0.01));
  const Doubles before = everything(weights.all()), moments = everything(muon.moments());
  give_gradients(weights.all(), 1, 1);
  weights.packed.tensor.grad()[700] = real(NAN);
  EXPECT_FALSE(std::isfinite(muon.step(real(0.01)).grad_norm));
  EXPECT_EQ(everything(weights.all()), before);
  EXPECT_EQ(everything(muon.moments()), moments);
  EXPECT_EQ(muon.steps(), 1);
}

TEST(Muon, RefusesWhatIsNoStackOfMatrices) {
  const auto refusal = [](const Shape& shape, i64 parts) {
    return error_of([&] { Muon({{{"W", Tensor::zeros(shape)}, parts}}, {}, {}); });
  };
  EXPECT_EQ(refusal({5}, 1),
            "[muon] W: want a matrix of 1 equal parts, one above the other, got (5)");
  EXPECT_NE(refusal({7, 2}, 3).find("3 equal parts"), std::string::npos);
}

}  // namespace
}  // namespace lab::test
