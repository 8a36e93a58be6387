#include "app/classroom/crash_words.h"

#include <csignal>
#include <cstring>

#include "engine/core/check.h"

namespace lab {
namespace {

struct Words {
  const char *key, *en, *ko;
};

/// What the libraries print before they call abort().
constexpr Words kPrinted[] = {
    {"Assertion '__n < this->size()' failed", "an index beyond the end of a vector",
     "vector의 끝을 벗어난 인덱스를 썼습니다"},
    {"Assertion '__idx < size()' failed", "an index beyond the end of a span",
     "span의 끝을 벗어난 인덱스를 썼습니다"},
    {"Assertion '!this->empty()' failed", "the first or last element of something empty was wanted",
     "비어 있는 것에서 첫 원소나 마지막 원소를 꺼내려 했습니다"},
    {"__glibcxx_assert", "a rule of the standard library was broken",
     "표준 라이브러리의 규칙을 어겼습니다"},
    {"Assertion '", "a rule of the standard library was broken",
     "표준 라이브러리의 규칙을 어겼습니다"},
    {"Assertion `", "an assert() did not hold", "assert()가 성립하지 않았습니다"},
    {"double free", "memory was given back twice, or written outside of an array before",
     "메모리를 두 번 반납했거나, 그 전에 배열 밖에 썼습니다"},
    {"free(): ", "something was written outside of an array, which broke the memory's bookkeeping",
     "배열 밖에 써서 메모리 관리 정보가 망가졌습니다"},
    {"malloc(): ",
     "something was written outside of an array, which broke the memory's bookkeeping",
     "배열 밖에 써서 메모리 관리 정보가 망가졌습니다"},
    {"corrupted ",
     "something was written outside of an array, which broke the memory's bookkeeping",
     "배열 밖에 써서 메모리 관리 정보가 망가졌습니다"},
    {"stack smashing", "a local array was written beyond its end",
     "지역 배열의 끝을 넘어서 썼습니다"},
    {"thrown where nothing can catch it",
     "an exception that nothing could catch (in a thread, or out of a noexcept function)",
     "아무도 잡을 수 없는 예외가 났습니다(스레드 안이나 noexcept 함수에서)"},
};

/// Exceptions that say too little by themselves.
constexpr Words kExceptions[] = {
    {"std::out_of_range", "an index or a position beyond the end",
     "끝을 벗어난 인덱스나 위치를 썼습니다"},
    {"std::length_error", "something was to become impossibly long: a negative size?",
     "말이 되지 않을 만큼 길게 만들려 했습니다. 크기가 음수인가요?"},
    {"std::bad_optional_access", "the value of an empty optional was wanted",
     "비어 있는 optional에서 값을 꺼내려 했습니다"},
    {"std::bad_function_call", "an empty function was called", "비어 있는 function을 불렀습니다"},
};

Bilingual abort_words(const std::string& printed) {
  for (const Words& row : kPrinted)
    if (printed.find(row.key) != printed.npos) return {row.en, row.ko};
  return {"the program gave up: abort()", "프로그램이 스스로 멈췄습니다: abort()"};
}

Bilingual plain_words(int signal, bool stack_full, const std::string& printed) {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
      if (stack_full)
        return {
            "the stack is full: a function that calls itself without end, or a huge local array",
            "스택이 가득 찼습니다. 끝없이 자신을 부르는 함수이거나, 너무 큰 지역 배열입니다"};
      return {"read or wrote outside an array, most likely", "배열 밖을 읽거나 쓴 것으로 보입니다"};
    case SIGFPE:
      return {"a whole number was divided by zero", "정수를 0으로 나눴습니다"};
    case SIGILL:
      return {"ran into something that is no instruction: a function without return, most likely",
              "명령이 아닌 곳을 실행했습니다. return이 없는 함수로 보입니다"};
    case SIGABRT:
      return abort_words(printed);
    case SIGXFSZ:
      return {"wrote a file larger than a check may write", "허용된 크기보다 큰 파일을 썼습니다"};
    default:
      return {"was ended from outside", "밖에서 보낸 시그널로 끝났습니다"};
  }
}

}  // namespace

Bilingual signal_words(int signal, bool stack_full, const std::string& printed) {
  const Bilingual words = plain_words(signal, stack_full, printed);
  const char* const name = ::sigabbrev_np(signal);
  const std::string behind = cat(" (SIG", name ? name : cat(signal).c_str(), ")");
  return {words.en + behind, words.ko + behind};
}

Bilingual exception_words(const std::string& type, const std::string& said) {
  const std::string behind = said.empty() ? "" : cat(": ", said);
  for (const Words& row : kExceptions)
    if (type == row.key)
      return {cat(row.en, " (", type, behind, ")"), cat(row.ko, " (", type, behind, ")")};
  if (type == "lab::Error")
    return {cat("the lab's own code refused: ", said), cat("실험실 코드가 거부했습니다: ", said)};
  return {cat("an exception was thrown and not caught: ", type, behind),
          cat("예외가 발생했지만 아무도 잡지 않았습니다: ", type, behind)};
}

Bilingual early_exit_words(int code) {
  return {cat("the program ended itself with exit code ", code,
              " before the check was through: exit() has no place in an exercise, return does"),
          cat("채점이 끝나기 전에 프로그램이 종료 코드 ", code,
              "로 끝났습니다. 연습 문제에서는 exit() 대신 return을 쓰세요")};
}

}  // namespace lab
