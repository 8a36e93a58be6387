// The n-gram model that only looks: its weights are a place in the text, its counts all before it.
#pragma once
#include <optional>

#include "chapters/03_ngram/text.h"
#include "engine/observe/ghost.h"

namespace lab {

class NgramGhost final : public Ghost {
 public:
  /// Counts for itself; going back in time it begins anew.
  NgramGhost(const NgramOptions& options, std::shared_ptr<const NgramText> text);
  /// Looks at a model that somebody else counts for, on the same thread.
  NgramGhost(const NgramOptions& options, std::shared_ptr<const NgramText> text,
             const NgramModel* borrowed);

  void load(const Weights& weights) override;
  void look(const Probe& probe, Frame& frame) override;
  void next_logits(std::span<const i32> ids, std::vector<float>& logits) override;
  std::vector<i32> encode(const std::string& text, i64& dropped) const override {
    return text_->encode_piece(text, dropped);
  }
  std::string decode(i32 id) const override { return text_->decode(id); }
  std::string label(i32 id) const override { return text_->label(id); }
  i64 vocab_size() const override { return text_->vocab_size(); }
  i32 start_token() const override { return text_->start_token(); }
  std::vector<ParamShape> shapes() const override { return {{"read", {2}}}; }

  const NgramModel& model() const { return borrowed_ ? *borrowed_ : *model_; }

 private:
  void add_taps(Frame& frame);
  void add_ladder(Frame& frame) const;
  void add_bigrams();
  void add_sparsity();

  NgramOptions options_;
  std::shared_ptr<const NgramText> text_;
  const NgramModel* borrowed_ = nullptr;
  std::optional<NgramCounts> counts_;
  std::optional<NgramModel> model_;
  std::vector<Tap> steady_;  // taps that depend on the counts alone
  i64 steady_at_ = -1;       // tokens read when they were made
};

}  // namespace lab
