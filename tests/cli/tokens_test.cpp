// tokenize and bpe-train: the forms that scripts rely on.
#include <gtest/gtest.h>

#include <csignal>

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

TEST(Tokens, PiecesAndTheWayBack) {
  const Room room;
  room.write("text.txt", "ab ab ab\n");
  ASSERT_CODE(room.lab({"bpe-train", "--data", "text.txt", "--vocab", "258", "-o", "t.json"}), 0);
  const auto tokenize = [&](const std::string& lines, const Words& more) {
    room.write("lines.txt", lines);
    Words words = {"tokenize", "--tokenizer", "t.json"};
    words.insert(words.end(), more.begin(), more.end());
    return room.lab(words, {.input = room.path("lines.txt")});
  };
  EXPECT_EQ(tokenize("ab ab\n가\n", {"--pieces"}).out, "ab Ġab\nê ° Ģ\n");
  const std::string ids = tokenize("ab ab\n\n가z\n", {}).out;
  EXPECT_EQ(tokenize(ids, {"--decode"}).out, "ab ab\n\n가z\n");
  const Ended wrong = tokenize("256\n257 x1\n", {"--decode"});
  EXPECT_EQ(wrong.out, "ab\n");
  EXPECT_CODE(wrong, 1);
  EXPECT_EQ(wrong.err, "lab: line 2: want token ids with spaces between, got \"x1\"\n");
  EXPECT_SAYS(tokenize("258\n", {"--decode"}).err, "line 1: token id 258 is not");
  expect_one_line(tokenize("", {"--decode", "--pieces"}), 2, {"want one of them"});
}

TEST(Tokens, TheChapterTrainsAndGoesOnAfterAKill) {
  const Room room;
  const Words train = {
      "train", "tokens",  "--data", "tinytown:both:300k", "--vocab", "2000", "--checkpoint-every",
      "20",    "--plain", "--out"};
  const auto into = [&](const std::string& run) {
    Words words = train;
    words.push_back(run);
    return words;
  };
  const Ended whole = room.lab(into("whole"));
  ASSERT_CODE(whole, 0);
  EXPECT_SAYS(whole.out, "byte pairs, 2000 tokens");
  {
    Running killed = room.start(into("killed"));
    ASSERT_TRUE(killed.wait_for("step 100/"));
    killed.send(SIGKILL);
    ASSERT_EQ(killed.wait().signal, SIGKILL);
  }
  ASSERT_CODE(room.lab({"resume", "killed"}), 0);
  EXPECT_TRUE(room.read("killed/checkpoint.safetensors") ==
              room.read("whole/checkpoint.safetensors"));
  const std::vector<Json> a = records(room, "killed", "step"), b = records(room, "whole", "step");
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].at("loss").dump(), b[i].at("loss").dump()) << i;
    ASSERT_EQ(a[i].at("valid").dump(), b[i].at("valid").dump()) << i;
  }
  const Json score = Json::parse(room.lab({"eval", "killed", "--json"}).out, "eval");
  EXPECT_LT(score.at("tokens").as_i64(), score.at("chars").as_i64());
  EXPECT_CODE(room.lab({"sample", "killed", "--prompt", "왕이 said", "--step", "10"}), 0);
  EXPECT_SAYS(room.lab({"doctor", "killed"}).out, "symptoms: none");
  room.write("other.txt", "글자 ☃ that were never seen\n");
  EXPECT_CODE(room.lab({"eval", "killed", "--data", "other.txt"}), 0);
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
  expect_one_line(room.lab({"bpe-train", "--data", "none.txt"}), 1, {"none.txt", "No such file"});
  expect_one_line(room.lab({"bpe-train", "--data", "empty.txt"}), 1, {"empty.txt", "empty"});
  expect_one_line(room.lab({"bpe-train", "--data", "text.txt", "--vocab", "255"}), 2,
                  {"255", "at least 256"});
  EXPECT_FALSE(room.has("tokenizer.json"));
}

}  // namespace
}  // namespace lab::test
