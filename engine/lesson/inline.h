// What stands inside a line of Markdown: entities and the targets of links.
#pragma once
#include <string>
#include <string_view>

#include "engine/lesson/lesson.h"

namespace lab {

/// "&amp;" is "&", "&#x41;" is "A". Names that we do not know stay as they are written.
std::string decoded_entity(std::string_view entity);

/// Sorts a target: `lab:`, an address of the web, a file beside the page, or broken.
Link make_link(std::string target);

}  // namespace lab
