// A class is graded: with a judge that only looks at the code (what grade does with files, claims
// and names), and with the real one in the sandbox (what code of others can do to a verdict).
#include "app/classroom/grade.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>

#include "app/classroom/plain_text.h"
#include "engine/core/rng.h"
#include "tests/grading/attacker.h"

namespace lab::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// "done" of code with "right" in it, "wrong" of any other; counts how often it was asked.
struct LookingJudge {
  std::atomic<int> asked = 0;
  JudgeOne function() {
    return [this](const Exercise& exercise, const std::filesystem::path& folder, const Limits&,
                  Wrap wrap) {
      EXPECT_NE(wrap, nullptr);
      ++asked;
      const std::string code = read_file((folder / (exercise.file + ".h")).string());
      Verdict verdict{.exercise = exercise.id, .outcome = Outcome::wrong};
      if (code.find("right") != std::string::npos) verdict.outcome = Outcome::done;
      if (code.find("LAB_TODO") != std::string::npos) verdict.outcome = Outcome::not_begun;
      return verdict;
    };
  }
};

HandIn with_code(const std::string& name, const std::string& code,
                 Outcome claimed = Outcome::done) {
  HandIn hand_in{.name = name, .chapter = "10", .time = "2025-01-31T12:00:00Z"};
  hand_in.exercises.push_back({.claimed = {.exercise = "10.1", .outcome = claimed}, .code = code});
  return hand_in;
}

class Grading : public testing::Test {
 protected:
  void add(const std::string& name, const HandIn& hand_in) {
    add_bytes(name, hand_in_text(hand_in));
  }
  void add_bytes(const std::string& name, const std::string& bytes) {
    folder.write(name, bytes);
    request.files.push_back(folder.file(name));
  }
  std::vector<Graded> all() {
    if (!request.judge) request.judge = judge.function();
    return grade(request);
  }
  Folder folder;
  LookingJudge judge;
  GradeRequest request{.jobs = 2};
};

TEST_F(Grading, TakesThirtyAtOnce) {
  NEEDS_A_SANDBOX();
  for (int i = 0; i < 30; ++i)
    add(cat(i, ".json"), with_code(cat("learner ", i), cat(i % 3 ? "right " : "off ", i)));
  const std::vector<Graded> graded = all();
  ASSERT_EQ(graded.size(), 30U);
  EXPECT_TRUE(all_graded(graded));
  EXPECT_EQ(judge.asked, 30);
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(graded[std::size_t(i)].hand_in.name, cat("learner ", i));
    EXPECT_EQ(graded[std::size_t(i)].done(), i % 3 ? 1 : 0);
  }
}

TEST_F(Grading, JudgesTheSameCodeOnce) {
  NEEDS_A_SANDBOX();
  for (int i = 0; i < 10; ++i) add(cat(i, ".json"), with_code(cat(i), "LAB_TODO"));
  EXPECT_EQ(all().size(), 10U);
  EXPECT_EQ(judge.asked, 1);
}

TEST_F(Grading, BelievesItsOwnJudgeAndSaysWhereTheClaimDiffers) {
  NEEDS_A_SANDBOX();
  add("a.json", with_code("Ana", "off", Outcome::done));
  add("b.json", with_code("Ben", "right", Outcome::wrong));
  add("c.json", with_code("Cho", "right 2", Outcome::done));
  const std::vector<Graded> graded = all();
  EXPECT_THAT(graded[0].notes, Contains("10.1: claims done, but wrong"));
  EXPECT_THAT(graded[1].notes, Contains("10.1: claims wrong, but it is done"));
  EXPECT_THAT(graded[2].notes, IsEmpty());
  EXPECT_EQ(graded[0].done() + graded[1].done() + graded[2].done(), 2);
}

