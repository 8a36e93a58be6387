// Plain words for the messages of g++ that beginners meet.
#include "app/classroom/diagnostics.h"

namespace lab {
namespace {

struct Explanation {
  const char* part;    ///< of the compiler's message
  const char* part_2;  ///< a second one, or ""
  const char *en, *ko;
};

constexpr Explanation kTable[] = {
    {"expected ';'", "", "a semicolon is missing, often at the end of the line before",
     "세미콜론(;)이 빠졌습니다. 바로 앞줄의 끝인 경우가 많습니다"},
    {"or ';'", "", "a semicolon is missing, often at the end of the line before",
     "세미콜론(;)이 빠졌습니다. 바로 앞줄의 끝인 경우가 많습니다"},
    {"is not a member of 'std'", "",
     "the standard library has this only behind an #include that is missing here, or under "
     "another name",
     "#include가 빠졌거나, 표준 라이브러리에서는 이름이 다릅니다"},
    {"was not declared in this scope", "",
     "nobody knows this name here: misspelt, declared further down or inside other braces, or "
     "its #include or std:: is missing",
     "여기서는 알 수 없는 이름입니다. 철자가 틀렸거나, 더 아래나 다른 중괄호 안에서 선언했거나, "
     "#include나 std::가 빠졌습니다"},
    {"does not name a type", "",
     "this is not the name of a type: misspelt, or its #include is missing",
     "자료형의 이름이 아닙니다. 철자가 틀렸거나 #include가 빠졌습니다"},
    {"no return statement", "", "the function promises a value but returns nothing",
     "값을 돌려주어야 하는 함수에 return이 없습니다"},
    {"control reaches end of non-void function", "",
     "on some way through the function no return is met",
     "return을 만나지 않고 함수가 끝나는 길이 있습니다"},
    {"return-statement with no value", "", "this return needs a value",
     "이 return에는 값이 있어야 합니다"},
    {"return-statement with a value", "", "this function returns nothing, so return stands alone",
     "아무것도 돌려주지 않는 함수이므로 return만 써야 합니다"},
    {"assignment of read-only", "", "this may only be read: it is const",
     "읽기만 할 수 있는 값입니다(const)"},
    {"discards qualifiers", "", "something const would be changed here: work on a copy",
     "const인 값을 바꾸려 합니다. 사본을 만들어 쓰세요"},
    {"increment of read-only", "", "this may only be read: it is const",
     "읽기만 할 수 있는 값입니다(const)"},
    {"could not convert", "", "a value of another type is wanted here",
     "여기에는 다른 자료형의 값이 와야 합니다"},
    {"cannot convert", "", "a value of another type is wanted here",
     "여기에는 다른 자료형의 값이 와야 합니다"},
    {"invalid conversion", "", "a value of another type is wanted here",
     "여기에는 다른 자료형의 값이 와야 합니다"},
    {"conversion from", "requested", "a value of another type is wanted here",
     "여기에는 다른 자료형의 값이 와야 합니다"},
    {"narrowing conversion", "",
     "the value may not fit into this smaller type: convert it by name, "
     "as in real(x)",
     "더 작은 자료형에 값이 다 들어가지 않을 수 있습니다. real(x)처럼 직접 변환하세요"},
    {"no matching function", "", "there is a function of this name, but not with these arguments",
     "이름이 같은 함수는 있지만 인수가 맞지 않습니다"},
    {"too few arguments", "", "the function wants more arguments", "함수에 넘긴 인수가 모자랍니다"},
    {"too many arguments", "", "the function wants fewer arguments",
     "함수에 넘긴 인수가 너무 많습니다"},
    {"no match for call", "", "this is called like a function, but not with these arguments",
     "함수처럼 불렀지만 인수가 맞지 않습니다"},
    {"no match for 'operator[]'", "", "this cannot be indexed with [ ]",
     "[ ]로 원소를 꺼낼 수 없는 값입니다"},
    {"for array subscript", "", "this cannot be indexed with [ ]",
     "[ ]로 원소를 꺼낼 수 없는 값입니다"},
    {"no match for 'operator", "", "this operator does not know these two types",
     "이 연산자는 이런 자료형의 값을 다루지 못합니다"},
    {"has no member named", "", "this type has nothing of that name",
     "이 자료형에는 그런 이름의 멤버가 없습니다"},
    {"is private within this context", "",
     "this belongs to the inside of the class: use its functions",
     "클래스 안에서만 쓰는 것입니다. 공개된 함수를 쓰세요"},
    {"redefinition of", "", "two things have the same name", "같은 이름을 두 번 정의했습니다"},
    {"redeclaration of", "", "two things have the same name", "같은 이름을 두 번 선언했습니다"},
    {"No such file or directory", "", "the file of this #include is not there: misspelt?",
     "#include한 파일이 없습니다. 철자를 확인하세요"},
    {"expected '}'", "", "a brace is opened and never closed", "열린 중괄호가 닫히지 않았습니다"},
    {"expected declaration before '}'", "", "there is one closing brace too many",
     "닫는 중괄호가 하나 더 있습니다"},
    {"expected ')'", "", "a closing bracket is missing, or a comma or operator before this",
     "닫는 괄호가 없거나, 그 앞에 쉼표나 연산자가 빠졌습니다"},
    {"expected unqualified-id", "",
     "something stands outside of a function that belongs inside, or "
     "a brace before it is wrong",
     "함수 안에 있어야 할 것이 밖에 있거나, 앞쪽 중괄호가 맞지 않습니다"},
    {"expected primary-expression", "", "a value is missing here", "여기에 값이 빠졌습니다"},
    {"expected initializer", "", "a semicolon or = is missing before this",
     "이 앞에 세미콜론(;)이나 =가 빠졌습니다"},
    {"without a previous 'if'", "", "this else has no if: a semicolon behind the if, or a brace?",
     "짝이 되는 if가 없는 else입니다. if 뒤에 세미콜론이 있거나 중괄호가 맞지 않나요?"},
    {"lvalue required", "",
     "only something with a place in memory can stand left of =; to compare, "
     "use ==",
     "= 왼쪽에는 값을 담을 곳이 와야 합니다. 비교하려면 ==를 쓰세요"},
    {"void value not ignored", "", "this function gives nothing back that could be used",
     "돌려주는 값이 없는 함수입니다"},
    {"stray '", "", "a character that C++ does not know, often a quote or dash pasted from a text",
     "C++에서 쓰지 않는 문자입니다. 글에서 붙여 넣은 따옴표나 줄표인 경우가 많습니다"},
    {"missing terminating", "", "a quote is opened and never closed", "따옴표가 닫히지 않았습니다"},
    {"is ambiguous", "",
     "several functions fit equally well: convert an argument by name, as in "
     "real(x)",
     "똑같이 맞는 함수가 여럿입니다. real(x)처럼 인수의 자료형을 정해 주세요"},
    {"uninitialized", "", "this must get its value where it is declared",
     "선언할 때 값을 주어야 합니다"},
};

}  // namespace

Bilingual explain(std::string_view message) {
  for (const Explanation& row : kTable)
    if (message.find(row.part) != message.npos && message.find(row.part_2) != message.npos)
      return {row.en, row.ko};
  return {};
}

}  // namespace lab
