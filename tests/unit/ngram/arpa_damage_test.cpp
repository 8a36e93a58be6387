// ARPA files that lie, end too soon, or were hit on the way: refused in one line, or read in peace.
#include <gtest/gtest.h>

#include "engine/core/rng.h"
#include "engine/ngram/arpa.h"
#include "tests/reference/error_of.h"

namespace lab::test {
namespace {

const std::string kGood =
    "\\data\\\nngram 1=4\nngram 2=2\nngram 3=1\n\n"
    "\\1-grams:\n-99\t<s>\t-0.5\n-1\t</s>\n-0.5\ta\t-0.25\n-0.75\tb\n\n"
    "\\2-grams:\n-0.1\t<s> a\t-0.125\n-0.2\ta b\n\n"
    "\\3-grams:\n-0.05\t<s> a b\n\n\\end\\\n";

std::string complaint(const std::string& text) {
  return error_of([&] { ArpaModel::parse("m.arpa", text); });
}

/// kGood with one piece replaced.
std::string with(const std::string& old, const std::string& fresh) {
  std::string text = kGood;
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), fresh);
}

TEST(ArpaDamage, TheGoodFileIsGood) { EXPECT_EQ(complaint(kGood), "no error"); }

TEST(ArpaDamage, RefusalsNameTheLine) {
  struct Case {
    std::string old, fresh, want;
  };
  const Case cases[] = {
      {"\\data\\", "\\Data\\", "m.arpa:1: want \\data\\ as the first line, found \"\\Data\\\""},
      {"ngram 2=2", "ngram 3=2", "m.arpa:3: want the count of 2-grams, found \"ngram 3=2\""},
      {"ngram 2=2", "2=2", "m.arpa:3: want \"ngram 2=COUNT\", found \"2=2\""},
      {"ngram 2=2", "ngram 2=-2", "m.arpa:3: want a count from 0 on, found \"ngram 2=-2\""},
      {"ngram 2=2", "ngram 2=two", "m.arpa:3: want a count from 0 on, found \"ngram 2=two\""},
      {"ngram 1=4", "ngram 1=3", "m.arpa:10: want \\2-grams: after 3 1-grams, found \"-0.75 b\""},
      {"ngram 1=4", "ngram 1=5", "m.arpa:12: \"\\2-grams:\" is not a number: \"\\2-grams:\""},
      {"ngram 2=2", "ngram 2=1000",
       "m.arpa:12: 1000 2-grams were promised, but only 59 bytes follow; was the file cut off?"},
      {"-1\t</s>", "1\t</s>", "m.arpa:8: log10 p must not be above 0: \"1 </s>\""},
      {"-1\t</s>", "nan\t</s>", "m.arpa:8: \"nan\" is not a number: \"nan </s>\""},
      {"-1\t</s>", "-1 </s>", "m.arpa:8: want log10 p, a tab and a word, found \"-1 </s>\""},
      {"-1\t</s>", "-1\tz", "m.arpa:10: the unigrams lack </s>"},
      {"-0.75\tb", "-0.75\ta", "m.arpa:10: the word \"a\" is listed twice"},
      {"<s>\t-0.5", "<s>\t-inf", "m.arpa:7: the back-off is not finite: \"-99 <s> -inf\""},
      {"<s>\t-0.5", "<s> -0.5",
       "m.arpa:7: want a tab or the line's end after 1 word, found \"-99 <s> -0.5\""},
      {"-0.2\ta b", "-0.2\ta c", "m.arpa:14: \"c\" is not among the unigrams"},
      {"-0.2\ta b", "-0.2\t<s> a", "m.arpa:14: this n-gram is listed twice: \"-0.2 <s> a\""},
      {"-0.2\ta b", "-0.2\ta", "m.arpa:14: want 2 words, found \"-0.2 a\""},
      {"<s> a b", "a a b",
       "m.arpa:17: the first 2 words of this n-gram are not listed among the 2-grams: \"-0.05 a a "
       "b\""},
      {"<s> a b", "<s> a b\t-1",
       "m.arpa:17: n-grams of the longest order have no back-off: \"-0.05 <s> a b -1\""},
      {"\\end\\", "\\end", "m.arpa:19: want \\end\\ after 1 3-grams, found \"\\end\""},
      {"\\end\\\n", "\\end\\\nmore\n", "m.arpa:20: something follows \\end\\: \"more\""},
  };
  for (const Case& c : cases) EXPECT_EQ(complaint(with(c.old, c.fresh)), c.want);
  EXPECT_EQ(complaint(""), "m.arpa:1: the file ends before \\end\\; was it cut off? want \\data\\");
  EXPECT_EQ(
      complaint("\x1f\x8b\x08"),
      "m.arpa:1: want \\data\\ as the first line, found \"???\": a gzip file, unpack it first");
}

TEST(ArpaDamage, ToleratesWhatKenLmTolerates) {
  EXPECT_EQ(complaint("# a comment\n\n" + kGood + "\n \n"), "no error");
  EXPECT_EQ(complaint(with("-0.1\t<s> a", "-1e-1 <s>  a")), "no error");
  EXPECT_EQ(complaint(with("-0.5\ta", "-inf\ta")), "no error");
  EXPECT_EQ(complaint(with("-0.05\t<s> a b", "-0.05\t<s> a b\t0")), "no error");
  EXPECT_EQ(complaint(with("-0.5\ta", "\n-0.5\ta")), "no error");
  EXPECT_EQ(complaint(with("\\end\\\n", "\\end\\")), "no error");
}

TEST(ArpaDamage, CutOffAnywhereItIsRefused) {
  for (std::size_t n = 0; n + 1 < kGood.size(); ++n) {
    const std::string story = complaint(kGood.substr(0, n));
    ASSERT_EQ(story.substr(0, 7), "m.arpa:") << n << ": " << story;
    ASSERT_EQ(story.find('\n'), std::string::npos) << story;
  }
}

TEST(ArpaDamage, HugeCountsTakeNoMemory) {
  for (const std::string huge : {"99999999999", "4611686018427387904", "9223372036854775807",
                                 "18446744073709551615", "99999999999999999999999999"})
    for (const std::string order : {"ngram 1=4", "ngram 2=2", "ngram 3=1"})
      EXPECT_NE(complaint(with(order, order.substr(0, 8) + huge)), "no error");
}

TEST(ArpaDamage, RandomHitsEndInOneLineOrAModel) {
  constexpr char kBytes[] = "\\-=\t \n0123456789<s>/abNe.\0\xff";
  Rng rng(17);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = kGood;
    for (u64 hits = 1 + rng.below(4); hits > 0; --hits) {
      const std::size_t at = rng.below(text.size());
      const char byte = kBytes[rng.below(sizeof kBytes - 1)];
      switch (rng.below(3)) {
        case 0:
          text[at] = byte;
          break;
        case 1:
          text.erase(at, 1 + rng.below(5));
          break;
        default:
          text.insert(at, 1, byte);
      }
    }
    const std::string story = complaint(text);
    if (story == "no error") continue;
    ++refused;
    ASSERT_EQ(story.substr(0, 7), "m.arpa:") << story;
    ASSERT_EQ(story.find('\n'), std::string::npos) << story;
  }
  EXPECT_GT(refused, 10'000);
}

}  // namespace
}  // namespace lab::test
