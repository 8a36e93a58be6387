// Where a chapter's text is, and where the lab remembers its reader.
#pragma once
#include <string>

#include "chapters/registry.h"
#include "engine/lesson/lesson.h"

namespace lab {

/// A chapter's text as it was found.
struct LessonFile {
  Lesson lesson;
  std::string folder;     ///< chapters/10_gpt, absolute
  bool fallback = false;  ///< there is none in the language that was asked for
};

/// chapters/10_gpt, absolute.
std::string chapter_folder(const Chapter& chapter);
/// lesson.ko.md or lesson.md; the other one, with `fallback` set, if there is only that. Throws
/// Error naming the file if there is neither.
LessonFile load_lesson(const Chapter& chapter, bool korean);
/// reader.json in what the lab remembers about its user: .lab/ of the project, or $LAB_HOME.
std::string reader_file();

/// Where the reader stands, for `list`: "  lesson: 6. Attention by hand · 3 of 27 questions
/// answered"; empty if the
/// chapter has no lesson or it was never opened.
std::string lesson_place_told(const Chapter& chapter);

}  // namespace lab
