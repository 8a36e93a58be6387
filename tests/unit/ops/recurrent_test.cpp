// lstm and rnn_tanh: equal to their naive twins, forward and backward, with and without a state
// from before; windows joined by their state are one sequence; the same bits with any number of
// threads.
#include "engine/ops/recurrent.h"

#include <cstring>

#include "engine/core/threads.h"
#include "tests/reference/compare.h"
#include "tests/reference/naive_recurrent.h"

namespace lab::test {
namespace {

using naive::RecurrentDims;
using naive::RecurrentInputs;

/// Inputs of either net as tensors; `parts`: 4 for the LSTM, 1 for the simple net.
struct Net {
  Net(const RecurrentDims& d, i64 parts)
      : x(filled({d.T, d.B, d.in}, 1)),
        weights{filled({parts * d.H, d.in}, 2, spread(d.in)),
                filled({parts * d.H, d.H}, 3, spread(d.H)), filled({parts * d.H}, 4)},
        start{filled({d.B, d.H}, 5), filled({d.B, d.H}, 6)} {}

  /// Such that sums stay near 1 and gates neither stick nor idle.
  static double spread(i64 n) { return 5 / std::sqrt(double(n)); }

  RecurrentInputs values(bool with_start) const { return read(values_of, with_start); }
  RecurrentInputs grads(bool with_start) const { return read(grad_of, with_start); }
  void zero_grads() const {
    for (const Tensor& t : {x, weights.W_x, weights.W_h, weights.b, start.h, start.c})
      t.zero_grad();
  }

  Tensor x;
  RecurrentWeights weights;
  LstmState start;

