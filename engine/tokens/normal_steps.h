// What is done to a text before it is cut: a list of steps, as tokenizer.json describes them.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/tokens/chars_map.h"
#include "engine/tokens/normal_form.h"

namespace lab {

/// ▁ (U+2581): how SentencePiece writes a space.
inline constexpr std::string_view kSpaceMark = "\xE2\x96\x81";

struct LowerCase {};
struct StripMarks {};
struct ReplaceText {
  std::string from, to;
};
struct PrependText {
  std::string text;
  bool unless_there = false;  ///< not where the text begins with it already
  bool only_first = false;    ///< only at the start of the whole text, not behind a special token
};

/// Steps in their order. Bytes that are not UTF-8 become U+FFFD first if a step needs characters.
class NormalSteps {
 public:
  using Step = std::variant<NormalForm, LowerCase, StripMarks, ReplaceText, PrependText,
                            std::shared_ptr<const CharsMap>>;

  void add(Step step) { steps_.push_back(std::move(step)); }
  bool empty() const { return steps_.empty(); }

  /// `first`: the text begins with it; not behind a special token.
  std::string apply(std::string_view text, bool first) const;

 private:
  std::vector<Step> steps_;
};

/// The text with each byte that is not UTF-8 replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

/// Every `from` in a text becomes `to`. REQUIRES: `from` is not empty.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

}  // namespace lab
