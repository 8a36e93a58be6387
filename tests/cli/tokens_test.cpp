// tokenize and bpe-train: the forms that scripts rely on.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

TEST(Tokens, TrainsThenTokenizesLineByLine) {
  const Room room;
  room.write("text.txt", "ab ab ab<|end|>ab ab\nab\n");
  const Ended trained = room.lab({"bpe-train", "--data", "text.txt", "--vocab", "259", "--special",
                                  "<|end|>", "-o", "own.json"});
  ASSERT_CODE(trained, 0);
  EXPECT_SAYS(trained.out, "own.json: 259 tokens, 2 merges, from 24 bytes");
  // ids: 0 <|end|>, then the bytes from "!", a = 65, b = 66, then ab and " ab"
  room.write("lines.txt", "ab ab<|end|>\n\nab\xFFz\nab");
  const Ended lines = room.lab({"tokenize", "--tokenizer", "own.json", "--data", "lines.txt"});
  ASSERT_CODE(lines, 0);
  EXPECT_EQ(lines.out, "257 258 0\n\n257 188 90\n257\n");
  const Ended plain =
      room.lab({"tokenize", "--tokenizer", "own.json", "--data", "lines.txt", "--plain"});
  EXPECT_EQ(plain.out.substr(0, plain.out.find('\n')), "257 258 28 92 69 78 68 92 30");
}

TEST(Tokens, ReadsBertVocabularies) {
  const Room room;
  room.write("vocab.txt", "[UNK]\nun\n##aff\n##able\nUn\n");
  room.write("lines.txt", "Unaffable !\n");
  const auto ids = [&](const std::string& tokenizer) {
    const Ended end = room.lab({"tokenize", "--tokenizer", tokenizer, "--data", "lines.txt"});
    EXPECT_CODE(end, 0);
    return end.out;
  };
  EXPECT_EQ(ids("bert:vocab.txt"), "1 2 3 0\n");
  EXPECT_EQ(ids("bert-cased:vocab.txt"), "4 2 3 0\n");
}

TEST(Tokens, StopsWhenNoPairIsLeft) {
  const Room room;
  room.write("text.txt", "ab");
  const Ended end = room.lab({"bpe-train", "--data", "text.txt", "--vocab", "300"});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "it gives 257 tokens, not 300");
  EXPECT_TRUE(room.has("tokenizer.json"));
}

TEST(Tokens, MistakesAreOneLine) {
  const Room room;
  room.write("text.txt", "ab");
  room.write("empty.txt", "");
  room.write("broken.json", "{\"model\": {\"type\": \"BPE\"");
  expect_one_line(room.lab({"tokenize", "--tokenizer", "what"}), 2, {"gpt2:DIR", "what"});
  expect_one_line(room.lab({"tokenize", "--tokenizer", "gpt2:nowhere"}), 1,
                  {"nowhere", "no such folder", "encoder.json"});
  expect_one_line(room.lab({"tokenize", "--tokenizer", "broken.json"}), 1, {"broken.json", "byte"});
  expect_one_line(room.lab({"tokenize", "--tokenizer", "none.model"}), 1, {"none.model"});
  expect_one_line(room.lab({"bpe-train", "--data", "none.txt"}), 1, {"none.txt", "no such file"});
  expect_one_line(room.lab({"bpe-train", "--data", "empty.txt"}), 1, {"empty.txt", "empty"});
  expect_one_line(room.lab({"bpe-train", "--data", "text.txt", "--vocab", "255"}), 2,
                  {"255", "at least 256"});
  EXPECT_FALSE(room.has("tokenizer.json"));
}

}  // namespace
}  // namespace lab::test
