#include "app/chat_watch.h"

#include <utility>

namespace lab {

ChatWatch::ChatWatch(const Script& script, std::string lines) : ghost_(script) {
  info_.name = script.name;
  info_.chapter = "eliza";
  info_.stage = "eliza";
  info_.summary = script.name;
  info_.data = script.name;
  info_.probe = std::move(lines);
  status_.phase = RunStatus::Phase::stored;
  status_.look_ms = -1;
}

void ChatWatch::ask(const Query& query) {
  if (query == asked_ && frame_.id > 0) return;
  asked_ = query;
  waiting_ = true;
}

bool ChatWatch::poll() {
  if (!std::exchange(waiting_, false)) return false;
  ghost_.look(asked_.probe, frame_);
  frame_.step = 0;
  ++frame_.id;
  return true;
}

}  // namespace lab
