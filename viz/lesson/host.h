// What the lesson panel needs of the world outside: texts, the reader's place, the judge.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/lesson.h"
#include "engine/lesson/place.h"
#include "engine/lesson/quiz.h"

namespace lab {

/// A chapter's text in one language.
struct LessonText {
  Lesson lesson;
  std::string folder;     ///< where its pictures' paths begin
  bool fallback = false;  ///< the other language's text, because there is none in this one
  std::string problem;    ///< not empty: there is nothing to read, and why
};

/// What the judge said of one exercise, line by line.
struct CheckReport {
  enum class Tone : u8 { plain, good, bad };
  struct Line {
    std::string text;
    Tone tone = Tone::plain;
  };
  bool running = false;
  std::vector<Line> lines;
};

/// Threads: every function is called from the UI thread, and none of them blocks for long; a host
/// that works in the background raises `reports_version()` when a report has changed.
class LessonHost {
 public:
  virtual ~LessonHost() = default;
  virtual LessonText text(bool korean) = 0;
  virtual const std::vector<Quiz>& quizzes() const = 0;

  /// Where the reader was, and what they answered; `keep` remembers it beyond this program.
  virtual ReaderPlace place() = 0;
  virtual void keep(const ReaderPlace& place) = 0;

  /// Asks the judge about "10.1". Once more while it runs changes nothing.
  virtual void check(const std::string& exercise, bool korean) = 0;
  /// nullptr if it was never asked.
  virtual const CheckReport* report(std::string_view exercise) const = 0;
  virtual u64 reports_version() = 0;

  /// Called when a person clicked on a link whose address they have seen.
  virtual void open_web(const std::string& address) = 0;
};

}  // namespace lab
