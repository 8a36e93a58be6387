// The GPT that only looks: weights go in, frames come out (tap contract: engine/observe/README.md).
#pragma once
#include "chapters/10_gpt/decoder.h"
#include "engine/observe/ghost.h"
#include "engine/text/vocab.h"

namespace lab {

class GptGhost final : public Ghost {
 public:
  GptGhost(const GptOptions& options, const CharVocab& vocab);

  void load(const Weights& weights) override;
  void look(const Probe& probe, Frame& frame) override;
  void next_logits(std::span<const i32> ids, std::vector<float>& logits) override;
  void use_int8_weights() override;
  std::vector<i32> encode(const std::string& text, i64& dropped) const override;
  std::string decode(i32 id) const override { return vocab_.text(id); }
  i64 vocab_size() const override { return vocab_.size(); }
  i32 start_token() const override;
  std::vector<ParamShape> shapes() const override { return lab::shapes(model_.parameters()); }

  const Gpt& model() const { return model_; }

 private:
  CharVocab vocab_;
  Rng rng_{0};
  Gpt model_;
  Precision precision_ = Precision::full;
  std::optional<GptDecoder> decoder_;  // made at the first next_logits
};

}  // namespace lab
