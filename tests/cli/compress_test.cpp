// compress and decompress: what comes back is what went in, or one line says why not.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kTown = "tinytown:en:40k";

TEST(Compress, AnyFileComesBackWithoutAModel) {
  const Room room;
  room.write("text.txt", "하나, 둘, 셋. One, two, three. One, two, three. One, two, three.\n");
  room.write("bytes.bin", std::string("\xff\x00\xfe", 3) + std::string(500, 'a'));
  room.write("empty", "");
  for (const char* name : {"text.txt", "bytes.bin", "empty"}) {
    const std::string file = name;
    ASSERT_CODE(room.lab({"compress", file}), 0);
    ASSERT_CODE(room.lab({"decompress", file + ".lmlc", "-o", file + ".back"}), 0);
    EXPECT_EQ(room.read(file + ".back"), room.read(file));
  }
  const Ended end = room.lab({"compress", "bytes.bin", "--json", "-o", "b"});
  const Json json = Json::parse(end.out, "stdout");
  EXPECT_EQ(json.at("bytes").as_i64(), 503);
  EXPECT_LT(json.at("compressed").as_i64(), json.at("xz").as_i64());
  EXPECT_EQ(json.at("compressed").as_i64(), i64(room.read("b").size()));
}

TEST(Compress, NothingIsOverwrittenUnasked) {
  const Room room;
  room.write("text", "abc");
  room.write("text.lmlc", "mine");
  expect_one_line(room.lab({"compress", "text"}), 1, {"text.lmlc", "-o"});
  EXPECT_EQ(room.read("text.lmlc"), "mine");
  expect_one_line(room.lab({"decompress", "text"}), 1, {"text", "compress"});
  expect_one_line(room.lab({"compress", "nowhere", "-o", "x"}), 1, {"nowhere"});
  EXPECT_FALSE(room.has("x"));
}

TEST(Compress, ARunComesBackOnAnyNumberOfThreads) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 60, "run")), 0);
  room.write("text", room.read("run/valid.txt").substr(0, 1500) + "가\xff나");
  ASSERT_CODE(room.lab({"compress", "text", "--model", "run", "-o", "two"}), 0);
  ASSERT_CODE(room.lab({"compress", "text", "--model", "run", "-o", "one"},
                       {.environment = {{"OMP_NUM_THREADS", "1"}}}),
              0);
  EXPECT_EQ(room.read("one"), room.read("two"));
  ASSERT_CODE(
      room.lab({"decompress", "two", "-o", "back"}, {.environment = {{"OMP_NUM_THREADS", "1"}}}),
      0);
  EXPECT_EQ(room.read("back"), room.read("text"));
}

TEST(Compress, AnotherModelAKernelOrDamageIsOneLineAndNoFile) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 20, "run")), 0);
  ASSERT_CODE(room.lab(tiny_training(kTown, 20, "other", {"--seed", "9"})), 0);
  room.write("text", room.read("run/valid.txt").substr(0, 300));
  ASSERT_CODE(room.lab({"compress", "text", "--model", "run", "-o", "small"}), 0);
  expect_one_line(room.lab({"decompress", "small", "--model", "other", "-o", "back"}), 1,
                  {"small", "another model", "other"});
  expect_one_line(room.lab({"decompress", "small", "--model", "nowhere", "-o", "back"}), 1,
                  {"nowhere"});
  std::string bytes = room.read("small");
  bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 4);
  room.write("damaged", bytes);
  expect_one_line(room.lab({"decompress", "damaged", "-o", "back"}), 1, {"damaged"});
#ifdef __x86_64__
  expect_one_line(room.lab({"decompress", "small", "-o", "back"},
                           {.environment = {{"OPENBLAS_CORETYPE", "Prescott"}}}),
                  1, {"small", "CPU kernel", "Prescott"});
#endif
  EXPECT_FALSE(room.has("back"));
}

TEST(Compress, AWordModelIsRefused) {
  const Room room;
  ASSERT_CODE(room.lab({"train", "ngram", "--unit", "word", "--order", "2", "--data", kTown,
                        "--out", "words", "--plain"}),
              0);
  room.write("text", "a b c");
  expect_one_line(room.lab({"compress", "text", "--model", "words", "-o", "x"}), 1,
                  {"single characters"});
  EXPECT_FALSE(room.has("x"));
}

}  // namespace
}  // namespace lab::test
