// A script: everything that ELIZA knows, read from a text that a learner can edit.
// The format is described in chapters/01_eliza/README.md.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/01_eliza/pattern.h"

namespace lab {

/// Words that are replaced wherever they stand next to each other; `to` may be empty.
struct Substitution {
  std::vector<std::string> from;
  std::vector<std::string> to;
  bool with_particles = false;  ///< one Korean word whose particles stay and are fitted ("저~")
  bool at_the_end = false;      ///< only the last words of what is copied
};

/// What to do once a decomposition has matched.
struct Assembly {
  enum class Kind : u8 { say, go_to, new_key, pre };
  Kind kind = Kind::say;
  std::string text;      ///< say, pre: the template; otherwise as the script has it
  std::size_t key = 0;   ///< go_to, pre: index into Script::keys
  std::string key_name;  ///< of `key`
  int line = 0;
};

struct Rule {
  std::vector<Element> pattern;
  std::string written;  ///< the decomposition as the script has it
  std::vector<Assembly> assemblies;
  int line = 0;
  std::size_t counter = 0;  ///< which of an Eliza's rotation counters is this rule's
};

struct Key {
  std::string name;  ///< its first form
  std::vector<Form> forms;
  int rank = 0;
  std::vector<Rule> rules;     ///< tried in order
  std::vector<Rule> remember;  ///< what to put away for a line without keywords
  int line = 0;
};

/// Answers that need no keyword, and for greeting and goodbye the phrases that call for them.
struct Answers {
  std::vector<std::vector<std::string>> phrases;
  Rule rule;
};

struct Script {
  std::string name;  ///< of the file, for messages
  Language language;
  std::vector<Substitution> pre, swap;
  std::map<std::string, std::vector<Form>> classes;
  std::vector<std::string> cuts;  ///< words at which a clause ends: "but"
  std::vector<Key> keys;
  Answers opening, greeting, goodbye, none;
  std::size_t counters = 0;  ///< rules that rotate
};

/// Reads a script. Throws Error "NAME:LINE: ..." on the first thing that is not understood, and on
/// rules that could never end (keys that go to each other in a circle).
Script parse_script(std::string_view name, std::string_view text);

/// parse_script of a file. Throws Error also if it is missing, no UTF-8 or larger than 1 MB.
Script load_script(const std::string& path);

/// The scripts in the program, "en" or "ko".
const Script& built_in_script(std::string_view language);

}  // namespace lab
