// Compressed files: any bytes come back, at the model's price, and a damaged file is never taken.
#include "engine/coding/squeezed.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/coding/adaptive_ngram.h"
#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/text/vocab.h"
#include "tests/reference/error_of.h"

namespace lab::test {
namespace {

/// Knows a few characters; what it expects hangs on the last one and on how many it may read.
class FewLetters final : public Ghost {
 public:
  explicit FewLetters(std::string_view letters, float lean = 0)
      : vocab_(CharVocab::of({letters})), lean_(lean) {}
  void load(const Weights&) override {}
  void look(const Probe&, Frame&) override {}
  void next_logits(std::span<const i32> ids, std::vector<float>& logits) override {
    longest = std::max(longest, i64(ids.size()));
    logits.assign(std::size_t(vocab_.size()), 0.0f);
    for (std::size_t i = 0; i < logits.size(); ++i)
      logits[i] = float((i * 5 + std::size_t(ids.back()) * 3 + ids.size()) % 7) + lean_ * float(i);
  }
  std::vector<i32> encode(const std::string& text, i64& dropped) const override {
    return vocab_.encode_known(text, dropped);
  }
  std::string decode(i32 id) const override { return vocab_.text(id); }
  i64 vocab_size() const override { return vocab_.size(); }
  std::vector<ParamShape> shapes() const override { return {}; }
  i32 start_token() const override { return 0; }
  i64 longest = 0;  // context that was asked with

 private:
  CharVocab vocab_;
  float lean_;
};

const std::string kLetters = "\n abcdefgh가나다";
constexpr i64 kContext = 9;

std::string random_bytes(Rng& rng, std::size_t n) {
  std::string bytes;
  while (bytes.size() < n) bytes += char(rng.next());
  return bytes;
}

/// Known letters, unknown ones, broken UTF-8 and plain noise, in stretches.
std::string random_mixture(Rng& rng) {
  static const char* const kPieces[] = {"abc",
                                        "가나다",
                                        "한글",
                                        "\xff",
                                        "\xea\xb0",
                                        "e\u0301",
                                        "aaaaaaaaaaaaaaaaaaaa",
                                        "\xf0\x9f\x98\x80",
                                        "\n",
                                        " "};
  std::string text;
  for (u64 n = rng.next() % 40; n-- > 0;)
    text += rng.next() % 8 ? std::string(kPieces[rng.next() % std::size(kPieces)])
                           : random_bytes(rng, rng.next() % 9);
  return text;
}

ModelMark mark_of(Ghost& ghost) {
  return {.run = "runs/가",
          .identity = identity_of("weights"),
          .arithmetic = arithmetic_of(ghost),
          .kernel = "test"};
}

std::string through_model(const std::string& text, i64* longest = nullptr) {
  FewLetters writer(kLetters), reader(kLetters);
  GhostSymbols out(writer, kContext), in(reader, kContext);
  const std::string file = pack(squeeze(text, out, mark_of(reader)));
  const Squeezed squeezed = unpack(file, "test");
  EXPECT_EQ(squeezed.model.run, "runs/가");
  if (longest) *longest = writer.longest;
  return unsqueeze(squeezed, &in);
}

std::string through_counting(const std::string& bytes, int order) {
  return unsqueeze(unpack(pack(squeeze(bytes, order)), "test"), nullptr);
}

TEST(Squeezed, AnyBytesComeBack) {
  Rng rng(11);
  for (int round = 0; round < 300; ++round) {
    const std::string text = random_mixture(rng);
    ASSERT_EQ(through_model(text), text) << "round " << round;
    ASSERT_EQ(through_counting(text, round % 17), text) << "round " << round;
  }
  for (const std::string& text :
       {std::string(), std::string(1, '\0'), std::string(5000, '\0'), std::string(3000, 'a'),
        random_bytes(rng, 5000), std::string("\xea\xb0\x80\xea\xb0"), std::string("abc가나다\n")}) {
    EXPECT_EQ(through_model(text), text);
    EXPECT_EQ(through_counting(text, kDefaultOrder), text);
  }
}

TEST(Squeezed, ContextsStayWithinWhatTheModelReads) {
  i64 longest = 0;
  through_model(std::string(100, 'a'), &longest);
  EXPECT_EQ(longest, kContext);
  FewLetters ghost(kLetters);
  GhostSymbols symbols(ghost, 64);
  for (int i = 0; i < 300; ++i) {
    (void)symbols.frequencies();
    symbols.append(3);
  }
  EXPECT_EQ(ghost.longest, 64);
}

TEST(Squeezed, TheMessageCostsWhatTheModelSays) {
  Rng rng(5);
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "abcdefgh"[rng.next() % 8];
  FewLetters ghost(kLetters);
  GhostSymbols symbols(ghost, kContext);
  const Squeezed squeezed = squeeze(text, symbols, {});
  const double ideal = symbols.model_bits() / 8;
  EXPECT_GT(ideal, 1000);
  EXPECT_LE(double(squeezed.message.size()), ideal * 1.01 + 16);
  EXPECT_GE(double(squeezed.message.size()), ideal - 1);
}

TEST(Squeezed, CountingCostsWhatItsFrequenciesSay) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += cat("line ", i * i % 41, " of a text that repeats\n");
  AdaptiveNgram model(4, 256);
  double bits = 0;
  for (const char c : text) {
    const std::span<const u32> frequencies = model.frequencies();
    double sum = 0;
    for (const u32 f : frequencies) sum += f;
    bits -= std::log2(frequencies[static_cast<unsigned char>(c)] / sum);
    model.append(static_cast<unsigned char>(c));
  }
  const Squeezed squeezed = squeeze(text, 4);
  EXPECT_LE(double(squeezed.message.size()), bits / 8 * 1.01 + 16);
  EXPECT_LT(squeezed.message.size(), text.size() / 4);
}

TEST(Squeezed, NoiseIsStoredNotLengthened) {
  Rng rng(2);
  const std::string noise = random_bytes(rng, 4000);
  const Squeezed squeezed = squeeze(noise);
  EXPECT_EQ(squeezed.method, Squeezed::Method::stored);
  EXPECT_LE(pack(squeezed).size(), noise.size() + 32);
}

std::string outcome(const std::string& file) {
  return error_of([&] {
    FewLetters ghost(kLetters);
    GhostSymbols symbols(ghost, kContext);
    (void)unsqueeze(unpack(file, "F"), &symbols);
  });
}

TEST(Squeezed, DamageAtAnyByteIsNoticed) {
  FewLetters ghost(kLetters);
  GhostSymbols symbols(ghost, kContext);
  for (const std::string& whole :
       {pack(squeeze("abc 가나 한글 abcabc", symbols, mark_of(ghost))),
        pack(squeeze(std::string(200, 'x') + "abc")), pack(squeeze("ab"))}) {
    ASSERT_EQ(outcome(whole), "no error");
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string damaged = whole;
        damaged[i] = char(damaged[i] ^ (1 << bit));
        EXPECT_TRUE(outcome(damaged).starts_with("F: ")) << i << ": " << outcome(damaged);
      }
      EXPECT_NE(outcome(whole.substr(0, i)), "no error") << i;
    }
    EXPECT_NE(outcome(whole + "x"), "no error");
  }
}

