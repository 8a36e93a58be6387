#include "app/lesson_files.h"

#include "app/classroom/places.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/lesson/place.h"
#include "engine/lesson/quiz.h"

namespace lab {

std::string chapter_folder(const Chapter& chapter) {
  const std::string name = cat(chapter.number < 10 ? "0" : "", chapter.number, "_", chapter.name);
  return (chapters_root() / name).string();
}

std::string reader_file() { return (lab_home() / "reader.json").string(); }

LessonFile load_lesson(const Chapter& chapter, bool korean) {
  LessonFile file{.folder = chapter_folder(chapter)};
  const std::string wanted = cat(file.folder, korean ? "/lesson.ko.md" : "/lesson.md");
  const std::string other = cat(file.folder, korean ? "/lesson.md" : "/lesson.ko.md");
  file.fallback = !file_exists(wanted);
  if (file.fallback && !file_exists(other))
    fail("chapter ", chapter.number, " ", chapter.name, " has no lesson yet: there is no ", wanted);
  const std::string& path = file.fallback ? other : wanted;
  file.lesson = parse_lesson(read_file(path, i64(kMaxLessonBytes)));
  if (file.lesson.blocks.empty()) fail(path, ": want a lesson, got an empty page");
  return file;
}

std::string lesson_place_told(const Chapter& chapter) {
  if (!file_exists(chapter_folder(chapter) + "/lesson.md")) return "";
  try {
    const ReaderPlace place = load_place(reader_file(), chapter.name);
    if (place.heading < 0 && place.answers.empty()) return "";
    const Lesson lesson = load_lesson(chapter, false).lesson;
    const std::vector<i32> headings = lesson.headings();
    const std::size_t at = std::size_t(std::max(0, place.heading));
    const std::string section =
        at < headings.size() ? plain_text(lesson.blocks[std::size_t(headings[at])].spans) : "";
    const std::size_t quizzes = load_quizzes(chapter_folder(chapter) + "/quiz.json").size();
    return cat("  lesson: ", at == 0 ? "begun" : section, " · ", place.answers.size(), " of ",
               quizzes, " questions answered");
  } catch (const Error&) {  // a list of chapters is no place to complain of a lesson
    return "";
  }
}

}  // namespace lab
