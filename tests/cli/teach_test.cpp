// teach pack, hand-in and grade as their users meet them. What they do is tested in tests/grading.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

TEST(Teach, RefusesToGradeWithoutASandboxAndSaysHowToGetOne) {
  const Room room;
  room.write("a.json", "{}");
  room.write("bin/nothing", "");
  const Ended ended = room.lab({"grade", "a.json"}, {.environment = {{"PATH", room.path("bin")}}});
  expect_one_line(ended, 1, {"sandbox", "bubblewrap", "apt-get install bubblewrap"});
  EXPECT_EQ(ended.out, "");
}

TEST(Teach, SaysWhatAFileIsThatIsNoHandIn) {
  const Room room;
  room.write("a.json", "{}");
  const Ended ended = room.lab({"grade", "a.json", "none.json", "--csv", "class.csv"});
  EXPECT_CODE(ended, 1);
  if (ended.err.find("sandbox") != std::string::npos) GTEST_SKIP() << ended.err;
  EXPECT_SAYS(ended.out, "not graded: a.json: is no hand-in");
  EXPECT_SAYS(ended.out, "not graded: none.json: there is no such file");
  EXPECT_SAYS(room.read("class.csv"), "none.json");
}

TEST(Teach, AsksForWhatItNeeds) {
  const Room room;
  EXPECT_CODE(room.lab({"grade"}), 2);
  EXPECT_CODE(room.lab({"hand-in"}), 2);
  EXPECT_CODE(room.lab({"teach", "pack"}), 2);
  EXPECT_CODE(room.lab({"hand-in", "10", "--name", " "}), 2);
  expect_one_line(room.lab({"teach", "pack", "10", "--hide", "lessons"}), 2,
                  {"lessons", "solutions"});
  EXPECT_EQ(room.names(), Words{});
}

TEST(Teach, DoesNotWriteOverWhatIsNoHandIn) {
  const Room room;
  room.write("notes.txt", "mine");
  expect_one_line(room.lab({"hand-in", "10", "--name", "Kim", "-o", "notes.txt"}), 1,
                  {"notes.txt", "no hand-in"});
  EXPECT_EQ(room.read("notes.txt"), "mine");
}

}  // namespace
}  // namespace lab::test
