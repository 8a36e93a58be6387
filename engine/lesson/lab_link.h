// What a `lab:` link of a lesson asks for: `lab:verb?argument=value&...`.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// look: a panel, and what is chosen in it; act: commands and edits of heads; ask: quiz and judge.
enum class LabVerb : u8 {
  attention,
  experiment,
  loss,
  next,
  probe,
  samples,
  timemachine,
  transport,
  ladder,
  bigrams,
  sparsity,
  pieces,
  merges,
  fertility,
  dialogue,
  scoreboard,
  train,
  pause,
  head,
  quiz,
  check,
};
inline constexpr int kLabVerbs = 21;

struct LabLink {
  LabVerb verb = LabVerb::loss;
  std::vector<std::pair<std::string, std::string>> arguments;  ///< decoded, each checked

  /// nullptr if it was not given.
  const std::string* find(std::string_view name) const;
  /// As a whole number or a fraction; `otherwise` if it was not given.
  i64 integer(std::string_view name, i64 otherwise = -1) const;
  double number(std::string_view name, double otherwise) const;
};

/// The same forms as tools/lab_links.py (a test compares the two). `target` begins with "lab:".
/// Throws Error saying what is wrong with it: verb or argument unknown (with the nearest that
/// exists), given twice, missing, or of another form.
LabLink parse_lab_link(std::string_view target);

const char* name_of(LabVerb verb);
/// "layer", "head!" ("!" = has to be given), ...: what a verb takes.
std::vector<std::string> arguments_of(LabVerb verb);

/// %20 and the like become bytes; what is no such sequence stays as it is.
std::string percent_decoded(std::string_view text);

}  // namespace lab
