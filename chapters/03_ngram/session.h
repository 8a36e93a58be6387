// Training by counting: a step reads the next piece of the text, and that is all there is to it.
#pragma once
#include "chapters/03_ngram/text.h"
#include "engine/run/session.h"

namespace lab {

class NgramSession final : public Session {
 public:
  /// chars: the corpus' vocabulary, which numbers what evaluate() is given.
  NgramSession(const NgramOptions& options, std::shared_ptr<const NgramText> text,
               const CharVocab& chars);

  StepResult step() override;
  i64 steps_done() const override { return steps_; }
  i64 chars_seen() const override { return text_->chars_of(read_); }
  i64 model_size() const override { return counts_.distinct(); }
  /// Spreads what is left of the text over the steps that are left. Throws UsageError if nothing is
  /// left: a text counted twice says nothing new.
  void plan_steps(i64 total) override;
  void set_lr_scale(double) override {}  // counting has no rate
  double lr_scale() const override { return 1; }
  const Parameters& parameters() const override { return parameters_; }
  std::unique_ptr<Ghost> make_ghost() const override;
  std::unique_ptr<Ghost> make_writer() const override;
  Evaluation evaluate(std::span<const i32> ids) const override;
  Evaluation evaluate_text(const CharVocab& vocab, std::string_view text) const override;
  std::vector<TensorSource> moments() const override { return {}; }
  KeyValues state() const override;
  void restore(const Checkpoint& checkpoint) override;

  const NgramModel& model() const { return model_; }
  const NgramText& text() const { return *text_; }

 private:
  double score(std::span<const i32> piece) const;
  void note_place();

  NgramOptions options_;
  std::shared_ptr<const NgramText> text_;
  CharVocab chars_;
  NgramCounts counts_;
  NgramModel model_;
  Parameters parameters_;  // "read" (2): tokens read so far, in two numbers that a float holds
  i64 steps_ = 0, read_ = 0;
  i64 base_step_ = 0, base_read_ = 0, total_ = 0;  // the plan: from there evenly to the text's end
};

/// The two numbers of parameter "read", and back.
inline constexpr i64 kReadUnit = 65536;
i64 tokens_read(const real* read);

}  // namespace lab
