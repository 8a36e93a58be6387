// Training of chapter 02: a step joins the most frequent pairs, the loss says what that is worth.
#pragma once
#include "chapters/02_tokens/model.h"
#include "engine/run/session.h"

namespace lab {

/// The weights are the list of merges, (vocab - 256, 3): left id, right id, how often the pair
/// stood there. Rows of zeros are still to be learned. A vocabulary that is full, or a text in
/// which every piece is one token, learns nothing more: further steps change nothing.
class TokensSession final : public Session {
 public:
  TokensSession(const TokensOptions& options, const Corpus& corpus);

  StepResult step() override;
  i64 steps_done() const override { return steps_; }
  /// The text is read once; from then on counts are corrected.
  i64 chars_seen() const override { return steps_ > 0 ? model_->train_chars() : 0; }
  i64 model_size() const override { return model_->vocab_size(); }
  void plan_steps(i64 total) override { planned_ = total; }
  /// There is no rate; the factor is kept and changes nothing.
  void set_lr_scale(double factor) override { lr_scale_ = factor; }
  double lr_scale() const override { return lr_scale_; }
  const Parameters& parameters() const override { return parameters_; }
  std::unique_ptr<Ghost> make_ghost() const override;
  std::unique_ptr<Ghost> make_writer() const override;
  Evaluation evaluate(std::span<const i32> ids) const override;
  Evaluation evaluate_text(const CharVocab& vocab, std::string_view text) const override;
  std::vector<TensorSource> moments() const override { return {}; }
  KeyValues state() const override;
  void restore(const Checkpoint& checkpoint) override;

  const BpeUnigram& model() const { return *model_; }

 private:
  void write_merges();

  TokensOptions options_;
  CharVocab vocab_;
  std::string train_;                  // for ghosts
  std::shared_ptr<BpeUnigram> model_;  // shared with the writer
  Parameters parameters_;
  i64 steps_ = 0, planned_ = 1;
  double lr_scale_ = 1;
};

/// The merges that rows of weights speak of, up to the first row of zeros. rows: (n, 3)
/// Throws Error unless ids are whole numbers below 256 plus the row's number.
std::vector<Merge> merges_from(std::span<const real> rows);

/// Mean over a text, every token guessed by itself; see Evaluation::rule.
Evaluation evaluate_unigram(const BpeUnigram& model, std::string_view text);

}  // namespace lab
