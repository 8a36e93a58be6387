// lstm and rnn_tanh against PyTorch (tests/golden/recurrent/make_golden.py): outputs, last states
// and the gradient of every input, with the gates in PyTorch's order.
#include "engine/io/safetensors.h"
#include "engine/ops/recurrent.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

constexpr double kRecorded = kRealIsDouble ? 2e-7 : 2e-5;  // arrays were stored as float

struct Golden {
  explicit Golden(const std::string& name)
      : file(SafetensorsFile::open(LAB_GOLDEN_DIR "/" + name + ".safetensors")) {}

  Tensor read(const std::string& name) const {
    const std::vector<i64>& shape = file.tensors().at(name).shape;
    Tensor t = Tensor::empty({shape.data(), int(shape.size())});
    file.copy(name, shape, t.data());
    return t.set_needs_grad();
  }
  void expect(const std::string& name, const Doubles& got) const {
    expect_close(name, got, values_of(read(name)), kRecorded);
  }
  void expect_grad(const std::string& name, const Tensor& t) const {
    expect("grad." + name, grad_of(t));
  }

  SafetensorsFile file;
};

TEST(RecurrentGolden, LstmEqualsPyTorch) {
  const Golden golden("lstm");
  const Tensor x = golden.read("x");
  const RecurrentWeights w{golden.read("W_x"), golden.read("W_h"), golden.read("b")};
  const LstmState start{golden.read("h"), golden.read("c")};
  Tape tape;
  LstmState end;
  const Tensor y = lstm(x, w, start, &end);
  golden.expect("y", values_of(y));
  golden.expect("end.h", values_of(end.h));
  golden.expect("end.c", values_of(end.c));
  const Tensor dh = golden.read("dend.h"), dc = golden.read("dend.c");
  std::copy_n(dh.data(), dh.numel(), end.h.grad());
  std::copy_n(dc.data(), dc.numel(), end.c.grad());
  backward_from(tape, y, values_of(golden.read("dy")));
  golden.expect_grad("x", x);
  golden.expect_grad("W_x", w.W_x);
  golden.expect_grad("W_h", w.W_h);
  golden.expect_grad("b", w.b);
  golden.expect_grad("h", start.h);
  golden.expect_grad("c", start.c);
}

TEST(RecurrentGolden, RnnEqualsPyTorch) {
  const Golden golden("rnn");
  const Tensor x = golden.read("x"), start = golden.read("h");
  const RecurrentWeights w{golden.read("W_x"), golden.read("W_h"), golden.read("b")};
  Tape tape;
  Tensor end;
  const Tensor y = rnn_tanh(x, w, start, &end);
  golden.expect("y", values_of(y));
  golden.expect("end.h", values_of(end));
  const Tensor dh = golden.read("dend.h");
  std::copy_n(dh.data(), dh.numel(), end.grad());
  backward_from(tape, y, values_of(golden.read("dy")));
  golden.expect_grad("x", x);
  golden.expect_grad("W_x", w.W_x);
  golden.expect_grad("W_h", w.W_h);
  golden.expect_grad("b", w.b);
  golden.expect_grad("h", start);
}

}  // namespace
}  // namespace lab::test
