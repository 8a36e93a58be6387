#include "tests/ui/fake_lesson.h"

namespace lab::test {
namespace {

constexpr const char* kEnglish = R"(# 10. GPT: a small lesson

Read **this** first, with `code` and *terms*. See [head 2 of layer 1](lab:attention?layer=1&head=2),
[the loss in bits](lab:loss?bits=1), [no such panel](lab:fly?high=1) and <https://example.org/page>.

## 1. Acting

- [seek](lab:timemachine?step=64) and [live](lab:timemachine)
- [probe](lab:probe?text=Mina%20had)
- [cut](lab:head?layer=0&head=3&mode=zero), [restore](lab:head?layer=0&head=3&mode=normal)
- [hot](lab:next?temperature=1.5&top_k=7), [train](lab:train?steps=200), [stop](lab:pause)
- [samples](lab:samples), [experiment](lab:experiment)

**Predict.** [What goes wrong?](lab:quiz?id=mask)

[Check it](lab:check?exercise=10.1).

## 2. Setting

| name | value | a longer column of words that has to be wrapped somewhere |
|---|---|---|
| alpha | 12.5 | dK = dSᵀ Q / √D, 10⁻⁵ − 1′ |
| beta | 3 | γ and β and ε, ★ and ↵ |

```cpp
// a comment that is long enough to need a second line in any column that the window has to offer
int x = 42; const char* s = "text";  /* so */
```

![a picture that is not there](figures/none.png)

## 3. More

> A quote.

)";

constexpr const char* kKorean = R"(# 10. GPT, 작은 강의

**이것**을 먼저 읽으세요. `code`와 *용어*가 있습니다. [1층의 헤드 2](lab:attention?layer=1&head=2)를 보세요.

## 1. 움직이기

**예측.** [무엇이 잘못될까요?](lab:quiz?id=mask)

## 2. 꾸미기

한국어 문장은 띄어쓰기에서만 줄을 바꾸어야 읽기에 편합니다. 낱말 가운데에서 끊기면 눈이 한 번 멈춥니다.

## 3. 더

)";

std::string with_filler(const char* lesson, const char* filler) {
  std::string text = lesson;
  for (int i = 0; i < 40; ++i) text += filler + std::string("\n\n");
  return text;
}

}  // namespace

LessonText FakeLesson::text(bool korean) {
  const bool ko = korean && !no_korean;
  std::string text = markdown;
  if (text.empty())
    text =
        ko ? with_filler(kKorean, "여기에는 그저 읽을 글이 더 있습니다. 쪽을 넘기기 위한 글입니다.")
           : with_filler(kEnglish,
                         "There is only more text to read here, so that pages can be turned.");
  return {parse_lesson(text), folder, korean && no_korean, ""};
}

}  // namespace lab::test
