// Reads a script line by line; used by parse_script alone.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "chapters/01_eliza/script.h"
#include "engine/core/check.h"

namespace lab {

/// Knows which block the next line belongs to. Errors name file and line.
class ScriptReader {
 public:
  explicit ScriptReader(std::string_view name) { script_.name = name; }
  void read(std::string_view line);
  /// Throws Error if nothing, or nothing usable, was read.
  Script finish();

 private:
  struct Directive {
    std::string_view word;
    void (ScriptReader::*read)(const std::string& rest);
  };
  static const std::vector<Directive>& directives();

  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... parts) const {
    fail(script_.name, ":", line_, ": ", parts...);
  }
  void want(const std::string& rest, const char* example) const;

  // words
  void read_language(const std::string& rest);
  void read_pre(const std::string& rest);
  void read_swap(const std::string& rest);
  void read_swap_end(const std::string& rest);
  void read_class(const std::string& rest);
  void read_cut(const std::string& rest);
  void read_whole(const std::string& rest);
  Substitution substitution(const std::string& rest, const char* example) const;
  std::vector<Form> forms(std::string_view text) const;

  // rules
  void read_key(const std::string& rest);
  void read_match(const std::string& rest);
  void read_remember(const std::string& rest);
  void read_pattern(std::vector<Rule>& rules, const std::string& rest);
  Element element(const std::string& word) const;
  Element counted(const std::string& word, std::size_t tilde) const;

  // answers
  void read_say(const std::string& rest);
  void read_goto(const std::string& rest);
  void read_newkey(const std::string& rest);
  void add(Assembly assembly);
  void read_none(const std::string& rest) { begin(script_.none, "none", rest, false); }
  void read_opening(const std::string& rest) { begin(script_.opening, "opening", rest, false); }
  void read_greeting(const std::string& rest) { begin(script_.greeting, "greeting", rest, true); }
  void read_goodbye(const std::string& rest) { begin(script_.goodbye, "goodbye", rest, true); }
  void begin(Answers& answers, const char* word, const std::string& rest, bool has_phrases);

  Script script_;
  Rule* rule_ = nullptr;  // of the block we are in
  bool only_say_ = false, seen_language_ = false;
  int line_ = 0;
};

}  // namespace lab
