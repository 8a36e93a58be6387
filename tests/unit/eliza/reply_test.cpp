#include <gtest/gtest.h>

#include "chapters/01_eliza/ghost.h"
#include "engine/core/check.h"
#include "tests/unit/eliza/small_script.h"

namespace lab::test {
namespace {

constexpr const char* kRanks =
    "key low 1\n match 0\n say low\n"
    "key high 5\n match 0 high up 0\n say high\n"
    "key also 5\n match 0\n say also\n";

TEST(Reply, TheHighestRankSpeaks) {
  EXPECT_EQ(answer(kRanks, "low and high up").reply, "High");
  EXPECT_EQ(answer(kRanks, "low").reply, "Low");
}

TEST(Reply, AmongEqualRanksTheFirstInTheLine) {
  EXPECT_EQ(answer(kRanks, "also high up").reply, "Also");
  EXPECT_EQ(answer(kRanks, "high up also").reply, "High");
}

TEST(Reply, AKeyWithoutAMatchHandsOverToTheNext) {
  const Exchange exchange = answer(kRanks, "low and high down");
  EXPECT_EQ(exchange.reply, "Low");
  EXPECT_EQ(exchange.tried, std::vector<std::string>{"high: 0 high up 0"});
  ASSERT_EQ(exchange.hits.size(), 2u);
  EXPECT_EQ(exchange.hits[0].word, "high");
  EXPECT_FALSE(exchange.hits[0].chosen);
  EXPECT_TRUE(exchange.hits[1].chosen);
}

TEST(Reply, OnlyTheFirstClauseWithAKeywordIsRead) {
  EXPECT_EQ(answer(kRanks, "well, low, high up").reply, "Low");
  EXPECT_EQ(answer(kRanks, "well, low, high up").normalised, "low");
  EXPECT_EQ(answer(std::string("cut but\n") + kRanks, "low but high up").reply, "Low");
}

TEST(Reply, AnswersTakeTurns) {
  const Script script = small_script("key a\n match 0\n say one\n say two\n say three\n");
  Eliza eliza(script);
  std::string all;
  for (int i = 0; i < 4; ++i) all += eliza.reply("a").reply + " ";
  EXPECT_EQ(all, "One Two Three One ");
}

TEST(Reply, AnAnswerThatNeedsAnEmptyPartIsPassedOver) {
  const char* rules = "key a\n match 0 a 0\n say why {3}?\n say so?\n";
  EXPECT_EQ(answer(rules, "a").reply, "So?");
  EXPECT_EQ(answer(rules, "a b").reply, "Why b?");
  const char* only = "key a\n match 0 a 0\n say why {3}?\n match 0\n say else\n";
  EXPECT_EQ(answer(only, "a").reply, "Else");
}

TEST(Reply, WordsAreReplacedBeforeAndSwappedAfter) {
  const char* rules =
      "pre don't = do not\nswap i = you\nswap my = your\nswap i am = you are\n"
      "swap you = I\nswap-end you = me\nkey because\n match 0 because 0\n say is it because {3}?\n";
  EXPECT_EQ(answer(rules, "Because I don't like my dog").reply,
            "Is it because you do not like your dog?");
  EXPECT_EQ(answer(rules, "because I am here").reply, "Is it because you are here?");
  EXPECT_EQ(answer(rules, "because you came").reply, "Is it because I came?");
  EXPECT_EQ(answer(rules, "because he knows you").reply, "Is it because he knows me?");
  EXPECT_EQ(answer(rules, "because I don\u2019t").reply, "Is it because you do not?");
}

TEST(Reply, GotoUsesTheRulesOfAnotherKey) {
  const Exchange exchange =
      answer("key how\n match 0\n goto what\nkey what\n match 0\n say why do you ask?\n", "how so");
  EXPECT_EQ(exchange.reply, "Why do you ask?");
  EXPECT_EQ(exchange.keyword, "what");
  EXPECT_EQ(exchange.hits[0].word, "how");
}

TEST(Reply, PreChangesTheLineAndGoesOn) {
  const char* rules =
      "swap i = you\nkey fond\n match 0 i am fond of 0\n pre i like {6} -> like\n"
      "key like\n match 0 i like 0\n say what about {4}?\n";
  EXPECT_EQ(answer(rules, "I am fond of tea").reply, "What about tea?");
}

TEST(Reply, NewkeyHandsOverToTheNextKeyword) {
  const char* rules = "key a 2\n match 0\n newkey\nkey b 1\n match 0\n say b\n";
  EXPECT_EQ(answer(rules, "a b").reply, "B");
  EXPECT_EQ(answer(rules, "a").source, "none");
}

TEST(Reply, MemoryComesBackOldestFirstWhenNoKeywordIsFound) {
  const Script script = small_script(
      "swap my = your\nkey my\n match 0\n say I see.\n remember 0 my 0\n say your {3}?\n");
  Eliza eliza(script);
  EXPECT_TRUE(eliza.reply("my dog").memory == std::vector<std::string>{"Your dog?"});
  EXPECT_EQ(eliza.reply("my cat").memory.size(), 2u);
  const Exchange first = eliza.reply("hm");
  EXPECT_EQ(first.source, "memory");
  EXPECT_EQ(first.reply, "Your dog?");
  EXPECT_EQ(first.memory, std::vector<std::string>{"Your cat?"});
  EXPECT_EQ(eliza.reply("hm").reply, "Your cat?");
  EXPECT_EQ(eliza.reply("hm").source, "none");
}

TEST(Reply, MemoryHasAnEnd) {
  const Script script =
      small_script("key my\n match 0\n say I see.\n remember 0 my 0\n say your {3}?\n");
  Eliza eliza(script);
  Exchange last;
  for (int i = 0; i < 1000; ++i) last = eliza.reply(cat("my thing ", i));
  EXPECT_EQ(last.memory.size(), 64u);
  EXPECT_EQ(last.memory.back(), "Your thing 999?");
}

TEST(Reply, GreetingAndGoodbyeAreWholeClauses) {
  const char* rules = "greeting hello|good day\n say Hi.\nkey a\n match 0\n say a\n";
  EXPECT_EQ(answer(rules, "Hello!").source, "greeting");
  EXPECT_EQ(answer(rules, "good day").source, "greeting");
  EXPECT_EQ(answer(rules, "hello, a").source, "rule");
  EXPECT_EQ(answer(rules, "hello there").source, "none");
  EXPECT_EQ(answer(rules, "ok, bye").source, "goodbye");
  EXPECT_EQ(answer(rules, "See you").source, "goodbye");
  EXPECT_EQ(answer(rules, "bye the way").source, "none");
}

TEST(Reply, KeywordsAreFoundWithParticlesInAnySpelling) {
  const char* rules = "key 엄마 1\n match 0 엄마 0\n say {2}{은/는} 어떤 분이세요?\n";
  for (const char* line : {"엄마", "엄마가 와요", "엄마는요?", "우리 엄마한테도요"})
    EXPECT_EQ(answer(rules, line, "ko").reply, "엄마는 어떤 분이세요?") << line;
  EXPECT_EQ(answer(rules, "엄마손 식당", "ko").source, "none");
  // NFD, as a Mac writes it: ㅇㅓㅁ ㅁㅏ ㄱㅏ
  EXPECT_EQ(answer(rules, "\u110b\u1165\u11b7\u1106\u1161\u1100\u1161", "ko").reply,
            "엄마는 어떤 분이세요?");
  EXPECT_EQ(answer(rules, "엄마ㅠㅠ", "ko").source, "rule");
}

TEST(Reply, SwappedWordsKeepTheirParticlesFitted) {
  const char* rules =
      "swap 저는 =\nswap 저~ = 본인~\nkey 싶~\n match 0~고 싶~ 0\n say {1}고 싶으시군요.\n";
  EXPECT_EQ(answer(rules, "저는 집에 가고 싶어요", "ko").reply, "집에 가고 싶으시군요.");
  EXPECT_EQ(answer(rules, "저를 알고 싶어요", "ko").reply, "본인을 알고 싶으시군요.");
}

TEST(Reply, IsAPureFunctionOfTheLinesSoFar) {
  const Script& script = built_in_script("en");
  ElizaGhost ghost(script);
  Frame once, twice;
  const std::string lines = "My mother hates me\nhm\nI am sad\nhm";
  ghost.look({.text = lines}, once);
  ghost.look({.text = lines}, twice);
  EXPECT_EQ(once.exchanges, twice.exchanges);
  ASSERT_EQ(once.exchanges.size(), 4u);
  ghost.look({.text = lines.substr(0, lines.size() - 3)}, twice);
  ASSERT_EQ(twice.exchanges.size(), 3u);
  EXPECT_EQ(twice.exchanges[2], once.exchanges[2]);
  ghost.look({}, twice);
  EXPECT_TRUE(twice.exchanges.empty());
}

TEST(Reply, TheGhostHasNoWeightsAndSaysSo) {
  ElizaGhost ghost(built_in_script("en"));
  EXPECT_NO_THROW(ghost.load({}));
  EXPECT_THROW(ghost.load({0, {1}}), Error);
  std::vector<float> logits;
  EXPECT_THROW(ghost.next_logits({}, logits), Error);
}

}  // namespace
}  // namespace lab::test
