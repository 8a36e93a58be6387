// How the table makes the chapter.
#pragma once
#include <memory>

#include "engine/run/session.h"

namespace lab {

std::unique_ptr<ChapterModel> make_eliza_chapter();

}  // namespace lab
