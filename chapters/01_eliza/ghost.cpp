#include "chapters/01_eliza/ghost.h"

#include "engine/core/check.h"

namespace lab {

void ElizaGhost::load(const Weights& weights) {
  if (!weights.values.empty())
    fail("eliza: want no weights, got ", weights.values.size(), "; a script has none");
}

void ElizaGhost::look(const Probe& probe, Frame& frame) {
  frame.probe = probe;
  frame.exchanges.clear();
  Eliza eliza(script_);
  for (std::size_t begin = 0; begin < probe.text.size();) {
    const std::size_t end = std::min(probe.text.find('\n', begin), probe.text.size());
    frame.exchanges.push_back(eliza.reply(std::string_view(probe.text).substr(begin, end - begin)));
    begin = end + 1;
  }
}

void ElizaGhost::next_logits(std::span<const i32>, std::vector<float>&) {
  fail("eliza: a script gives no probabilities; `lab chat eliza` talks to it");
}

std::vector<i32> ElizaGhost::encode(const std::string&, i64& dropped) const {
  dropped = 0;
  return {};
}

std::string ElizaGhost::decode(i32 id) const {
  fail("eliza: there are no tokens, so none has the id ", id);
}

}  // namespace lab