TEST_F(Grading, PointsOutTheSameCodeButNotUntouchedExercises) {
  NEEDS_A_SANDBOX();
  add("a.json", with_code("Ana", "right(); // mine"));
  add("b.json", with_code("Ben", "right( );\n\n// quite different"));
  add("c.json", with_code("Cho", "right(); other();"));
  add("d.json", with_code("Dan", "LAB_TODO", Outcome::not_begun));
  add("e.json", with_code("Eun", "LAB_TODO", Outcome::not_begun));
  const std::vector<Graded> graded = all();
  EXPECT_THAT(graded[0].notes, Contains("10.1: the same code as Ben"));
  EXPECT_THAT(graded[1].notes, Contains("10.1: the same code as Ana"));
  for (const std::size_t i : {2, 3, 4}) EXPECT_THAT(graded[i].notes, IsEmpty());
}

TEST_F(Grading, TellsOfSolutionsShownDamageAndCodeToBeRead) {
  NEEDS_A_SANDBOX();
  HandIn shown = with_code("Ana", "right 1");
  shown.exercises[0].solution_shown = true;
  add("a.json", shown);
  std::string changed = hand_in_text(with_code("Ben", "right 2"));
  add_bytes("b.json", changed.replace(changed.find("right 2"), 7, "right 3"));
  add("c.json", with_code("Cho", "right 4; std::exit(0);"));
  HandIn old = with_code("Dan", "right 5");
  old.exercises[0].check = std::string(64, '0');
  add("d.json", old);
  const std::vector<Graded> graded = all();
  EXPECT_THAT(graded[0].notes, Contains(HasSubstr("solution was shown")));
  EXPECT_THAT(graded[1].notes, Contains(HasSubstr("changed after it was written")));
  EXPECT_THAT(graded[2].notes, Contains("10.1: read its code, it uses exit"));
  EXPECT_THAT(graded[3].notes, Contains(HasSubstr("another version of the check")));
}

TEST_F(Grading, GoesOnAfterFilesThatAreNone) {
  NEEDS_A_SANDBOX();
  add("good.json", with_code("Ana", "right"));
  add_bytes("empty.json", "");
  add_bytes("cut.json", hand_in_text(with_code("Ben", "right")).substr(0, 200));
  add_bytes("huge.json", hand_in_text(with_code(std::string(10 << 20, 'x'), "right")));
  HandIn other = with_code("Cho", "right");
  other.chapter = "99";
  other.exercises.clear();
  add("other.json", other);
  std::filesystem::create_directory(folder.file("folder.json"));
  ASSERT_EQ(mkfifo(folder.file("pipe.json").c_str(), 0600), 0);
  std::filesystem::create_symlink("/etc/passwd", folder.file("link.json"));
  std::filesystem::create_symlink("loop.json", folder.file("loop.json"));
  for (const char* name : {"folder.json", "pipe.json", "link.json", "loop.json", "none.json"})
    request.files.push_back(folder.file(name));
  const std::vector<Graded> graded = all();
  ASSERT_EQ(graded.size(), 10U);
  EXPECT_FALSE(all_graded(graded));
  EXPECT_EQ(graded[0].error, "");
  EXPECT_EQ(graded[0].done(), 1);
  for (std::size_t i = 1; i < graded.size(); ++i) {
    EXPECT_THAT(graded[i].error, testing::StartsWith(graded[i].file));
    EXPECT_EQ(graded[i].error.find('\n'), std::string::npos);
    EXPECT_THAT(graded[i].error, Not(HasSubstr("root:")));
  }
}

TEST_F(Grading, MakesNoPathOfWhatAFileSays) {
  NEEDS_A_SANDBOX();
  const std::string text = hand_in_text(with_code("../../../escape", "right"));
  add_bytes("a.json", text);
  std::string with_file = text;
  with_file.insert(with_file.find("\"claimed\""), "\"file\": \"../../escape\", ");
  add_bytes("b.json", with_file);
  const std::vector<Graded> graded = all();
  EXPECT_EQ(graded[0].done(), 1);
  EXPECT_EQ(graded[1].done(), 1);
  EXPECT_EQ(list_dir(folder.path().string()), (std::vector<std::string>{"a.json", "b.json"}));
}

