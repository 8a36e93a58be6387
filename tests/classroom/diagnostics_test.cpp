// What is made of a compiler's output. The judge's tests run a real compiler; here are the forms.
#include "app/classroom/diagnostics.h"

#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kOutput =
    "In file included from /lab/check/ex1.cpp:1:\n"
    "/mine/ex1.h: In function 'int lab::ex::f()':\n"
    "/mine/ex1.h:12:5: error: \u2018totl\u2019 was not declared in this scope; did you mean "
    "'total'?\n"
    "   12 |     totl = 1;\n"
    "      |     ^~~~\n"
    "      |     total\n"
    "/lab/check/ex1.cpp:9:3: error: too few arguments to function\n"
    "    9 |   f();\n"
    "/mine/ex1.h:4:5: note: declared here\n"
    "/usr/include/vec.h: In instantiation of 'void sort(T) [with T = int]':\n"
    "/mine/ex1.h:20:7:   required from here\n"
    "/usr/include/vec.h:99:2: error: no match for 'operator<'\n"
    "/usr/include/other.h:1:2: note: candidate\n"
    "/usr/include/other.h:7:2: note: second candidate\n"
    "/mine/ex1.h:30:1: warning: unused variable 'n'\n";

TEST(Diagnostics, OnlyWhatPointsIntoTheFolderIsKept) {
  const std::vector<Diagnostic> errors = errors_in(kOutput, "/mine");
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].line, 12);
  EXPECT_EQ(errors[0].message, "'totl' was not declared in this scope; did you mean 'total'?");
  EXPECT_SAYS(errors[0].snippet, "totl = 1;");
  EXPECT_EQ(errors[1].file, "/mine/ex1.h");
  EXPECT_EQ(errors[1].line, 20);
  EXPECT_EQ(errors[1].note, "candidate");
  EXPECT_TRUE(errors_in(kOutput, "/min").empty());
}

TEST(Diagnostics, PlainWordsComeFirstInBothLanguages) {
  const Bilingual text = tell(errors_in(kOutput, "/mine"), "/mine");
  EXPECT_TRUE(text.en.starts_with("ex1.h:12: nobody knows this name here")) << text.en;
  EXPECT_TRUE(text.ko.starts_with("ex1.h:12: 여기서는 알 수 없는 이름입니다")) << text.ko;
  EXPECT_LT(text.en.find("nobody knows"), text.en.find("totl = 1;"));
  EXPECT_LT(text.en.find("totl = 1;"), text.en.find("the compiler: 'totl'"));
}

TEST(Diagnostics, WhatTheTableDoesNotKnowIsToldInTheCompilersWords) {
  const Diagnostic one{.file = "/mine/a.h", .line = 3, .message = "odd thing"};
  const Bilingual text = tell(std::vector<Diagnostic>{one}, "/mine");
  EXPECT_EQ(text.en, "a.h:3: odd thing\n");
  EXPECT_TRUE(explain("odd thing").en.empty());
}

TEST(Diagnostics, AnAvalancheIsCutAfterThree) {
  std::string output;
  for (int i = 1; i <= 9; ++i) output += cat("/mine/a.h:", i, ":1: error: odd thing ", i, "\n");
  const Bilingual text = tell(errors_in(output, "/mine"), "/mine");
  EXPECT_SAYS(text.en, "odd thing 3");
  EXPECT_EQ(text.en.find("odd thing 4"), std::string::npos);
  EXPECT_SAYS(text.en, "and 6 more errors");
}

Diagnostic semicolon_at(i64 line, i64 column) {
  return {.file = "/mine/a.h",
          .line = line,
          .column = column,
          .kind = "error",
          .message = "expected ',' or ';' before 'x'"};
}

TEST(Diagnostics, AMissingSemicolonIsToldAtTheEndOfItsLine) {
  const std::string source = "int a = f(\"//\")  // why\n\n  // how\n  x = 2;\nint b = 3 x;\n";
  std::vector<Diagnostic> errors = {semicolon_at(4, 3),
                                    {.file = "/mine/a.h", .line = 4, .message = "odd"},
                                    {.file = "/mine/a.h", .line = 5, .message = "odd"},
                                    {.file = "/mine/b.h", .line = 4, .message = "odd"}};
  settle_semicolons(errors, "/mine/a.h", source);
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_EQ(errors[0].line, 1);
  EXPECT_EQ(errors[0].snippet, " 1 | int a = f(\"//\");\n   |                ^\n");
  std::vector<Diagnostic> inside = {semicolon_at(5, 11)};
  settle_semicolons(inside, "/mine/a.h", source);
  EXPECT_EQ(inside[0].line, 5);
  EXPECT_FALSE(inside[0].at_line_end);
  std::vector<Diagnostic> tabbed = {semicolon_at(2, 9), semicolon_at(3, 18)};
  settle_semicolons(tabbed, "/mine/a.h", "\tint a = 1\n\tx = 2;\n\tint b = 3 x;\n");
  EXPECT_EQ(tabbed[0].line, 1);
  EXPECT_FALSE(tabbed[1].at_line_end);
  std::vector<Diagnostic> nowhere = {semicolon_at(1, 1), semicolon_at(99, 1)};
  settle_semicolons(nowhere, "/mine/a.h", source);
  EXPECT_FALSE(nowhere[0].at_line_end || nowhere[1].at_line_end);
}

TEST(Diagnostics, OutputThatIsNoneGivesNone) {
  for (const char* output : {"", "\n\n", "a:b:c", ":::", "12:"})
    EXPECT_TRUE(errors_in(output, "/mine").empty()) << output;
  EXPECT_EQ(first_error("nothing here").message, "");
}

}  // namespace
}  // namespace lab::test
