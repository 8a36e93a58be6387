// A tokenizer's run that never was: real byte-pair merges of a small text, without engine/tokens.
#pragma once
#include "tests/ui/fake_watch.h"

namespace lab::test {

/// One merge a step, 90 at most. Looks are computed from the query: the probe text and the step.
class FakeTokensWatch : public FakeWatch {
 public:
  explicit FakeTokensWatch(FakeText text);

  bool poll() override;
  const Frame& frame() const override { return look_; }
  void ask(const Query& query) override;

  static constexpr i64 kMerges = 90;
  Frame& change_frame() { return look_; }

 private:
  struct Merge {
    i32 left = 0, right = 0;
    i64 count = 0;
  };
  void learn();
  std::vector<i32> encode(const std::string& text, i64 merges) const;
  std::vector<std::string> vocabulary(i64 merges) const;
  void see();
  void add_samples(i64 merges, const std::vector<std::string>& labels);

  std::vector<Merge> merges_;
  Frame look_;
  bool stale_ = true;
};

}  // namespace lab::test
