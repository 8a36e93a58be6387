// What gzip and xz make of the same bytes.
#pragma once
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// Bytes of a gzip file as zlib writes it at level 9; the program gzip has code of its own and
/// differs by about 0.1 %.
i64 gzip_size(std::string_view bytes);
/// Bytes that `xz -9e` writes; with `whole_dictionary` it looks back over the whole text, however
/// long that is (xz -9 alone: 64 MB). Throws Error when there is not enough memory for that.
i64 xz_size(std::string_view bytes, bool whole_dictionary = false);

}  // namespace lab
