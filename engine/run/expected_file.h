// A chapter's expected/bands.json: which runs it was measured on, and whether a run is one of them.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/observe/expected.h"
#include "engine/run/run_dir.h"

namespace lab {

/// A text by what is in it, never by its name.
struct TextMark {
  i64 train_chars = 0, valid_chars = 0;
  std::string hash;  ///< of both parts, 16 hexadecimal digits
  bool operator==(const TextMark&) const = default;
};
TextMark mark_of(const Corpus& corpus);

/// Bands, and what a run must have in common with those they were measured on.
struct MeasuredBand {
  Band band;
  KeyValues options;  ///< every option of the chapter
  i64 steps = 0, vocab = 0;
  std::string text_name;  ///< for people: "tinytown:ko"
  TextMark text;
};

struct Expected {
  std::vector<MeasuredBand> bands;
  TroublePlace trouble;
};

/// Reads "lmlab-bands/1"; an empty file is an empty result. `where` names it in errors. Throws
/// Error for another format, or for bands whose steps do not rise or whose low is above its high.
Expected parse_expected(std::string_view json, std::string_view where);

/// Band::why_none of a text that no band was measured on.
inline constexpr const char* kNothingMeasured = "nothing was measured on this text";

/// The band measured on runs with the same text, vocabulary, steps and options as this one, the
/// seed left aside; or none, with Band::why_none.
Band find_band(const Expected& expected, const RunConfig& config, const Corpus& corpus);

}  // namespace lab
