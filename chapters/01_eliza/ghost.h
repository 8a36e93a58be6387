// ELIZA as the viewer sees her: one exchange per line of the probe text. There are no weights.
#pragma once
#include <memory>

#include "chapters/01_eliza/eliza.h"
#include "engine/observe/ghost.h"

namespace lab {

/// Says the lines of the probe text one after the other, from the beginning at every look, and
/// fills Frame::exchanges. The script must outlive it.
class ElizaGhost final : public Ghost {
 public:
  explicit ElizaGhost(const Script& script) : script_(script) {}

  void load(const Weights& weights) override;
  void look(const Probe& probe, Frame& frame) override;
  void next_logits(std::span<const i32> ids, std::vector<float>& logits) override;
  std::vector<i32> encode(const std::string& text, i64& dropped) const override;
  std::string decode(i32 id) const override;
  i64 vocab_size() const override { return 0; }
  std::vector<ParamShape> shapes() const override { return {}; }
  i32 start_token() const override { return 0; }

 private:
  const Script& script_;
};

}  // namespace lab
