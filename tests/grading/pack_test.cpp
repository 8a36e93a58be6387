// The folder for a class: what is in it, and above all what is not.
#include "app/classroom/pack.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "app/classroom/exercises.h"
#include "engine/io/json.h"
#include "tests/grading/attacker.h"

namespace lab::test {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

fs::path chapter_of_lab() { return fs::path(LAB_SOURCE_DIR) / "chapters" / "10_gpt"; }

/// Ends the test where this lab is a pack itself and lacks what the test wants to see left out.
#define NEEDS_THE_WHOLE_LAB()                                                          \
  if (fs::exists(fs::path(LAB_SOURCE_DIR) / kPackFile)) {                              \
    GTEST_SKIP() << "this lab was packed for a class: parts of chapter 10 are hidden"; \
  }                                                                                    \
  static_assert(true)

std::string error_of(const PackRequest& request) {
  try {
    make_pack(request);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Pack, HoldsTheLabWithoutTheSolutions) {
  NEEDS_THE_WHOLE_LAB();
  const Folder folder;
  const Pack pack = make_pack({.chapter = "10", .out = folder.path() / "class"});
  const fs::path chapter = pack.path / "chapters" / "10_gpt";
  EXPECT_FALSE(fs::exists(chapter / "solutions"));
  EXPECT_TRUE(fs::exists(chapter / "expected" / "numbers.json"));
  for (const char* file :
       {"lab", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "engine/README.md", "app/main.cpp",
        "tests/CMakeLists.txt", "CLASS.md", "CLASS.ko.md"})
    EXPECT_TRUE(fs::exists(pack.path / file)) << file;
  EXPECT_NE(fs::status(pack.path / "lab").permissions() & fs::perms::owner_exec, fs::perms::none);
  for (const char* file : {".git", "build", "runs", ".lab"})
    EXPECT_FALSE(fs::exists(pack.path / file)) << file;
  for (const Exercise& exercise : load_exercises("10")) {
    EXPECT_TRUE(fs::exists(chapter / "check" / (exercise.file + ".cpp")));
    EXPECT_THAT(read_file((chapter / "exercises" / (exercise.file + ".h")).string()),
                HasSubstr(cat("LAB_TODO(\"", exercise.id, "\")")));
  }
  EXPECT_EQ(list_dir(folder.path().string()), std::vector<std::string>{"class"});
}

TEST(Pack, HidesWhatItIsTold) {
  NEEDS_THE_WHOLE_LAB();
  const Folder folder;
  const Pack pack = make_pack(
      {.chapter = "gpt", .hide = {"solutions", "expected"}, .out = folder.path() / "class"});
  EXPECT_FALSE(fs::exists(pack.path / "chapters/10_gpt/solutions"));
  EXPECT_FALSE(fs::exists(pack.path / "chapters/10_gpt/expected/numbers.json"));
  const Json json = Json::parse(read_file((pack.path / kPackFile).string()), kPackFile);
  EXPECT_EQ(json.at("format").as_string(), "lmlab-pack/1");
  EXPECT_EQ(json.at("hidden").items().size(), 2U);
  for (const char* page : {"CLASS.md", "CLASS.ko.md"})
    EXPECT_THAT(read_file((pack.path / page).string()), HasSubstr("`chapters/10_gpt/expected`"));
}

TEST(Pack, HidesTheMutantsAlone) {
  NEEDS_THE_WHOLE_LAB();
  const Folder folder;
  const Pack pack =
      make_pack({.chapter = "10", .hide = {"mutants"}, .out = folder.path() / "class"});
  EXPECT_FALSE(fs::exists(pack.path / "chapters/10_gpt/solutions/mutants.json"));
  EXPECT_TRUE(fs::exists(pack.path / "chapters/10_gpt/solutions/ex1_scores.h"));
}

TEST(Pack, HoldsNoLineOfASolutionAnywhereInTheChapter) {
  NEEDS_THE_WHOLE_LAB();
  const Folder folder;
  const Pack pack = make_pack({.chapter = "10", .out = folder.path() / "class"});
  for (const Exercise& exercise : load_exercises("10")) {
    const std::string solution =
        read_file((chapter_of_lab() / "solutions" / (exercise.file + ".h")).string());
    for (const auto& entry : fs::recursive_directory_iterator(pack.path / "chapters/10_gpt")) {
      if (!entry.is_regular_file()) continue;
      EXPECT_NE(read_file(entry.path().string()), solution) << entry.path();
    }
  }
}

TEST(Pack, RefusesAFolderThatIsNotEmptyAndUnknownParts) {
  const Folder folder;
  folder.write("mine.txt", "keep");
  EXPECT_THAT(error_of({.chapter = "10", .out = folder.path()}), HasSubstr("not empty"));
  EXPECT_THAT(error_of({.chapter = "10", .out = folder.path() / "mine.txt"}),
              HasSubstr("is a file"));
  EXPECT_THAT(error_of({.chapter = "10", .hide = {"lessons"}, .out = folder.path() / "new"}),
              HasSubstr("solutions, mutants, expected"));
  EXPECT_EQ(list_dir(folder.path().string()), std::vector<std::string>{"mine.txt"});
  EXPECT_EQ(read_file(folder.file("mine.txt")), "keep");
}

TEST(Pack, LeavesNothingBehindWhenTheDiskIsFull) {
  const Folder folder;
  int writes = 0;
  set_file_hook([&](std::string_view operation, const std::string&) {
    return operation == "write" && ++writes == 2 ? ENOSPC : 0;
  });
  const std::string why = error_of({.chapter = "10", .out = folder.path() / "class"});
  set_file_hook({});
  EXPECT_NE(why, "");
  EXPECT_EQ(list_dir(folder.path().string()), std::vector<std::string>{});
}

TEST(PackFiles, AreFoundWithoutGitBesidesBuildsAndRuns) {
  const Folder folder;
  for (const char* name : {"lab", "engine/a.cpp", "engine/runs/b.cpp", "build/x", "build-2/x",
                           "runs/gpt-1/log", ".lab/progress", "tools/__pycache__/a.pyc", "a.o",
                           "lmlab-class-10/pack.json", "lmlab-class-10/lab"}) {
    ensure_dir(fs::path(folder.file(name)).parent_path().string());
    folder.write(name, "");
  }
  const std::vector<fs::path> files = files_of_lab(folder.path());
  EXPECT_EQ(files, (std::vector<fs::path>{"engine/a.cpp", "engine/runs/b.cpp", "lab"}));
}

TEST(PackFiles, AreThoseThatGitTracks) {
  if (find_on_path("git").empty()) GTEST_SKIP() << "no git here";
  const Folder folder;
  const auto git = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", folder.path().string()});
    ASSERT_EQ(run_command(words, Listen::both).code, 0);
  };
  git({"init", "-q"});
  for (const char* name : {"mine.txt", "yours.txt", "gone.txt", "한글 a.txt"})
    folder.write(name, "");
  git({"add", "yours.txt", "gone.txt", "한글 a.txt"});
  std::filesystem::remove(folder.file("gone.txt"));
  EXPECT_EQ(files_of_lab(folder.path()), (std::vector<fs::path>{"yours.txt", "한글 a.txt"}));
}

}  // namespace
}  // namespace lab::test
