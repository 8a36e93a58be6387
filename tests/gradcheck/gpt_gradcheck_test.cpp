// Finite differences of the whole GPT, with the head tied or not, with biases or without, places
// learned or turned.
#include "chapters/10_gpt/model.h"
#include "tests/gradcheck/gradcheck.h"

namespace lab::test {
namespace {

struct Variant {
  bool tied, bias;
  const char* positions = "learned";
};
class GptVariants : public ::testing::TestWithParam<Variant> {};
INSTANTIATE_TEST_SUITE_P(TiedBiasPositions, GptVariants,
                         ::testing::Values(Variant{true, false}, Variant{true, true},
                                           Variant{false, false}, Variant{false, true},
                                           Variant{true, false, "rotary"}));

TEST_P(GptVariants, GradientOfEveryTensor) {
  const auto [tied, bias, positions] = GetParam();
  Rng rng(1);
  const GptOptions options{.n_layers = 2,
                           .n_heads = 2,
                           .d_model = 8,
                           .context = 6,
                           .batch = 2,
                           .dropout = 0.2,
                           .positions = positions,
                           .tied = tied,
                           .bias = bias};
  const Gpt model(options, 7, rng);
  // Weights far from their start: attention that attends, gains that are not 1.
  for (size_t p = 0; p < model.parameters().size(); ++p) {
    const Tensor& w = model.parameters()[p].tensor;
    const Tensor noise = filled(w.shape(), 50 + p, 0.8);
    for (i64 i = 0; i < w.numel(); ++i) w.data()[i] += noise.data()[i];
  }
  const Ids x = ids_of(some_ids(10, 7)), y = ids_of(some_ids(10, 7, 4));
  NoObserver nobody;
  const auto loss = [&] {
    return cross_entropy(model(x, 2, 5, nobody, {real(options.dropout), 77}), y);
  };
  check_gradients(loss, model.parameters(), 30);
}

}  // namespace
}  // namespace lab::test