TEST_F(Grading, SurvivesFlippedBytes) {
  NEEDS_A_SANDBOX();
  const std::string text = hand_in_text(with_code("Ana", "right"));
  Rng rng(11);
  for (int i = 0; i < 200; ++i) {
    std::string bytes = text;
    bytes[rng.next() % bytes.size()] ^= char(1 << rng.next() % 8);
    add_bytes(cat(i, ".json"), bytes);
  }
  const std::vector<Graded> graded = all();
  ASSERT_EQ(graded.size(), 200U);
  for (const std::string& report : {grade_table(graded), grade_csv(graded)})
    EXPECT_EQ(report.find('\x1b'), std::string::npos);
  Json::parse(grade_json(graded).dump(), "json");
}

/// Reads what RFC 4180 calls CSV: rows of cells.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += text[++i];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == ',') {
      rows.back().push_back("");
    } else if (!quoted && text.compare(i, 2, "\r\n") == 0) {
      rows.push_back({""});
      ++i;
    } else {
      cell += text[i];
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_EQ(rows.back(), std::vector<std::string>{""});
  rows.pop_back();
  return rows;
}

TEST_F(Grading, WritesACsvThatASpreadsheetReadsAndDoesNotCompute) {
  NEEDS_A_SANDBOX();
  const std::string names[] = {
      "Kim, \"Minji\"", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1"};
  for (int i = 0; i < 6; ++i) add(cat(i, ".json"), with_code(names[i], cat("right ", i)));
  add_bytes("bad,\"name\".json", "");
  const std::string csv = grade_csv(all());
  ASSERT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
  const auto rows = read_csv(csv.substr(3));
  ASSERT_EQ(rows.size(), 8U);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  EXPECT_EQ(rows[0][1], "name");
  EXPECT_EQ(rows[1][1], "Kim, \"Minji\"");
  for (int i = 1; i < 6; ++i) EXPECT_EQ(rows[std::size_t(i) + 1][1], "'" + names[i]);
  EXPECT_EQ(rows[0][5], "10.1");
  EXPECT_EQ(rows[1][5], "done");
  EXPECT_THAT(rows[7].back(), HasSubstr("bad,\"name\".json"));
}

TEST_F(Grading, AlignsATableInWhichKoreanStands) {
  NEEDS_A_SANDBOX();
  add("a.json", with_code("김민지", "right 1"));
  add("b.json", with_code("Ana\x1b[2J\nLopez", "off", Outcome::wrong));
  const std::string table = grade_table(all());
  std::vector<i64> columns;
  for (const std::string row : {"chapter 10", "김민지", "Ana"}) {
    const std::size_t at = table.find(row);
    ASSERT_NE(at, std::string::npos) << table;
    const std::string line = table.substr(at, table.find('\n', at) - at);
    const std::size_t cell =
        std::min(line.find("10.1"), std::min(line.find("done"), line.find("wrong")));
    columns.push_back(columns_of(line.substr(0, cell)));
  }
  EXPECT_EQ(columns[0], columns[1]) << table;
  EXPECT_EQ(columns[0], columns[2]) << table;
  EXPECT_EQ(table.find('\x1b'), std::string::npos);
}

TEST(GradingWithoutASandbox, Refuses) {
  const Folder folder;
  folder.write("a.json", hand_in_text(with_code("Ana", "right")));
  const std::string old = std::getenv("PATH");
  setenv("PATH", folder.path().c_str(), 1);
  LookingJudge judge;
  std::string why;
  try {
    grade({.files = {folder.file("a.json")}, .judge = judge.function()});
  } catch (const Error& error) {
    why = error.what();
  }
  setenv("PATH", old.c_str(), 1);
  EXPECT_THAT(why, HasSubstr("apt-get install bubblewrap"));
  EXPECT_EQ(judge.asked, 0);
}

}  // namespace
}  // namespace lab::test
