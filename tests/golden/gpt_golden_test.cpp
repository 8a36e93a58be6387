// Chapter 10 against PyTorch (tests/golden/gpt/make_golden.py): the gradient of every tensor at the
// first step, ten losses and gradient norms of the real training session, the weights after them.
#include "chapters/10_gpt/session.h"
#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

// Recorded in double. Losses stand as double, arrays as float (6e-8).
constexpr double kLossTolerance = kRealIsDouble ? 1e-10 : 2e-5;  // relative
constexpr double kGradTolerance = kRealIsDouble ? 1e-7 : 1e-4;   // of the tensor's norm
constexpr double kMoveTolerance = kRealIsDouble ? 1e-5 : 5e-3;   // of the way the tensor went

const Json& golden() {
  static const Json json = Json::parse(read_file(LAB_GOLDEN_DIR "/golden.json"), "golden.json");
  return json;
}

/// formula_text() of make_golden.py: often the successor of the id before, else a hash.
Corpus formula_corpus(i64 length, i64 vocab) {
  std::string text;
  i64 id = 0;
  for (i64 i = 0; i < length; ++i) {
    const u64 h = splitmix64(u64(i));
    id = i < vocab ? i : h % 3 ? (id + 1) % vocab : i64((h >> 8) % u64(vocab));
    text += char('0' + id);
  }
  return corpus_from_text("formula", text, text);
}

/// initial_weights() of make_golden.py: base + scale * hash, base 1 for gains.
void set_formula_weights(const Parameters& parameters, double scale) {
  for (size_t p = 0; p < parameters.size(); ++p) {
    const auto& [name, tensor] = parameters[p];
    const bool gain = name.find("ln") != std::string::npos && name.ends_with("weight");
    for (i64 i = 0; i < tensor.numel(); ++i)
      tensor.data()[i] = real(float((gain ? 1 : 0) + scale * hash_unit(((p + 1) << 32) + u64(i))));
  }
}

struct Golden {
  explicit Golden(const std::string& name) : record(golden().at(name)) {
    const Json& o = record.at("options");
    options = {.n_layers = o.at("n_layers").as_i64(),
               .n_heads = o.at("n_heads").as_i64(),
               .d_model = o.at("d_model").as_i64(),
               .context = o.at("context").as_i64(),
               .batch = o.at("batch").as_i64(),
               .lr = o.at("lr").as_double(),
               .lr_min = o.at("lr_min").as_double(),
               .warmup = o.at("warmup").as_i64(),
               .tied = o.at("tied").as_bool(),
               .bias = o.at("bias").as_bool()};
    corpus = formula_corpus(o.at("text").as_i64(), o.at("vocab").as_i64());
    seed = o.at("seed").as_u64();
    scale = o.at("scale").as_double();
    total = o.at("total").as_i64();
  }

  /// A session at the recorded start.
  std::unique_ptr<GptSession> session() const {
    flush_denormals();
    auto made = std::make_unique<GptSession>(options, corpus, seed);
    set_formula_weights(made->parameters(), scale);
    made->plan_steps(total);
    return made;
  }

  /// Ten steps of the session, each loss, norm and learning rate compared.
  void expect_ten_steps(GptSession& session) const {
    for (size_t step = 0; step < 10; ++step) {
      const StepResult got = session.step();
      const double loss = record.at("loss").items()[step].as_double();
      const double norm = record.at("grad_norm").items()[step].as_double();
      const double lr = record.at("lr").items()[step].as_double();
      EXPECT_NEAR(got.loss, loss, kLossTolerance * loss) << "step " << step;
      EXPECT_NEAR(got.grad_norm, norm, 10 * kLossTolerance * norm) << "step " << step;
      EXPECT_NEAR(got.lr, lr, 1e-12) << "step " << step;
    }
  }

  /// Gradients of the first batch, left in the model's parameters.
  void first_gradients(const Gpt& model) const {
    Batches batches(corpus.train_ids, options.batch, options.context, splitmix64(seed));
    batches.next();
    first_x = batches.x(), first_y = batches.y();
    NoObserver nobody;
    Tape tape;
    tape.backward(cross_entropy(model(ids_of(first_x), options.batch, options.context, nobody),
                                ids_of(first_y)));
  }

