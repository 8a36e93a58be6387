#include "app/classroom/same_code.h"

#include <gmock/gmock.h>

namespace lab {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BareCode, IsTheSameWhateverTheSpacesAndComments) {
  EXPECT_EQ(bare_code("int  a = 1; // one\n/* and */ return a;"), "int a=1;return a;");
  EXPECT_EQ(bare_code("int a=1;\n\n\treturn   a ;"), "int a=1;return a;");
  EXPECT_EQ(bare_code("a/**/b"), "a b");
}

TEST(BareCode, LeavesStringsAlone) {
  EXPECT_EQ(bare_code("f(\"a  // b\", ' ')"), "f(\"a  // b\",' ')");
  EXPECT_EQ(bare_code("R\"x(a  )\" /* */ )x\" ;"), "R\"x(a  )\" /* */ )x\";");
  EXPECT_EQ(bare_code("\"\\\" // \" ; // gone"), "\"\\\" // \";");
  EXPECT_EQ(bare_code("1'000 + 'x' // y"), "1'000+'x'");
}

TEST(BareCode, SeesOtherNamesAsOtherCode) {
  EXPECT_NE(bare_code("int a;"), bare_code("int b;"));
  EXPECT_NE(bare_code("f(\"a\")"), bare_code("f(\"b\")"));
}

TEST(BareCode, EndsWithWhateverIsBroken) {
  for (const char* code : {"/*", "\"", "'", "R\"(", "R\"", "//", "\"\\", "/", "R\"x(\")"})
    EXPECT_LE(bare_code(code).size(), std::string_view(code).size()) << code;
}

TEST(UnusualWords, AreThoseThatSpeakToTheSystem) {
  EXPECT_THAT(unusual_words("std::exit(0); FILE* f = fopen(\"x\", \"r\"); exit(1);"),
              ElementsAre("exit", "fopen"));
  EXPECT_THAT(unusual_words("namespace lab { void report_and_exit(std::string_view); }"),
              ElementsAre("report_and_exit"));
  EXPECT_THAT(unusual_words("#include \"../solutions/ex1.h\"\n#include \"/etc/passwd\""),
              ElementsAre("include \"../solutions/ex1.h\"", "include \"/etc/passwd\""));
  EXPECT_THAT(unusual_words("#pragma GCC optimize(3)\n#embed \"x\""),
              ElementsAre("pragma GCC", "embed"));
  EXPECT_THAT(unusual_words("#define near(...) equal({}, 0, 0)\n# define get x"),
              ElementsAre("define"));
}

TEST(UnusualWords, AreNoneInOrdinaryCode) {
  EXPECT_THAT(unusual_words("#pragma once\n#include <cmath>\n// exit, fopen\n"
                            "const char* s = \"exit\"; Matrix existing(const Matrix& embed);"),
              IsEmpty());
}

}  // namespace
}  // namespace lab
