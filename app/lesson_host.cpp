#include "app/lesson_host.h"

#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>

#include <map>
#include <mutex>
#include <thread>

#include "app/lesson_files.h"
#include "app/lesson_judge.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "viz/draw/fonts.h"

extern char** environ;

namespace lab {
namespace {

/// What the judging thread and the screen share. The thread may outlive the host: a window that is
/// closed does not wait for a compiler.
struct Reports {
  std::mutex mutex;
  std::map<std::string, CheckReport> fresh;  ///< written by the thread, taken by the screen
};

void open_in_browser(const std::string& address) {
  std::string program = "xdg-open", argument = address;
  char* const argv[] = {program.data(), argument.data(), nullptr};
  pid_t child = -1;
  if (posix_spawnp(&child, "xdg-open", nullptr, nullptr, argv, environ) != 0) return;
  std::thread([child] { waitpid(child, nullptr, 0); }).detach();
}

class ChapterHost final : public LessonHost {
 public:
  ChapterHost(const Chapter& chapter, const LessonHostOptions& options)
      : chapter_(chapter), options_(options), reports_(std::make_shared<Reports>()) {
    try {
      quizzes_ = load_quizzes(chapter_folder(chapter) + "/quiz.json");
    } catch (const Error& error) {
      fmt::print(stderr, "lab: {}\n", error.what());
    }
  }

  LessonText text(bool korean) override {
    try {
      LessonFile file = load_lesson(chapter_, korean);
      return {std::move(file.lesson), std::move(file.folder), file.fallback, ""};
    } catch (const Error& error) {
      return {.problem = error.what()};
    }
  }
  const std::vector<Quiz>& quizzes() const override { return quizzes_; }

  ReaderPlace place() override {
    if (!options_.remember) return {};
    std::string note;
    ReaderPlace place = load_place(reader_file(), chapter_.name, &note);
    if (!note.empty()) fmt::print(stderr, "lab: {}\n", note);
    return place;
  }
  void keep(const ReaderPlace& place) override {
    if (!options_.remember || told_) return;
    try {
      save_place(reader_file(), chapter_.name, place);
    } catch (const Error& error) {
      told_ = true;  // once: a full disk would say it at every turn of a page
      fmt::print(stderr, "lab: the reader's place is not kept: {}\n", error.what());
    }
  }

  void check(const std::string& exercise, bool korean) override {
    CheckReport& report = shown_[exercise];
    if (report.running) return;
    report = {.running = true};
    ++version_;
    std::thread([reports = reports_, wake = options_.wake, exercise, korean] {
      CheckReport done = judge_report(exercise, korean);
      {
        const std::lock_guard lock(reports->mutex);
        reports->fresh[exercise] = std::move(done);
      }
      if (wake) wake();
    }).detach();
  }
  const CheckReport* report(std::string_view exercise) const override {
    const auto found = shown_.find(exercise);
    return found == shown_.end() ? nullptr : &found->second;
  }
  u64 reports_version() override {
    const std::lock_guard lock(reports_->mutex);
    for (auto& [exercise, report] : reports_->fresh) {
      shown_[exercise] = std::move(report);
      ++version_;
    }
    reports_->fresh.clear();
    return version_;
  }

  void open_web(const std::string& address) override { open_in_browser(address); }

 private:
  const Chapter& chapter_;
  LessonHostOptions options_;
  std::vector<Quiz> quizzes_;
  std::shared_ptr<Reports> reports_;
  std::map<std::string, CheckReport, std::less<>> shown_;
  u64 version_ = 0;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<LessonHost> make_lesson_host(const std::string& chapter_name,
                                             const LessonHostOptions& options) {
  const Chapter& chapter = find_chapter(chapter_name);
  const std::string folder = chapter_folder(chapter);
  bool any = false;
  for (const char* name : {"/lesson.md", "/lesson.ko.md", "/quiz.json"}) {
    if (!file_exists(folder + name)) continue;
    any |= std::string_view(name) != "/quiz.json";
    add_own_words(clean_utf8(read_file(folder + name, i64(kMaxLessonBytes))));
  }
  if (!any) return nullptr;
  return std::make_unique<ChapterHost>(chapter, options);
}

}  // namespace lab
