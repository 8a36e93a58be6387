// One conversation per language, word for word.
#include <gtest/gtest.h>

#include <span>

#include "chapters/01_eliza/eliza.h"

namespace lab {
namespace {

struct Turn {
  const char* said;
  const char* reply;
};

void expect_conversation(const char* language, std::span<const Turn> turns) {
  Eliza eliza(built_in_script(language));
  for (const Turn& turn : turns) EXPECT_EQ(eliza.reply(turn.said).reply, turn.reply) << turn.said;
}

TEST(ElizaGolden, English) {
  const Turn turns[] = {
      {"Hello", "Hello. What is on your mind?"},
      {"My sister is angry with me", "Tell me more about your sister."},
      {"She says that I never listen", "Can you give me one example?"},
      {"I think she hates me", "How do you notice that you think she hates you?"},
      {"I'm afraid of losing her", "What is it about losing her that frightens you?"},
      {"What should I do?", "What answer would please you most?"},
      {"hmm", "Earlier you spoke of your sister. What more is there to it?"},
      {"I can't sleep because of it", "Is it really because of it?"},
      {"You are very patient", "What makes you think that I am very patient?"},
      {"Maybe", "You do not sound sure."},
      {"If I called her, I would cry", "Do you think it likely that you called her?"},
      {"Nothing", "Nothing? Is it really so without exception?"},
      {"bye", "Goodbye. Thank you for what you told me."},
  };
  expect_conversation("en", turns);
}

TEST(ElizaGolden, Korean) {
  const Turn turns[] = {
      {"안녕하세요", "안녕하세요. 오늘은 마음이 어떠세요?"},
      {"요즘 회사에 가기 싫어요",
       "요즘 회사에 가기 싫으시군요. 요즘 회사에 가지 않아도 된다면 무엇을 하시겠어요?"},
      {"상사가 저를 싫어하는 것 같아요",
       "상사가 본인을 싫어한다고 느끼시는군요. 어떤 일이 있었나요?"},
      {"일이 너무 많아서 힘들어요", "일이 많아서 힘드시군요. 언제부터 그러셨어요?"},
      {"저는 고양이가 보고 싶어요", "고양이가 보고 싶으시군요. 마지막으로 본 것은 언제인가요?"},
      {"아빠랑 싸웠어요", "아버지와 다투셨군요. 무슨 일이 있었나요?"},
      {"집에서 쉬고 싶어요", "집에서 쉬고 싶으시군요. 무엇이 그 마음을 막고 있나요?"},
      {"글쎄요", "모르겠다고 하시지만, 떠오르는 것이 하나라도 있나요?"},
      {"제 동생이 부러워요", "동생 이야기를 더 들려주세요."},
      {"오늘은 비가 오네요", "아까 아버지 이야기를 하셨지요. 그 이야기를 조금 더 해 볼까요?"},
      {"저는 영어를 공부하고 있어요", "공부 생각을 하면 마음이 어떠세요?"},
      {"3이 무서워요", "3이 무서우시군요. 처음 무섭다고 느낀 때는 언제인가요?"},
      {"선생님은 어떻게 생각하세요?", "제 이야기보다 오늘은 본인의 이야기를 듣고 싶어요."},
      {"그만할게요", "오늘 이야기해 주셔서 고마워요. 안녕히 가세요."},
  };
  expect_conversation("ko", turns);
}

}  // namespace
}  // namespace lab
