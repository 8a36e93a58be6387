#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "engine/core/check.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/byte_alphabet.h"
#include "engine/tokens/merges.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "tests/reference/error_of.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(ByteAlphabet, IsGpt2s) {
  EXPECT_EQ(byte_char('!'), u32('!'));
  EXPECT_EQ(byte_char(' '), 0x120u);
  EXPECT_EQ(byte_char('\n'), 0x10Au);
  EXPECT_EQ(byte_char(0), 0x100u);
  EXPECT_EQ(byte_char(0x7F), 0x121u);
  EXPECT_EQ(byte_char(0xAD), 0x143u);
  EXPECT_EQ(byte_order()[0], '!');
  EXPECT_EQ(byte_order()[188], 0);
  EXPECT_EQ(spell_bytes(" the"), "Ġthe");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += char(byte);
  EXPECT_EQ(unspell_bytes(spell_bytes(all)), all);
  EXPECT_EQ(unspell_bytes("가"), std::nullopt);
  EXPECT_EQ(unspell_bytes("a b"), std::nullopt);
}

/// The rule itself: of all pairs the one with the lowest rank, the leftmost of those.
std::vector<i32> merge_slowly(std::vector<i32> symbols,
                              const std::vector<std::array<i32, 3>>& merges) {
  for (;;) {
    size_t best = merges.size(), at = 0;
    for (size_t i = 0; i + 1 < symbols.size(); ++i)
      for (size_t rank = 0; rank < best; ++rank)
        if (merges[rank][0] == symbols[i] && merges[rank][1] == symbols[i + 1]) best = rank, at = i;
    if (best == merges.size()) return symbols;
    symbols[at] = merges[best][2];
    symbols.erase(symbols.begin() + i64(at) + 1);
  }
}

TEST(Merges, ShortAndLongPiecesFollowTheRule) {
  Rng rng(13);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::array<i32, 3>> merges;
    Merges table;
    for (i32 id = 3; id < 3 + i32(rng.below(12)); ++id) {
      const i32 left = i32(rng.below(u64(id))), right = i32(rng.below(u64(id)));
      if (table.add(left, right, id, u32(merges.size()))) merges.push_back({left, right, id});
    }
    std::vector<i32> symbols;
    for (u64 n = rng.below(round % 4 == 0 ? 200 : 50); n > 0; --n)
      symbols.push_back(i32(rng.below(3)));
    const std::vector<i32> wanted = merge_slowly(symbols, merges);
    symbols.resize(size_t(table.apply(symbols.data(), i64(symbols.size()))));
    ASSERT_EQ(symbols, wanted) << "round " << round;
  }
}

TEST(Merges, TheFirstOfTwoStays) {
  Merges table;
  EXPECT_TRUE(table.add(1, 2, 3, 0));
  EXPECT_FALSE(table.add(1, 2, 4, 1));
  i32 symbols[] = {1, 2};
  EXPECT_EQ(table.apply(symbols, 2), 1);
  EXPECT_EQ(symbols[0], 3);
}

constexpr const char* kPoem =
    "the cat sat on the mat; the cat's hat. 다람쥐가 도토리를 먹었다. 다람쥐는 배가 불렀다. "
    "for (int i = 0; i < n; ++i) sum += x[i];\n\n\tthe end  ";

std::unique_ptr<Tokenizer> tiny_bpe(i64 vocab_size = 400) {
  return parse_tokenizer_json(
      bpe_to_json(train_bpe(kPoem, {.vocab_size = vocab_size, .specials = {"<|end|>", "<|e"}})),
      "tiny.json");
}

TEST(ByteBpe, GivesBackEveryByte) {
  const auto tokenizer = tiny_bpe();
  EXPECT_TRUE(tokenizer->lossless());
  EXPECT_EQ(tokenizer->kind(), "byte-level BPE");
  EXPECT_EQ(tokenizer->decode(tokenizer->encode(kPoem)), kPoem);
  EXPECT_LT(tokenizer->encode(kPoem).size(), std::string_view(kPoem).size() / 2);
  Rng rng(17);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text =
        i % 2 ? test::random_utf8(rng, 40) : test::random_bytes(rng, 40) + "<|end|>";
    ASSERT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
    ASSERT_EQ(tokenizer->decode(tokenizer->encode(text, InText::plain)), text);
  }
}

TEST(ByteBpe, SpecialTokensAreFoundLongestFirstUnlessTheTextIsPlain) {
  const auto tokenizer = tiny_bpe();
  EXPECT_THAT(tokenizer->encode("<|end|><|e<|end|>"), ElementsAre(0, 1, 0));
  EXPECT_GT(tokenizer->encode("<|end|>", InText::plain).size(), 2u);
  EXPECT_EQ(tokenizer->decode(tokenizer->encode("<|end|>", InText::plain)), "<|end|>");
  EXPECT_EQ(tokenizer->name(0), "<|end|>");
  const i32 the = tokenizer->encode(" the")[0];
  EXPECT_EQ(tokenizer->name(the), "Ġthe");
  EXPECT_EQ(tokenizer->bytes(the), " the");
  EXPECT_EQ(tokenizer->find("Ġthe"), the);
  EXPECT_EQ(tokenizer->find("Ġthx"), -1);
}

TEST(ByteBpe, TheCacheChangesNothing) {
  const auto warm = tiny_bpe();
  Rng rng(19);
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back(test::random_bytes(rng, 30) + kPoem);
  for (const std::string& text : texts) (void)warm->encode(text);
  for (const std::string& text : texts) ASSERT_EQ(warm->encode(text), tiny_bpe(400)->encode(text));
}

TEST(ByteBpe, ManyThreadsGetTheSameIds) {
  const auto tokenizer = tiny_bpe();
  const std::vector<i32> wanted = tokenizer->encode(kPoem);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int& mine : wrong)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) mine += tokenizer->encode(kPoem) != wanted;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ElementsAre(0, 0, 0, 0));
}

TEST(ByteBpe, LongPiecesTakeNoQuadraticTime) {
  const auto tokenizer = tiny_bpe();
  const std::string text(3'000'000, 'a');  // seconds with a heap, hours without
  EXPECT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
}

TEST(ByteBpe, IdsOutsideAreRefused) {
  const auto tokenizer = tiny_bpe();
  const i32 outside[] = {0, 400}, negative[] = {-1};
  EXPECT_THAT(error_of([&] { tokenizer->decode(outside); }), HasSubstr("token id 400"));
  EXPECT_THROW(tokenizer->decode(negative), Error);
  EXPECT_THROW(tokenizer->name(400), Error);
}

TEST(ByteBpe, AMissingByteIsNamed) {
  const auto tokenizer =
      parse_gpt2(R"({"a": 0, "b": 1, "ab": 2})", "encoder.json", "a b\n", "vocab.bpe");
  EXPECT_THAT(tokenizer->encode("abb"), ElementsAre(2, 1));
  EXPECT_THAT(error_of([&] { tokenizer->encode("a "); }), HasSubstr("byte 32 (\"Ġ\")"));
}

}  // namespace
}  // namespace lab
