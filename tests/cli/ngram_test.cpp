// lab ngram as its user meets it: scores from a file, a run written as one.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "tests/cli/process.h"
#include "tests/reference/shared_data.h"

namespace lab::test {
namespace {

const std::string kModel =
    "\\data\\\nngram 1=5\nngram 2=2\n\n"
    "\\1-grams:\n-99\t<s>\t-0.5\n-1\t</s>\n-2\t<unk>\n-0.5\ta\t-0.25\n-0.75\tb\n\n"
    "\\2-grams:\n-0.125\t<s> a\n-0.25\ta b\n\n\\end\\\n";

TEST(Ngram, PrintsEveryWordWithItsOrder) {
  const Room room;
  room.write("m.arpa", kModel);
  room.write("lines.txt", "a b\nb x\n");
  const Ended end = room.lab({"ngram", "score", "m.arpa"}, {.input = room.path("lines.txt")});
  ASSERT_CODE(end, 0);
  EXPECT_EQ(end.out,
            "a\t-0.125\t2\nb\t-0.25\t2\n</s>\t-1\t1\nTotal: -1.375 OOV: 0\n"
            "b\t-1.25\t1\nx\t-2\t1\n</s>\t-1\t1\nTotal: -4.25 OOV: 1\n"
            "Perplexity including OOVs:\t8.6596432\nPerplexity excluding OOVs:\t5.3088444\n"
            "OOVs:\t1\nTokens:\t6\n");
  const Ended file = room.lab({"ngram", "score", "m.arpa", "--data", "lines.txt"});
  EXPECT_EQ(file.out, end.out);
}

TEST(Ngram, JsonSaysTheSame) {
  const Room room;
  room.write("m.arpa", kModel);
  room.write("lines.txt", "a x\n");
  const Ended end = room.lab({"ngram", "score", "m.arpa", "--data", "lines.txt", "--json"});
  ASSERT_CODE(end, 0);
  const std::size_t line = end.out.find('\n');
  const Json sentence = Json::parse(end.out.substr(0, line), "stdout");
  EXPECT_EQ(sentence.at("words").items().size(), 3u);
  EXPECT_EQ(sentence.at("oov").as_i64(), 1);
  EXPECT_NEAR(sentence.at("log10_p").as_double(), -0.125 - 2.25 - 1, 1e-6);
  const Json totals = Json::parse(end.out.substr(line + 1), "stdout");
  EXPECT_EQ(totals.at("tokens").as_i64(), 3);
  EXPECT_NEAR(totals.at("perplexity").as_double(), std::pow(10, 3.375 / 3), 1e-4);
  const Ended brief = room.lab({"ngram", "score", "m.arpa", "--data", "lines.txt", "--summary"});
  EXPECT_TRUE(brief.out.starts_with("Perplexity including OOVs:")) << brief.out;
}

TEST(Ngram, KenLmsModelFromTheShell) {
  LAB_NEEDS_SHARED_DATA("kenlm_arpa/test.arpa");
  const Room room;
  room.write("lines.txt", "looking on a little the biarritz not_found more .\n");
  const Ended end = room.lab({"ngram", "score", shared_data("kenlm_arpa/test.arpa")},
                             {.input = room.path("lines.txt")});
  ASSERT_CODE(end, 0);
  constexpr double kWant[] = {-0.484652, -0.348837, -0.0155266, -0.00306122, -4.04005,
                              -1.9889,   -2.29666,  -21.20632,  -0.51363,    -0.0191651};
  std::istringstream lines(end.out);
  for (const double want : kWant) {
    std::string word;
    double log10_p = 0;
    int order = 0;
    lines >> word >> log10_p >> order;
    EXPECT_NEAR(log10_p, want, 1e-4) << word;
  }
}

TEST(Ngram, ARunBecomesAFileThatScoresAlike) {
  const Room room;
  std::string text;
  for (int i = 0; i < 40; ++i) text += i % 3 ? "the cat sat on a mat\n" : "a dog saw the cat\n";
  room.write("words.txt", text);
  room.write("test.txt", "the dog sat\na cat saw a unicorn\n");
  ASSERT_CODE(room.lab({"train", "ngram", "--order", "3", "--unit", "word", "--data", "words.txt",
                        "--steps", "4", "--out", "run", "--plain"}),
              0);
  const Ended writing = room.lab({"ngram", "arpa", "run", "-o", "run.arpa"});
  ASSERT_CODE(writing, 0);
  EXPECT_SAYS(writing.out, "run.arpa: order 3, ");
  const Ended scores =
      room.lab({"ngram", "score", "run.arpa", "--data", "test.txt", "--json", "--summary"});
  const Ended ours = room.lab({"eval", "run", "--data", "test.txt", "--json"});
  ASSERT_CODE(ours, 0);
  const double want = Json::parse(ours.out, "eval").at("perplexity").as_double();
  const Json totals = Json::parse(scores.out, "score");
  EXPECT_NEAR(totals.at("perplexity").as_double(), want, 1e-4 * want);
  EXPECT_EQ(totals.at("oov").as_i64(), 1);
  ASSERT_CODE(room.lab({"train", "ngram", "--order", "2", "--data", "words.txt", "--steps", "4",
                        "--out", "chars", "--plain"}),
              0);
  ASSERT_CODE(room.lab({"ngram", "arpa", "chars", "-o", "chars.arpa"}), 0);
  EXPECT_SAYS(room.read("chars.arpa"), "\t<U+0020> ");
}

TEST(Ngram, MistakesTakeOneLine) {
  const Room room;
  room.write("cut.arpa", kModel.substr(0, kModel.find("-0.25\ta b")));
  expect_one_line(room.lab({"ngram", "score", "cut.arpa"}), 1, {"cut.arpa:14", "cut off"});
  expect_one_line(room.lab({"ngram", "score", "none.arpa"}), 1, {"none.arpa"});
  expect_one_line(room.lab({"ngram", "arpa", "none", "-o", "x.arpa"}), 1, {"none"});
  EXPECT_CODE(room.lab({"ngram"}), 2);
  EXPECT_CODE(room.lab({"ngram", "arpa", "run"}), 2);
}

}  // namespace
}  // namespace lab::test
