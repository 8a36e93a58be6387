// Chapter 3 as the launcher sees it.
#pragma once
#include <memory>

#include "engine/run/session.h"

namespace lab {

std::unique_ptr<ChapterModel> make_ngram_chapter();

}  // namespace lab
