// Conversations that never were, in both languages: what chapter 01 says, without chapter 01.
#pragma once
#include "tests/ui/fake_watch.h"

namespace lab::test {

/// A line of the probe text that stands in its book is answered from there, any other finds no
/// keyword.
class FakeDialogueWatch : public FakeWatch {
 public:
  explicit FakeDialogueWatch(FakeText text);

  bool poll() override;
  const Frame& frame() const override { return look_; }
  void ask(const Query& query) override;

  /// All lines of the book, as a probe text.
  static std::string conversation(FakeText text);

 private:
  void see();

  FakeText text_;
  Frame look_;
  bool stale_ = true;
};

}  // namespace lab::test
