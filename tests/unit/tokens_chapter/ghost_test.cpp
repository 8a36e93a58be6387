// What chapter 02 shows: the taps of the contract, the time machine, word salad that is UTF-8.
#include <gmock/gmock.h>

#include <cmath>

#include "chapters/02_tokens/texts.h"
#include "engine/text/unicode.h"
#include "engine/text/vocab.h"
#include "tests/unit/tokens_chapter/small_run.h"

namespace lab::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Weights after so many steps.
Weights weights_at(i64 steps) {
  TokensSession session(small_options(), town_corpus());
  for (i64 i = 0; i < steps; ++i) session.step();
  return {steps, weights_of(session)};
}

std::unique_ptr<TokensGhost> town_ghost() {
  return std::make_unique<TokensGhost>(
      std::make_shared<BpeUnigram>(town_corpus().train, small_options()), small_options());
}

Frame look(TokensGhost& ghost, const std::string& text, u32 groups = taps::kPieces) {
  Frame frame;
  ghost.look({.text = text, .taps = groups}, frame);
  return frame;
}

const Tap& tap_of(const Frame& frame, std::string_view name) {
  const Tap* tap = frame.find(name);
  EXPECT_NE(tap, nullptr) << name;
  static const Tap none;
  if (!tap) return none;
  i64 n = 1;
  for (const i64 size : tap->shape) n *= size;
  EXPECT_EQ(i64(tap->values.size()), n) << name;
  EXPECT_TRUE(tap->labels.empty() || i64(tap->labels.size()) == tap->shape[0]) << name;
  return *tap;
}

TEST(TokensGhost, FillsTheFrame) {
  const auto ghost = town_ghost();
  ghost->load(weights_at(100));
  const Frame frame = look(*ghost, "The king 왕이\n");
  std::string spelled;
  for (const i32 id : frame.ids) spelled += ghost->decode(id);
  EXPECT_EQ(frame.text_tokens, i64(frame.ids.size()));
  EXPECT_EQ(frame.labels.size(), frame.ids.size());
  EXPECT_EQ(frame.dropped, 0);
  EXPECT_TRUE(std::isnan(frame.log_p[0]));
  EXPECT_EQ(frame.rank[0], -1);
  ASSERT_EQ(frame.candidates.size(), 356u);
  double sum = 0;
  for (const Candidate& c : frame.candidates) sum += double(c.raw);
  EXPECT_NEAR(sum, 1, 1e-4);
  for (size_t t = 1; t < frame.ids.size(); ++t) {
    const Candidate& c = frame.candidates[size_t(frame.rank[t])];
    EXPECT_NEAR(std::log(double(c.raw)), double(frame.log_p[t]), 1e-4);
  }
}

