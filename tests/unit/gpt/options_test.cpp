// --set key=value: exact round trips, and mistakes that are answered with the next step.
#include "chapters/10_gpt/options.h"

#include <gmock/gmock.h>

#include <set>

#include "chapters/10_gpt/session.h"
#include "tests/unit/gpt/tiny_gpt.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

std::string refusal(const std::string& key, const std::string& text) {
  GptOptions options;
  try {
    set_option(options.fields(), key, text);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no UsageError";
}

TEST(Options, SetEachKind) {
  GptOptions options;
  set_option(options.fields(), "n_layers", "7");
  set_option(options.fields(), "lr", "2.5e-4");
  set_option(options.fields(), "tied", "off");
  set_option(options.fields(), "bias", "true");
  set_option(options.fields(), "optimizer", "muon");
  EXPECT_EQ(options.n_layers, 7);
  EXPECT_EQ(options.lr, 2.5e-4);
  EXPECT_FALSE(options.tied);
  EXPECT_TRUE(options.bias);
  EXPECT_EQ(options.optimizer, "muon");
}

TEST(Options, ValuesMakeTheRoundTripExactly) {
  GptOptions a;
  a.lr = 0.1 + 0.2, a.decay = 1e-17, a.n_heads = 8, a.tied = false, a.bf16 = !kRealIsDouble;
  a.optimizer = "muon";
  GptOptions b;
  for (const auto& [key, value] : option_values(a.fields())) set_option(b.fields(), key, value);
  EXPECT_EQ(a.lr, b.lr);
  EXPECT_EQ(a.decay, b.decay);
  EXPECT_EQ(option_values(a.fields()), option_values(b.fields()));
  EXPECT_EQ(b.optimizer, "muon");
  EXPECT_EQ(option_values(a.fields()).size(), a.fields().size());
}

TEST(Options, MistakesAreAnswered) {
  EXPECT_EQ(refusal("n_layer", "4"), "there is no option \"n_layer\"; did you mean n_layers?");
  EXPECT_EQ(refusal("lr_mni", "4"), "there is no option \"lr_mni\"; did you mean lr_min?");
  EXPECT_THAT(refusal("banana", "4"), HasSubstr("the options are: n_layers, n_heads"));
  EXPECT_EQ(refusal("n_layers", "four"), "option n_layers: want a whole number, got \"four\"");
  EXPECT_EQ(refusal("n_layers", "4.5"), "option n_layers: want a whole number, got \"4.5\"");
  EXPECT_EQ(refusal("n_layers", ""), "option n_layers: want a whole number, got \"\"");
  EXPECT_EQ(refusal("n_layers", "0"), "option n_layers: want 1 to 48, got 0");
  EXPECT_EQ(refusal("n_layers", "99999999999999999999"),
            "option n_layers: want a whole number, got \"99999999999999999999\"");
  EXPECT_EQ(refusal("dropout", "1"), "option dropout: want 0 to 0.95, got 1");
  for (const char* text : {"nan", "inf", "-1", "1e400", "0x1p-3", "1,5"})
    EXPECT_THAT(refusal("lr", text), HasSubstr("option lr: want")) << text;
  EXPECT_EQ(refusal("optimizer", "sgd"), "option optimizer: want adamw or muon, got \"sgd\"");
  EXPECT_EQ(refusal("positions", ""), "option positions: want learned or rotary, got \"\"");
  EXPECT_EQ(refusal("tied", "yes"), "option tied: want true or false, got \"yes\"");
}

TEST(Presets, HoldOptionsThatExistAndFitEachOther) {
  std::set<std::string> names;
  for (const Preset& preset : gpt_presets()) {
    GptOptions options;
    for (const auto& [key, value] : preset.options)
      EXPECT_NO_THROW(set_option(options.fields(), key, value)) << preset.name << ' ' << key;
    if (options.bf16 && kRealIsDouble)
      EXPECT_THAT(error_of([&] { options.check(); }), HasSubstr("option bf16: this build"));
    else
      EXPECT_NO_THROW(options.check()) << preset.name;
    EXPECT_GT(preset.steps, 0) << preset.name;
    EXPECT_TRUE(names.insert(preset.name).second) << preset.name;
  }
  EXPECT_EQ(find_preset(gpt_presets(), "smoke").name, "smoke");
  EXPECT_EQ(error_of([] { find_preset({}, "x"); }),
            "there is no preset \"x\"; this chapter has none");
}

TEST(Options, SizesThatDoNotFitAreRefused) {
  GptOptions options = tiny_options();
  options.n_heads = 3;
  EXPECT_EQ(error_of([&] { GptSession(options, tiny_corpus(), 1); }),
            "option d_model: want a multiple of n_heads (3), got 16; heads share the width evenly");
}

TEST(Options, EveryOneHasARangeThatHoldsItsDefault) {
  GptOptions options;
  for (const auto& [key, value] : option_values(options.fields()))
    EXPECT_NO_THROW(set_option(options.fields(), key, value)) << key;
}

}  // namespace
}  // namespace lab::test
