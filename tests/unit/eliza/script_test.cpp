#include "chapters/01_eliza/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "tests/unit/eliza/small_script.h"

namespace lab::test {
namespace {

std::string error_of(const std::string& text) {
  try {
    (void)parse_script("my.script", text);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

constexpr const char* kEnd = "opening\n say a\nnone\n say b\ngoodbye bye\n say c\n";

struct Case {
  std::string text;
  const char* wanted;
};

TEST(Script, RefusesWhatItDoesNotUnderstandByLine) {
  const Case cases[] = {
      {"", "the script is empty"},
      {"# only a comment\n", "the script is empty"},
      {"key a\n", "my.script:1: want `language"},
      {"language fr\n", "my.script:1: language: want en or ko"},
      {"language en\nlanguage en\n", "my.script:2: `language` stands once"},
      {"language en\nhello\n", "my.script:2: \"hello\" is no word that a line begins with"},
      {"language en\n\nsay hi\n", "my.script:3: this belongs under"},
      {"language en\nmatch 0\n", "my.script:2: `match` belongs under a `key`"},
      {"language en\nremember 0\n", "my.script:2: `remember` belongs"},
      {"language en\nkey\n", "my.script:2: want `key WORD|WORD RANK`"},
      {"language en\nkey a high\n", "with a rank from 0 to 999"},
      {"language en\nkey a 1000\n", "with a rank from 0 to 999"},
      {"language en\nkey ~\n", "\"~\" alone is no word"},
      {"language en\nkey a\n match 0\n say a\nkey A\n",
       "my.script:5: there is a key \"a\" already"},
      {"language en\nkey a\n match\n", "want a decomposition"},
      {"language en\nkey a\n match 33\n", "want 0 to 32 words"},
      {"language en\nkey a\n match @b\n", "there is no class \"b\" above"},
      {"language en\nkey a\n match 0~\n", "want an ending behind ~"},
      {"language en\nkey a\n match 0~?\n", "~? cuts Korean particles"},
      {"language en\npre a b\n", "want two sides with one \"=\""},
      {"language en\npre = b\n", "nothing stands on the left"},
      {"language ko\nswap 저~ = 본인\n", "has ~ on both sides"},
      {"language en\nclass = a\n", "want `class NAME"},
      {"language en\nclass a = b\nclass a = c\n", "there is a class \"a\" already"},
      {"language en\nclass a =\n", "want at least one word"},
      {"language en\ncut\n", "nothing stands behind the word"},
      {"language en\nnone now\n", "want nothing behind `none`"},
      {"language en\nnone\n say a\nnone\n", "there is a block `none` already, in line 2"},
      {"language en\ngoodbye\n", "want phrases"},
      {"language en\nnone\n goto a\n", "only `say` stands here"},
      {"language en\nkey a\n match 0\n newkey now\n", "want nothing behind `newkey`"},
      {"language en\nkey a\n match 0\n pre b ->\n", "want `pre TEMPLATE -> KEY`"},
      {"language en\nkey a\n", "the key \"a\" has no `match`"},
      {"language en\nkey a\n match 0\n" + std::string(kEnd), "this `match` has no answer"},
      {"language en\nkey a\n match 0\n say {2}\n", "my.script:4: {2}: want a part from 1 to 1"},
      {"language en\nkey a\n match 0\n say {0}\n", "{0}: want a part"},
      {"language en\nkey a\n match 0\n say {a\n", "want a closing \"}\""},
      {"language en\nkey a\n match 0\n say {a}\n", "two forms as in"},
      {"language en\nkey a\n match 0\n goto b\n" + std::string(kEnd), "there is no key \"b\""},
      {"language en\nnone\n say a\n", "there is no block `opening`"},
      {"language en\n\xFF\n", "not UTF-8"},
  };
  for (const Case& c : cases) EXPECT_THAT(error_of(c.text), testing::HasSubstr(c.wanted)) << c.text;
}

TEST(Script, RefusesRulesThatNeverEnd) {
  const std::string head = "language en\n", end = kEnd;
  EXPECT_THAT(error_of(head + "key a\n match 0\n goto a\n" + end),
              testing::HasSubstr("my.script:4: \"a\" leads back to itself"));
  EXPECT_THAT(error_of(head +
                       "key a\n match 0\n goto b\nkey b\n match 0\n say x\n goto c\n"
                       "key c\n match 0\n pre y -> a\n" +
                       end),
              testing::HasSubstr("leads back to itself"));
  EXPECT_EQ(error_of(head +
                     "key a\n match 0\n goto c\nkey b\n match 0\n goto c\n"
                     "key c\n match 0\n say x\n" +
                     end),
            "no error")
      << "two ways to one place are no circle";
}

TEST(Script, AChainOfManyKeysIsWalkedWithoutRunningOutOfStack) {
  std::string text = "language en\n";
  constexpr int kKeys = 4000;
  for (int i = 0; i < kKeys; ++i)
    text += cat("key k", i, "\n match 0\n goto k", (i + 1) % kKeys, "\n");
  EXPECT_THAT(error_of(text + kEnd), testing::HasSubstr("leads back to itself"));
}

TEST(Script, BothListenersAreThereAndTalkAboutManyThings) {
  const Script& english = built_in_script("en");
  const Script& korean = built_in_script("ko");
  EXPECT_GE(english.keys.size(), 35u);
  EXPECT_GE(korean.keys.size(), 35u);
  EXPECT_FALSE(english.language.korean);
  EXPECT_TRUE(korean.language.korean);
}

TEST(Script, TabsCommentsAndCrLfAreAllowed) {
  const Script script = parse_script(
      "x", "\xEF\xBB\xBFlanguage en\r\n# why\r\nkey a\t2\r\n\tmatch 0\r\n\t\tsay b\r\n" +
               std::string(kEnd));
  ASSERT_EQ(script.keys.size(), 1u);
  EXPECT_EQ(script.keys[0].rank, 2);
}

}  // namespace
}  // namespace lab::test