TEST(TokensGhost, TapsAreTheContract) {
  const auto ghost = town_ghost();
  ghost->load(weights_at(100));
  const std::string text = "The king was kind.";
  const Frame frame = look(*ghost, text);
  const Tap& merges = tap_of(frame, "tokens.merges");
  EXPECT_THAT(merges.shape, ElementsAre(100, 3));
  EXPECT_THAT(merges.axes, ElementsAre("merge", "field"));
  const Tap& vocab = tap_of(frame, "tokens.vocab");
  EXPECT_THAT(vocab.shape, ElementsAre(356, 2));
  for (i64 m = 0; m < 100; ++m) {  // a merge spells its parts; it becomes token 256 + m here
    const i32 left = i32(merges.slice(m)[0]), right = i32(merges.slice(m)[1]);
    ASSERT_EQ(vocab.slice(256 + m)[1], vocab.slice(left)[1] + vocab.slice(right)[1]) << m;
    ASSERT_EQ(merges.labels[size_t(m)], vocab.labels[size_t(256 + m)]);
    ASSERT_GE(m > 0 ? merges.slice(m - 1)[2] : 1e9f, merges.slice(m)[2]);  // rarer and rarer
  }
  EXPECT_EQ(vocab.labels[size_t(ghost->start_token())], "↵");
  const Tap& bytes = tap_of(frame, "tokens.bytes");
  float all = 0;
  for (const float n : bytes.values) all += n;
  EXPECT_EQ(all, float(text.size()));
  const Tap& fertility = tap_of(frame, "tokens.fertility");
  EXPECT_THAT(fertility.shape, ElementsAre(4, 4));
  EXPECT_THAT(fertility.labels, ElementsAre("English", "Korean", "code", "probe"));
  for (i64 i = 0; i < 3; ++i) {
    const std::string_view sample = kSampleTexts[size_t(i)].text;
    EXPECT_EQ(fertility.slice(i)[0], float(sample.size()));
    EXPECT_EQ(fertility.slice(i)[1], float(count_chars(sample)));
    EXPECT_NEAR(fertility.slice(i)[1], 300, 30);
    const Tap& pieces = tap_of(frame, "tokens.sample." + std::to_string(i));
    EXPECT_EQ(float(pieces.shape[0]), fertility.slice(i)[3]);
  }
  EXPECT_EQ(fertility.slice(3)[2], 4);  // words of the probe
  EXPECT_EQ(fertility.slice(3)[3], float(frame.ids.size()));
  EXPECT_TRUE(look(*ghost, text, taps::kAttention).taps.empty());
}

TEST(TokensGhost, TheTimeMachineGoesBothWays) {
  const auto ghost = town_ghost();
  const Weights early = weights_at(5), late = weights_at(144);
  ghost->load(late);
  const Frame first = look(*ghost, "The king");
  ghost->load(early);
  EXPECT_EQ(ghost->vocab_size(), 261);
  EXPECT_THAT(tap_of(look(*ghost, "x"), "tokens.merges").shape, ElementsAre(5, 3));
  ghost->load(late);
  const Frame again = look(*ghost, "The king");
  EXPECT_EQ(first.ids, again.ids);
  for (size_t i = 0; i < first.taps.size(); ++i) {
    EXPECT_EQ(first.taps[i].values, again.taps[i].values);
    EXPECT_EQ(first.taps[i].labels, again.taps[i].labels);
  }
  EXPECT_THAT(error_of([&] { ghost->load({0, {1, 2, 3}}); }), HasSubstr("want 432 weights"));
}

TEST(TokensGhost, PartsOfCharactersAreHexNeverReplaced) {
  const auto ghost = town_ghost();  // bytes only
  const Frame frame = look(*ghost, "왕");
  EXPECT_THAT(frame.labels, ElementsAre("EC", "99", "95"));
  EXPECT_EQ(ghost->decode(frame.ids[0]), "‹EC›");
  const std::vector<i32> salad = generate(*ghost, {}, 300, {.temperature = 1});
  for (const i32 id : salad) ASSERT_FALSE(find_utf8_error(ghost->decode(id)));
}

TEST(TokensGhost, ALongProbeKeepsItsEnd) {
  const auto ghost = town_ghost();
  const Frame frame = look(*ghost, std::string(100, 'x') + "왕end");
  EXPECT_EQ(i64(frame.ids.size()), kMaxProbeTokens);
  EXPECT_EQ(frame.labels.back(), "d");
  EXPECT_EQ(frame.dropped, 100 + 6 - kMaxProbeTokens);
}

TEST(TokensGhost, TheWriterSharesTheSession) {
  TokensSession session(small_options(), town_corpus());
  for (int i = 0; i < 10; ++i) session.step();
  const auto writer = session.make_writer();
  writer->load({10, weights_of(session)});
  EXPECT_EQ(writer->vocab_size(), 266);
  const double before = session.model().train_nats_per_char();
  EXPECT_EQ(session.model().train_nats_per_char(), before);
  EXPECT_EQ(session.make_ghost()->vocab_size(), 256);
}

}  // namespace
}  // namespace lab::test
