// The tables behind ArpaModel: words and n-grams by hash.
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/ngram/gram_table.h"

namespace lab::test {
namespace {

TEST(GramTable, FindsAllAndNothingElse) {
  for (const i64 reserved : {0, 10, 5000}) {
    GramTable table;
    EXPECT_EQ(table.find(GramTable::extend(0, 3)), nullptr);
    table.reserve(reserved);
    for (i32 i = 0; i < 5000; ++i)
      table.insert(GramTable::extend(GramTable::extend(0, i), i % 7), {float(i), float(-i)});
    EXPECT_EQ(table.size(), 5000);
    for (i32 i = 0; i < 5000; ++i) {
      const GramWeights* found = table.find(GramTable::extend(GramTable::extend(0, i), i % 7));
      ASSERT_NE(found, nullptr);
      EXPECT_EQ(found->log10_p, float(i));
      EXPECT_EQ(found->backoff, float(-i));
      EXPECT_EQ(table.find(GramTable::extend(GramTable::extend(0, i), 7)), nullptr);
    }
    EXPECT_GE(table.memory_bytes(), 5000 * 24 - 1000);
  }
}

TEST(GramTable, HashesSeeTheOrderOfWords) {
  const auto of = [](i32 a, i32 b) { return GramTable::extend(GramTable::extend(0, a), b); };
  EXPECT_NE(of(1, 2), of(2, 1));
  EXPECT_NE(of(0, 0), GramTable::extend(0, 0));
  EXPECT_NE(of(0, 1), of(1, 0));
}

TEST(WordTable, KeepsWordsByNumber) {
  WordTable table;
  EXPECT_EQ(table.find("w0"), -1);
  for (i32 i = 0; i < 3000; ++i) EXPECT_EQ(table.add(cat("w", i)), i);
  const std::string longer(300, 'x');
  EXPECT_EQ(table.add(longer), 3000);
  EXPECT_EQ(table.add(""), 3001);
  for (i32 i = 0; i < 3000; ++i) EXPECT_EQ(table.find(cat("w", i)), i);
  EXPECT_EQ(table.find(longer), 3000);
  EXPECT_EQ(table.find(longer.substr(1)), -1);
  EXPECT_EQ(table.find(""), 3001);
  EXPECT_EQ(table.find(std::string_view("w1\0", 3)), -1);  // zeros that pad are no letters
  EXPECT_EQ(table.words()[7], "w7");
  const std::string_view twin("a\0", 2);  // made so that its hash is that of "b"
  ASSERT_EQ(WordTable::hash("b"), WordTable::hash(twin));
  table.add("b");
  EXPECT_EQ(table.find(twin), -1);
}

}  // namespace
}  // namespace lab::test