TEST(Squeezed, AnotherModelDoesNotPassAsTheSameOne) {
  FewLetters writer(kLetters), reader(kLetters, 0.25f);
  EXPECT_NE(arithmetic_of(writer), arithmetic_of(reader));
  EXPECT_EQ(arithmetic_of(writer), arithmetic_of(writer));
  EXPECT_NE(identity_of("a"), identity_of("b"));
  GhostSymbols out(writer, kContext), in(reader, kContext);
  const Squeezed squeezed = squeeze("abcdefgh가나다 abcdefgh", out, {});
  EXPECT_NE(error_of([&] { (void)unsqueeze(squeezed, &in); }), "no error");
  EXPECT_NE(error_of([&] { (void)unsqueeze(squeezed, nullptr); }), "no error");
}

TEST(Squeezed, AModelOfWordsIsRefused) {
  class Words final : public Ghost {
   public:
    void load(const Weights&) override {}
    void look(const Probe&, Frame&) override {}
    void next_logits(std::span<const i32>, std::vector<float>&) override {}
    std::vector<i32> encode(const std::string&, i64&) const override { return {}; }
    std::string decode(i32 id) const override { return id ? "word" : "a"; }
    i64 vocab_size() const override { return 2; }
    std::vector<ParamShape> shapes() const override { return {}; }
    i32 start_token() const override { return 0; }
  } words;
  const std::string error = error_of([&] { GhostSymbols(words, 4); });
  EXPECT_NE(error.find("single characters"), std::string::npos) << error;
}

}  // namespace
}  // namespace lab::test
