#include "chapters/01_eliza/korean.h"

#include <gtest/gtest.h>

#include "chapters/01_eliza/template.h"

namespace lab {
namespace {

struct Row {
  const char* word;
  const char* pair;
  const char* wanted;
};

TEST(KoreanParticles, AreChosenByTheSoundBeforeThem) {
  const Row rows[] = {
      {"엄마", "은/는", "는"},         {"동생", "은/는", "은"},   {"친구", "이/가", "가"},
      {"시험", "이/가", "이"},         {"학교", "을/를", "를"},   {"밥", "을/를", "을"},
      {"누나", "과/와", "와"},         {"형", "과/와", "과"},     {"집", "으로/로", "으로"},
      {"학교", "으로/로", "로"},       {"서울", "으로/로", "로"}, {"교실", "으로/로", "로"},
      {"서울", "이/가", "이"},         {"물", "을/를", "을"},     {"학생", "이에요/예요", "이에요"},
      {"의사", "이에요/예요", "예요"}, {"민준", "아/야", "아"},   {"지우", "아/야", "야"},
      {"먹", "으면/면", "으면"},       {"가", "으면/면", "면"},   {"살", "으면/면", "면"},
      {"값", "이/가", "이"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(fill_template(std::string(row.word) + "{" + row.pair + "}", {}),
              std::string(row.word) + row.wanted);
}

TEST(KoreanParticles, NumeralsAreReadAsNumbers) {
  const Row rows[] = {{"0", "이/가", "이"},     {"1", "이/가", "이"},      {"2", "이/가", "가"},
                      {"3", "이/가", "이"},     {"4", "이/가", "가"},      {"5", "이/가", "가"},
                      {"6", "이/가", "이"},     {"7", "이/가", "이"},      {"8", "이/가", "이"},
                      {"9", "이/가", "가"},     {"10", "이/가", "이"},     {"100", "이/가", "이"},
                      {"1", "으로/로", "로"},   {"7", "으로/로", "로"},    {"8", "으로/로", "로"},
                      {"3", "으로/로", "으로"}, {"10", "으로/로", "으로"}, {"2", "으로/로", "로"}};
  for (const Row& row : rows)
    EXPECT_EQ(fill_template(std::string(row.word) + "{" + row.pair + "}", {}),
              std::string(row.word) + row.wanted);
}

TEST(KoreanParticles, LatinWordsAreReadByLetterOrBySpelling) {
  const Row rows[] = {
      {"GPT", "이/가", "가"},      {"URL", "이/가", "이"},   {"URL", "으로/로", "로"},
      {"LAN", "이/가", "이"},      {"TV", "을/를", "를"},    {"PDF", "을/를", "를"},
      {"Google", "으로/로", "로"}, {"Tom", "이/가", "이"},   {"Jane", "과/와", "과"},
      {"book", "은/는", "은"},     {"cake", "은/는", "는"},  {"computer", "은/는", "는"},
      {"Facebook", "을/를", "을"}, {"email", "을/를", "을"}, {"king", "이/가", "이"}};
  for (const Row& row : rows)
    EXPECT_EQ(fill_template("그 " + std::string(row.word) + "{" + row.pair + "}", {}),
              "그 " + std::string(row.word) + row.wanted);
}

TEST(KoreanParticles, SignsBehindAWordDoNotCount) {
  EXPECT_EQ(fill_template("'시험'{은/는}", {}), "'시험'은");
  EXPECT_EQ(fill_template("(엄마){은/는}", {}), "(엄마)는");
  EXPECT_EQ(final_sound(""), FinalSound::vowel);
  EXPECT_EQ(final_sound("?!"), FinalSound::vowel);
}

TEST(KoreanParticles, StandBehindWordsOfTheirSoundOnly) {
  const auto stands = [](const char* word, const char* rest) {
    return are_particles(final_sound(word), rest);
  };
  EXPECT_TRUE(stands("엄마", "가"));
  EXPECT_TRUE(stands("엄마", "는요"));
  EXPECT_TRUE(stands("엄마", "에게는"));
  EXPECT_TRUE(stands("엄마", "한테서도"));
  EXPECT_TRUE(stands("엄마", "예요"));
  EXPECT_TRUE(stands("친구", "들이"));
  EXPECT_TRUE(stands("서울", "로"));
  EXPECT_FALSE(stands("엄마", "이"));
  EXPECT_FALSE(stands("엄마", "은"));
  EXPECT_FALSE(stands("동생", "가"));
  EXPECT_FALSE(stands("집", "로"));
  EXPECT_FALSE(stands("엄마", "가는"));  // a particle that ends the row
  EXPECT_FALSE(stands("나", "이"));      // 나이 is one word
  EXPECT_FALSE(stands("엄마", "아빠"));
}

TEST(KoreanParticles, AreCutFromWordsButNotFromThoseThatOnlyLookLikeIt) {
  const WholeWords whole = {"고양이", "휴가", "나라"};
  const auto stem = [&](std::string word) { return word.substr(0, stem_length(word, whole)); };
  EXPECT_EQ(stem("학교에서는"), "학교");
  EXPECT_EQ(stem("친구들에게"), "친구");
  EXPECT_EQ(stem("개가"), "개");
  EXPECT_EQ(stem("사과를"), "사과");
  EXPECT_EQ(stem("고양이"), "고양이");
  EXPECT_EQ(stem("고양이가"), "고양이");
  EXPECT_EQ(stem("고양이랑"), "고양이");
  EXPECT_EQ(stem("휴가도"), "휴가");
  EXPECT_EQ(stem("나라도"), "나라");
  EXPECT_EQ(stem("마을"), "마을");  // 을 cannot stand behind 마
  EXPECT_EQ(stem("나이"), "나이");
  EXPECT_EQ(stem("바다"), "바다");
  EXPECT_EQ(stem(""), "");
}

TEST(KoreanParticles, AreFittedToAnotherWord) {
  EXPECT_EQ(fitted("를", FinalSound::consonant), "을");
  EXPECT_EQ(fitted("가", FinalSound::consonant), "이");
  EXPECT_EQ(fitted("이랑", FinalSound::vowel), "랑");
  EXPECT_EQ(fitted("는요", FinalSound::consonant), "은요");
  EXPECT_EQ(fitted("와는", FinalSound::consonant), "과는");
  EXPECT_EQ(fitted("에게", FinalSound::consonant), "에게");
  EXPECT_EQ(fitted("으로", FinalSound::rieul), "로");
}

TEST(KoreanParticles, ARowWithoutEndIsNoRowOfParticles) {
  std::string rest;
  for (int i = 0; i < 100'000; ++i) rest += "만";
  EXPECT_FALSE(are_particles(FinalSound::vowel, rest));
  EXPECT_GT(stem_length("나" + rest, {}), rest.size() - 40);
}

}  // namespace
}  // namespace lab
