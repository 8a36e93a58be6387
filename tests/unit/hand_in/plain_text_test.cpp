#include "app/classroom/plain_text.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

TEST(PlainText, KeepsWordsAndDropsWhatMovesATerminal) {
  EXPECT_EQ(plain_text("김민지 Kim", 100), "김민지 Kim");
  EXPECT_EQ(plain_text("  a\t\n b\x1b[31m \x07", 100), "a b [31m");
  EXPECT_EQ(plain_text("a\u202Eb\u2028c\u200Bd", 100), "a b c d");
  EXPECT_EQ(plain_text("a\xff\xc0"
                       "b",
                       100),
            "a??b");
  EXPECT_EQ(plain_text(std::string_view("a\0b", 3), 100), "a b");
}

TEST(PlainText, CutsBetweenCharacters) {
  EXPECT_EQ(plain_text("가나다", 9), "가나다");
  EXPECT_EQ(plain_text("가나다", 8), "가나…");
  EXPECT_EQ(plain_text("가나다", 6), "가나…");
}

TEST(PlainText, CountsColumnsAsATerminalDoes) {
  EXPECT_EQ(columns_of("Kim"), 3);
  EXPECT_EQ(columns_of("김민지"), 6);
  EXPECT_EQ(padded("김", 4), "김  ");
  EXPECT_EQ(padded("Minji", 3), "Minji");
}

}  // namespace
}  // namespace lab
