// What chapter 02 shows of itself: merges, tokens, the probe cut by them (taps: README of observe).
#pragma once
#include <memory>

#include "chapters/02_tokens/model.h"
#include "engine/observe/ghost.h"

namespace lab {

/// Weights are the merges (TokensSession); loading goes on from what is loaded where it can.
/// vocab_size() is that of the weights loaded last: 256 before the first.
class TokensGhost final : public Ghost {
 public:
  /// The model is changed by load(): shared only with whoever loads equal weights on one thread.
  TokensGhost(std::shared_ptr<BpeUnigram> model, const TokensOptions& options)
      : model_(std::move(model)), options_(options) {}

  void load(const Weights& weights) override;
  void look(const Probe& probe, Frame& frame) override;
  void next_logits(std::span<const i32> ids, std::vector<float>& logits) override;
  /// Every byte is known: none is dropped.
  std::vector<i32> encode(const std::string& text, i64& dropped) const override;
  /// Its text; bytes that are not whole characters in brackets, "‹ED 95›", so that it is UTF-8.
  std::string decode(i32 id) const override;
  std::string label(i32 id) const override;
  i64 vocab_size() const override { return model_->vocab_size(); }
  std::vector<ParamShape> shapes() const override {
    return {{"merges", {options_.most_merges(), 3}}};
  }
  i32 start_token() const override;

 private:
  void add_taps(Frame& frame) const;
  Tap merges_tap() const;
  Tap vocab_tap() const;
  Tap bytes_tap(const std::vector<i32>& ids) const;
  Tap fertility_tap(std::string_view probe) const;
  Tap sample_tap(size_t index) const;

  std::shared_ptr<BpeUnigram> model_;
  TokensOptions options_;
};

}  // namespace lab