 private:
  template <class Read>
  RecurrentInputs read(const Read& of, bool with_start) const {
    const Doubles zeros(size_t(start.h.numel()), 0.0);
    return {of(x),
            of(weights.W_x),
            of(weights.W_h),
            of(weights.b),
            with_start ? of(start.h) : zeros,
            with_start ? of(start.c) : zeros};
  }
};

void expect_grads(const RecurrentInputs& got, const RecurrentInputs& want, double times) {
  const auto compare = [&](const char* name, const Doubles& a, Doubles b) {
    for (double& v : b) v *= times;
    expect_close(name, a, b, 10 * kClose);
  };
  compare("dx", got.x, want.x);
  compare("dW_x", got.W_x, want.W_x);
  compare("dW_h", got.W_h, want.W_h);
  compare("db", got.b, want.b);
  compare("dh0", got.h0, want.h0);
  compare("dc0", got.c0, want.c0);
}

class Recurrent : public ::testing::TestWithParam<RecurrentDims> {};
INSTANTIATE_TEST_SUITE_P(Sizes, Recurrent,
                         ::testing::Values(RecurrentDims{1, 1, 1, 1}, RecurrentDims{1, 3, 2, 5},
                                           RecurrentDims{7, 1, 3, 4}, RecurrentDims{6, 5, 9, 17},
                                           RecurrentDims{3, 34, 20, 40}));

TEST_P(Recurrent, LstmEqualsItsTwin) {
  const RecurrentDims d = GetParam();
  const Net net(d, 4);
  const Doubles dy = values_of(filled({d.T, d.B, d.H}, 7)), none(size_t(d.B * d.H), 0.0);
  for (const bool with_start : {false, true}) {
    net.zero_grads();
    const RecurrentInputs in = net.values(with_start);
    for (int pass = 0; pass < 2; ++pass) {  // the second adds to the first's gradients
      Tape tape;
      const Tensor y = lstm(net.x, net.weights, with_start ? net.start : LstmState{});
      EXPECT_EQ(y.shape(), Shape({d.T, d.B, d.H}));
      EXPECT_EQ(tape.size(), 1);
      expect_close("y", values_of(y), naive::lstm(in, d).h);
      backward_from(tape, y, dy);
    }
    RecurrentInputs want = naive::lstm_grad(dy, none, in, d);
    if (!with_start) want.h0 = want.c0 = none;
    expect_grads(net.grads(with_start), want, 2);
  }
}

TEST_P(Recurrent, RnnEqualsItsTwin) {
  const RecurrentDims d = GetParam();
  const Net net(d, 1);
  const Doubles dy = values_of(filled({d.T, d.B, d.H}, 7)), none(size_t(d.B * d.H), 0.0);
  for (const bool with_start : {false, true}) {
    net.zero_grads();
    const RecurrentInputs in = net.values(with_start);
    for (int pass = 0; pass < 2; ++pass) {
      Tape tape;
      const Tensor y = rnn_tanh(net.x, net.weights, with_start ? net.start.h : Tensor());
      EXPECT_EQ(tape.size(), 1);
      expect_close("y", values_of(y), naive::rnn_tanh(in, d));
      backward_from(tape, y, dy);
    }
    RecurrentInputs want = naive::rnn_tanh_grad(dy, in, d);
    if (!with_start) want.h0 = none;
    expect_grads(net.grads(with_start), want, 2);
  }
}

TEST_P(Recurrent, EndIsTheLastStepAndSendsItsGradientBack) {
  const RecurrentDims d = GetParam();
  const Net net(d, 4), simple(d, 1);
  const Shape rows{d.B, d.H};
  const Doubles dh = values_of(filled(rows, 8)), dc = values_of(filled(rows, 9));
  Doubles dy(size_t(d.T * d.B * d.H), 0.0);  // only the last step's h is read
  std::copy(dh.begin(), dh.end(), dy.end() - d.B * d.H);
  const auto last = [&](const Doubles& steps) {
    return Doubles(steps.end() - d.B * d.H, steps.end());
  };

  for (const bool reads_h : {true, false}) {
    net.zero_grads();
    const RecurrentInputs in = net.values(true);
    Tape tape;
    LstmState end;
    (void)lstm(net.x, net.weights, net.start, &end);
    expect_close("end.h", values_of(end.h), last(naive::lstm(in, d).h));
    expect_close("end.c", values_of(end.c), last(naive::lstm(in, d).c));
    std::copy(dc.begin(), dc.end(), end.c.grad());
    const Doubles unread(dh.size(), 0.0);
    if (reads_h) std::copy(dh.begin(), dh.end(), end.h.grad());
    backward_from(tape, end.c, unread);
    expect_grads(net.grads(true),
                 naive::lstm_grad(reads_h ? dy : Doubles(dy.size(), 0.0), dc, in, d), 1);
  }
  Tape tape;
  Tensor end;
  (void)rnn_tanh(simple.x, simple.weights, simple.start.h, &end);
  expect_close("end", values_of(end), last(naive::rnn_tanh(simple.values(true), d)));
  backward_from(tape, end, dh);
  expect_grads(simple.grads(true), naive::rnn_tanh_grad(dy, simple.values(true), d), 1);
}

TEST(RecurrentOps, TwoWindowsJoinedByTheirStateAreOneSequence) {
  const RecurrentDims d{6, 3, 4, 5};
  const Net net(d, 4);
  const Doubles whole = values_of(lstm(net.x, net.weights, net.start));
  LstmState state = net.start;
  Doubles parts;
  for (i64 begin : {0, 2}) {
    const i64 steps = begin == 0 ? 2 : 4;
    const Tensor window = Tensor::empty({steps, d.B, d.in});
    std::copy_n(net.x.data() + begin * d.B * d.in, window.numel(), window.data());
    const Doubles h = values_of(lstm(window, net.weights, state, &state));
    parts.insert(parts.end(), h.begin(), h.end());
  }
  expect_close("h", parts, whole, kClose);
}

TEST(RecurrentOps, SameBitsWithAnyNumberOfThreads) {
  const RecurrentDims d{3, 37, 129, 260};  // several tiles in every product and gate kernel
  std::vector<RecurrentInputs> lstm_grads, rnn_grads;
  std::vector<Doubles> outputs;
  for (const int n : {1, 2, 3}) {
    set_threads(n);
    const Net net(d, 4), simple(d, 1);
    const Doubles dy = values_of(filled({d.T, d.B, d.H}, 7));
    Tape tape;
    const Tensor y = lstm(net.x, net.weights, net.start);
    const Tensor z = rnn_tanh(simple.x, simple.weights, simple.start.h);
    outputs.push_back(values_of(y));
    std::copy(dy.begin(), dy.end(), y.grad());
    backward_from(tape, z, dy);
    lstm_grads.push_back(net.grads(true)), rnn_grads.push_back(simple.grads(true));
  }
  set_threads(1);
  for (const size_t other : {1u, 2u}) {
    EXPECT_EQ(outputs[0], outputs[other]);
    for (const auto* grads : {&lstm_grads, &rnn_grads}) {
      const RecurrentInputs &a = (*grads)[0], &b = (*grads)[other];
      EXPECT_TRUE(a.x == b.x && a.W_x == b.W_x && a.W_h == b.W_h && a.b == b.b && a.h0 == b.h0);
    }
    EXPECT_EQ(lstm_grads[0].c0, lstm_grads[other].c0);
  }
}

TEST(RecurrentOps, InputsThatNeedNoGradientAreLeftAlone) {
  const RecurrentDims d{3, 2, 4, 5};
  for (int wanted = 0; wanted < 6; ++wanted) {
    const Net net(d, 4), simple(d, 1);
    const auto of = [](const Net& n) {
      return std::array{n.x, n.weights.W_x, n.weights.W_h, n.weights.b, n.start.h, n.start.c};
    };
    for (size_t i = 0; i < 6; ++i)
      of(net)[i].set_needs_grad(int(i) == wanted), of(simple)[i].set_needs_grad(int(i) == wanted);
    const Doubles dy = values_of(filled({d.T, d.B, d.H}, 7));
    Tape tape;
    const Tensor y = lstm(net.x, net.weights, net.start);
    const Tensor z = rnn_tanh(simple.x, simple.weights, simple.start.h);
    EXPECT_EQ(z.needs_grad(), wanted < 5);
    if (z.needs_grad()) std::copy(dy.begin(), dy.end(), z.grad());
    backward_from(tape, y, dy);
    for (size_t i = 0; i < 6; ++i) {
      EXPECT_EQ(of(net)[i].has_grad(), int(i) == wanted) << "lstm, input " << wanted;
      EXPECT_EQ(of(simple)[i].has_grad(), int(i) == wanted && i < 5) << "rnn, input " << wanted;
    }
  }
}

TEST(RecurrentOps, WrongShapesAreNamed) {
  const RecurrentDims d{3, 2, 4, 5};
  const auto with = [&](auto change, i64 parts = 4) {
    Net net(d, parts);
    change(net);
    return error_of([&] {
      if (parts == 4)
        lstm(net.x, net.weights, net.start);
      else
        rnn_tanh(net.x, net.weights, net.start.h);
    });
  };
  EXPECT_EQ(with([](Net&) {}), "no error");
  EXPECT_EQ(with([](Net& n) { n.x = filled({6, 4}, 1); }), "[lstm] x: want 3 axes, got (6, 4)");
  EXPECT_EQ(with([](Net& n) {
              n.x = filled({0, 2, 4}, 1);
            }),
            "[lstm] x: want (T, B, in), each at least 1, got (0, 2, 4)");
  EXPECT_EQ(with([](Net& n) {
              n.x = filled({3, 2, 7}, 1);
            }),
            "[lstm] W_x: want shape (20, 7), (rows of W_h, the last axis of x), got (20, 4)");
  EXPECT_EQ(with([](Net& n) {
              n.weights.W_h = filled({15, 5}, 1);
            }),
            "[lstm] W_h: want shape (20, 5), 4 gates of H rows each, got (15, 5)");
  EXPECT_EQ(with([](Net& n) { n.weights.b = {}; }),
            "[lstm] b: want shape (20), the first axis of W_h, got no tensor");
  EXPECT_EQ(with([](Net& n) {
              n.start.c = filled({3, 5}, 1);
            }),
            "[lstm] start.c: want shape (2, 5), (B, H), got (3, 5)");
  EXPECT_EQ(with(
                [](Net& n) {
                  n.weights.W_h = filled({20, 5}, 1);
                },
                1),
            "[rnn_tanh] W_h: want shape (5, 5), one row for each of H units, got (20, 5)");
  EXPECT_EQ(with(
                [](Net& n) {
                  n.start.h = filled({2, 4}, 1);
                },
                1),
            "[rnn_tanh] start: want shape (2, 5), (B, H), got (2, 4)");
}

}  // namespace
}  // namespace lab::test
