// exercises.json: what is read, and how each mistake in it is told.
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "tests/classroom/tiny_chapter.h"

namespace lab::test {
namespace {

class Exercises : public testing::Test {
 protected:
  /// What is wrong with the table after `from` has been replaced in it.
  std::string error_after(const std::string& from, const std::string& to) {
    std::string text = good_;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    chapter.room.write(kTable, text.replace(at, from.size(), to));
    try {
      (void)load_exercises("gpt");
    } catch (const Error& error) {
      EXPECT_SAYS(std::string(error.what()), "exercises.json");
      return error.what();
    }
    return "no error";
  }
  static constexpr const char* kTable = "chapters/10_gpt/exercises/exercises.json";
  TinyChapter chapter;
  std::string good_ = chapter.room.read(kTable);
};

TEST_F(Exercises, AreReadInOrderByNumberAndByName) {
  for (const char* name : {"10", "gpt"}) {
    const std::vector<Exercise> all = load_exercises(name);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].id, "10.1");
    EXPECT_EQ(all[0].file, "ex1_sum");
    EXPECT_EQ(all[0].title.in("ko"), "수의 합");
    EXPECT_EQ(all[0].hints[2].in("en"), "total += v");
    EXPECT_EQ(all[0].signature, "inline real sum(std::span<const real> x)");
    EXPECT_EQ(all[0].chapter, chapter.folder());
    EXPECT_EQ(all[1].stars, 3);
    EXPECT_EQ(all[1].signature, "");
  }
}

TEST_F(Exercises, AChapterWithoutThemHasNone) {
  EXPECT_TRUE(load_exercises("3").empty());
  EXPECT_TRUE(load_exercises("03").empty());
  EXPECT_THROW(load_exercises("33"), UsageError);
}

TEST_F(Exercises, AreFoundByTheirNumber) {
  EXPECT_EQ(find_exercise("10.2").file, "ex2_two");
  for (const char* id : {"10.3", "10", "1.1", "x", "", "10.1 "})
    EXPECT_THROW(find_exercise(id), UsageError) << id;
}

TEST_F(Exercises, MistakesAreToldWithTheirPlace) {
  EXPECT_SAYS(error_after("\"10.2\"", "\"10.3\""), "exercise 2: id: want \"10.2\", got \"10.3\"");
  EXPECT_SAYS(error_after("ex1_sum", "../../etc"), "exercise 1: file: want \"ex1_\"");
  EXPECT_SAYS(error_after("ex1_sum", "ex1_"), "exercise 1: file");
  EXPECT_SAYS(error_after("\"stars\": 3", "\"stars\": 4"), "stars: want 1, 2 or 3");
  EXPECT_SAYS(error_after("\"stars\": 3", "\"stars\": \"3\""), "stars: want 1, 2 or 3");
  EXPECT_SAYS(error_after("\"ko\": \"수의 합\"", "\"ko\": \"\""), "title: ko: want text");
  EXPECT_SAYS(error_after(", \"ko\": \"둘\"", ""), "title: want a member \"ko\"");
  EXPECT_SAYS(error_after(",\n            {\"en\": \"total += v\", \"ko\": \"total += v\"}", ""),
              "hints: want an array of three");
  EXPECT_SAYS(error_after("\"section\": \"1\"", "\"sektion\": \"1\""), "\"sektion\" that nobody");
  EXPECT_SAYS(error_after("[\n", "[[],\n"), "want an object");
  EXPECT_SAYS(error_after("]\n", ""), "JSON");
}

}  // namespace
}  // namespace lab::test
