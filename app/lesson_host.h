// The lesson panel's world: a chapter's folder, the reader's place, and the judge in the
// background.
#pragma once
#include <functional>
#include <memory>

#include "viz/lesson/host.h"

namespace lab {

struct LessonHostOptions {
  bool remember = true;             ///< false: pictures leave no trace in the reader's file
  std::function<void()> wake = {};  ///< from any thread: a report has changed
};

/// For the chapter named ("gpt"). nullptr if it has no lesson. Also tells the fonts the lesson's
/// words: call it before the first window or picture.
std::unique_ptr<LessonHost> make_lesson_host(const std::string& chapter,
                                             const LessonHostOptions& options);

}  // namespace lab
