// Scripts of a few lines, for tests.
#pragma once
#include <string>

#include "chapters/01_eliza/eliza.h"

namespace lab::test {

/// A script with what every script needs, and `rules` before that.
inline Script small_script(const std::string& rules, const std::string& language = "en") {
  return parse_script("test", "language " + language + "\n" + rules +
                                  "\nopening\n  say Hello.\nnone\n  say Go on.\n  say And then?\n"
                                  "goodbye bye|see you\n  say Bye.\n");
}

/// What the script answers to one line, the first of a conversation.
inline Exchange answer(const std::string& rules, const std::string& line,
                       const std::string& language = "en") {
  const Script script = small_script(rules, language);
  return Eliza(script).reply(line);
}

}  // namespace lab::test
