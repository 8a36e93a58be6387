// Unicode's normal forms, lower case and accents: texts that look the same made the same.
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// C: composed (한 is one character), D: decomposed (ㅎㅏㄴ, conjoining); K: also without
/// differences of presentation (ﬁ becomes fi, Ⅳ becomes IV).
/// Source: Unicode Standard Annex 15.
enum class NormalForm : u8 { nfc, nfd, nfkc, nfkd };

/// A text in a normal form. Throws Error naming the byte if it is not UTF-8.
std::string normalise(std::string_view text, NormalForm form);

/// Whether a capital sigma at the end of a word becomes ς, as Python's str.lower() has it.
enum class FinalSigma : bool { keep_plain, by_context };

/// The text in lower case. What is not UTF-8 stays as it is.
/// Source: Unicode 15, section 3.13, R2 (full mappings: İ becomes i and a dot above).
std::string lower_case(std::string_view text, FinalSigma sigma);

/// The text without non-spacing marks (\p{Mn}): é, once decomposed, loses its accent.
std::string strip_marks(std::string_view text);

}  // namespace lab
