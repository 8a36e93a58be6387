// The table of all chapters: what exists, what is coming.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "engine/run/session.h"

namespace lab {

struct Chapter {
  int number;
  const char* name;  ///< as typed: "gpt"
  const char* title;
  const char* title_ko;
  std::unique_ptr<ChapterModel> (*make)();  ///< nullptr: planned, not written yet
};

std::span<const Chapter> chapters();

/// By name or number ("gpt", "10"). Throws Error naming the chapters that exist.
const Chapter& find_chapter(std::string_view name);

}  // namespace lab