  const Json& record;
  GptOptions options;
  Corpus corpus;
  u64 seed = 0;
  double scale = 0;
  i64 total = 0;
  mutable std::vector<i32> first_x, first_y;
};

double norm_of(const Doubles& values) {
  double squares = 0;
  for (const double v : values) squares += v * v;
  return std::sqrt(squares);
}

Doubles minus(Doubles a, const Doubles& b) {
  for (size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

Doubles read(const SafetensorsFile& file, const std::string& name, const Tensor& like) {
  Doubles out(size_t(like.numel()));
  std::vector<i64> shape;
  for (int i = 0; i < like.shape().rank(); ++i) shape.push_back(like.dim(i));
  file.copy(name, shape, out.data());
  return out;
}

class SmallGpt : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Variants, SmallGpt, ::testing::Values("tied", "untied_bias", "tied_bias"));

TEST_P(SmallGpt, GradientOfEveryTensorEqualsPyTorchs) {
  const Golden golden(GetParam());
  const auto file = SafetensorsFile::open(cat(LAB_GOLDEN_DIR "/", GetParam(), ".safetensors"));
  const auto session = golden.session();
  golden.first_gradients(session->model());
  for (size_t i = 0; i < golden.first_x.size(); ++i) {
    ASSERT_EQ(golden.first_x[i], golden.record.at("first_x").items()[i].as_i64());
    ASSERT_EQ(golden.first_y[i], golden.record.at("first_y").items()[i].as_i64());
  }
  EXPECT_EQ(file.tensors().size(), 3 * session->parameters().size());
  for (const Parameter& p : session->parameters()) {
    EXPECT_EQ(values_of(p.tensor), read(file, "w0." + p.name, p.tensor)) << p.name;
    const Doubles want = read(file, "g1." + p.name, p.tensor), got = grad_of(p.tensor);
    EXPECT_LE(norm_of(minus(got, want)), kGradTolerance * norm_of(want)) << p.name;
  }
}

TEST_P(SmallGpt, TenStepsEqualPyTorchs) {
  const Golden golden(GetParam());
  const auto file = SafetensorsFile::open(cat(LAB_GOLDEN_DIR "/", GetParam(), ".safetensors"));
  const auto session = golden.session();
  golden.expect_ten_steps(*session);
  for (const Parameter& p : session->parameters()) {
    Doubles before = read(file, "w0." + p.name, p.tensor);
    Doubles want = read(file, "w10." + p.name, p.tensor), got = values_of(p.tensor);
    if (p.name.ends_with("qkv.bias"))
      // The softmax does not feel a bias of the keys: its gradient is zero, and what Adam makes of
      // zero's rounding noise differs from machine to machine.
      for (Doubles* v : {&before, &want, &got})
        v->erase(v->begin() + golden.options.d_model, v->begin() + 2 * golden.options.d_model);
    EXPECT_LE(norm_of(minus(got, want)), kMoveTolerance * norm_of(minus(want, before))) << p.name;
  }
}

TEST(DefaultGpt, TenStepsEqualPyTorchs) {
  const Golden golden("default");
  const auto session = golden.session();
  golden.expect_ten_steps(*session);
}

TEST(DefaultGpt, GradientFingerprintsEqualPyTorchs) {
  const Golden golden("default");
  const auto session = golden.session();
  golden.first_gradients(session->model());
  const Json& gradients = golden.record.at("gradients");
  ASSERT_EQ(gradients.keys().size(), session->parameters().size());
  for (size_t index = 0; index < session->parameters().size(); ++index) {
    const auto& [name, tensor] = session->parameters()[index];
    const Json& want = gradients.at(name);
    const Doubles got = grad_of(tensor);
    const double norm = want.at("norm").as_double();
    EXPECT_NEAR(norm_of(got), norm, kGradTolerance * norm) << name;
    double dot = 0;
    for (size_t i = 0; i < got.size(); ++i) dot += got[i] * hash_unit(((1000 + index) << 32) + i);
    EXPECT_NEAR(dot, want.at("dot").as_double(), kGradTolerance * norm) << name;
    for (size_t i = 0; i < want.at("places").items().size(); ++i)
      EXPECT_NEAR(got[size_t(want.at("places").items()[i].as_i64())],
                  want.at("values").items()[i].as_double(), kGradTolerance * norm)
          << name;
  }
}

}  // namespace
}  // namespace lab::test
