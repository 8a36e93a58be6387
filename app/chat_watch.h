// A Watch over a conversation: what the window and a picture need of a script.
#pragma once
#include <string>

#include "chapters/01_eliza/ghost.h"
#include "engine/observe/held_watch.h"

namespace lab {

/// The probe text is what was said, one line each; every look is the whole conversation anew.
/// Nothing trains and nothing is stored. Threads: one; poll() looks by itself.
class ChatWatch final : public HeldWatch {
 public:
  /// `script` must outlive the watch; `lines` is what the conversation begins with.
  ChatWatch(const Script& script, std::string lines);

  bool poll() override;
  void ask(const Query& query) override;

 private:
  ElizaGhost ghost_;
  Query asked_;
  bool waiting_ = false;
};

}  // namespace lab
