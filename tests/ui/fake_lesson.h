// A small lesson in both languages, with every form that pages have, and a judge that answers when
// told to.
#pragma once
#include <map>

#include "viz/lesson/host.h"

namespace lab::test {

/// What outlives a program: two hosts that share it are one reader who comes back.
struct ReaderMemory {
  ReaderPlace place;
  int kept = 0;
};

class FakeLesson : public LessonHost {
 public:
  explicit FakeLesson(ReaderMemory& memory) : memory_(memory) {}

  LessonText text(bool korean) override;
  const std::vector<Quiz>& quizzes() const override { return quizzes_; }
  ReaderPlace place() override { return memory_.place; }
  void keep(const ReaderPlace& place) override {
    memory_.place = place;
    ++memory_.kept;
  }
  void check(const std::string& exercise, bool) override {
    checked.push_back(exercise);
    reports_[exercise] = {.running = true};
    ++version_;
  }
  const CheckReport* report(std::string_view exercise) const override {
    const auto found = reports_.find(exercise);
    return found == reports_.end() ? nullptr : &found->second;
  }
  u64 reports_version() override { return version_; }
  void open_web(const std::string& address) override { opened.push_back(address); }

  /// The judge is done with an exercise.
  void finish(const std::string& exercise, std::vector<CheckReport::Line> lines) {
    reports_[exercise] = {false, std::move(lines)};
    ++version_;
  }
  std::vector<std::string> checked, opened;
  bool no_korean = false;
  std::string markdown;  ///< instead of the small lesson, if not empty
  std::string folder;

 private:
  ReaderMemory& memory_;
  std::vector<Quiz> quizzes_ = {
      {"mask",
       1,
       {"What goes wrong without a mask?",
        "It sees the answer.",
        {"nothing", "a leak", "it is slow"}},
       {"마스크가 없으면 무엇이 잘못될까요?", "답이 보입니다.", {"없음", "누출", "느려짐"}}}};
  std::map<std::string, CheckReport, std::less<>> reports_;
  u64 version_ = 1;
};

}  // namespace lab::test
