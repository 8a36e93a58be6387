#include "app/classroom/grade.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "app/classroom/grade_notes.h"
#include "app/classroom/plain_text.h"
#include "app/classroom/process.h"
#include "app/classroom/sandbox.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

/// A folder that nobody else can read, gone at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "lmlab-grade-XXXXXX").string();
    if (!mkdtemp(name.data())) fail(name, ": cannot be made");
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// File names and codes: that of the exercise, and those that it includes.
using Codes = std::map<std::string, std::string>;

/// One code to be judged; several learners may have handed in the same.
struct Work {
  const Exercise* exercise;
  Codes codes;
  Verdict verdict;
  std::string error;
};

/// The hand-in in a file. Throws Error with the file's name in front.
HandIn read_hand_in(const std::string& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (!fs::exists(status)) fail(file, ": there is no such file");
  if (!fs::is_regular_file(status)) fail(file, ": is no ordinary file");
  if (i64(fs::file_size(file, error)) > kMostHandInBytes)
    fail(file, ": has ", i64(fs::file_size(file, error)), " bytes; a hand-in has up to ",
         kMostHandInBytes);
  return parse_hand_in(read_file(file, kMostHandInBytes), file);
}

/// All that is to be judged, each code once, and where it belongs.
class Pile {
 public:
  /// Fills `graded.exercises`; the codes go onto the pile. Throws Error if the chapter has none.
  void add(Graded& graded);
  /// The verdicts go to those who handed the codes in.
  void hand_back(std::vector<Graded>& all) const;
  std::vector<Work>& works() { return works_; }
  const std::vector<Exercise>& exercises(const std::string& chapter);

 private:
  std::map<std::string, std::vector<Exercise>> chapters_;
  std::map<std::pair<std::string, Codes>, std::size_t> known_;        // exercise, codes -> work
  std::map<std::pair<std::string, std::string>, std::size_t> place_;  // file, exercise -> work
  std::vector<Work> works_;
};

const std::vector<Exercise>& Pile::exercises(const std::string& chapter) {
  const auto [place, is_new] = chapters_.try_emplace(chapter);
  if (is_new) place->second = load_exercises(chapter);
  if (place->second.empty()) fail("chapter ", chapter, " has no exercises in this lab");
  return place->second;
}

/// The learner's code of an exercise, and of those whose files it names: whoever builds 10.2 on
/// their own 10.1 is judged with it.
Codes codes_for(const Exercise& wanted, const HandIn& hand_in, const std::vector<Exercise>& all) {
  Codes given, needed;
  for (const Exercise& exercise : all)
    for (const HandedIn& one : hand_in.exercises)
      if (one.claimed.exercise == exercise.id && one.code) given[exercise.file + ".h"] = *one.code;
  std::vector<std::string> open = {wanted.file + ".h"};
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    if (!needed.try_emplace(name, given[name]).second) continue;
    for (const auto& [other, code] : given)
      if (needed[name].find(other) != std::string::npos) open.push_back(other);
  }
  return needed;
}

void Pile::add(Graded& graded) {
  for (const Exercise& exercise : exercises(graded.hand_in.chapter)) {
    GradedExercise one;
    one.handed_in.claimed.exercise = one.verified.exercise = exercise.id;
    for (const HandedIn& handed_in : graded.hand_in.exercises)
      if (handed_in.claimed.exercise == exercise.id) one.handed_in = handed_in;
    if (one.handed_in.code) {
      Codes codes = codes_for(exercise, graded.hand_in, exercises(graded.hand_in.chapter));
      const auto [known, is_new] = known_.try_emplace({exercise.id, codes}, works_.size());
      if (is_new) works_.push_back({&exercise, std::move(codes), {}, {}});
      place_[{graded.file, exercise.id}] = known->second;
    }
    graded.exercises.push_back(std::move(one));
  }
}

void Pile::hand_back(std::vector<Graded>& all) const {
  for (Graded& graded : all)
    for (GradedExercise& one : graded.exercises) {
      const auto place = place_.find({graded.file, one.verified.exercise});
      if (place == place_.end()) continue;
      const Work& work = works_[place->second];
      one.verified = work.verdict;
      one.verified.exercise = work.exercise->id;
      if (!work.error.empty())
        graded.error = cat(graded.file, ": ", work.exercise->id, ": ", work.error);
    }
}

/// Writes the code where the judge looks for it and judges it. The file's name comes from this
/// lab's own table; nothing of a hand-in becomes a path.
void judge_work(Work& work, const GradeRequest& request, const fs::path& scratch) {
  try {
    ensure_dir(scratch.string());
    for (const auto& [name, code] : work.codes)
      write_file_atomic((scratch / name).string(), code, Durability::none);
    const JudgeOne& one = request.judge;
    work.verdict = one ? one(*work.exercise, scratch, request.limits, in_sandbox)
                       : judge(*work.exercise, scratch, request.limits, in_sandbox);
  } catch (const Interrupted&) {
    work.error = "interrupted";  // the next job would be too
  } catch (const std::exception& error) {
    work.error = plain_text(error.what(), 300);
  }
  std::error_code ignored;
  fs::remove_all(scratch, ignored);
}

void judge_all(std::vector<Work>& works, const GradeRequest& request) {
  const Scratch scratch;
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  i64 done = 0;
  const auto worker = [&] {
    for (std::size_t i = next++; i < works.size() && !jobs_interrupted(); i = next++) {
      judge_work(works[i], request, scratch.path() / cat(i));
      const std::lock_guard lock(telling);
      ++done;
      if (request.progress) request.progress(done, i64(works.size()));
    }
  };
  std::vector<std::thread> workers;
  const std::size_t jobs = std::clamp<std::size_t>(std::size_t(request.jobs), 1, works.size() + 1);
  for (std::size_t i = 1; i < jobs; ++i) workers.emplace_back(worker);
  worker();
  for (std::thread& thread : workers) thread.join();
  if (jobs_interrupted()) throw Interrupted();
}

}  // namespace

i64 Graded::done() const {
  return std::count_if(exercises.begin(), exercises.end(), [](const GradedExercise& one) {
    return one.verified.outcome == Outcome::done;
  });
}

bool all_graded(const std::vector<Graded>& all) {
  return std::all_of(all.begin(), all.end(), [](const Graded& one) { return one.error.empty(); });
}

std::vector<Graded> grade(const GradeRequest& request) {
  if (const std::string why = why_no_sandbox(); !why.empty())
    fail("a hand-in is code of others and is only run in a sandbox, which cannot be had here: ",
         why);
  std::vector<Graded> all;
  Pile pile;
  std::set<std::string> seen;
  for (const std::string& file : request.files) {
    if (!seen.insert(file).second) continue;
    Graded graded{.file = file};
    try {
      graded.hand_in = read_hand_in(file);
      pile.add(graded);
    } catch (const std::exception& error) {
      const std::string what = plain_text(error.what(), 300);
      graded = {.file = file, .error = what.starts_with(file) ? what : cat(file, ": ", what)};
    }
    all.push_back(std::move(graded));
  }
  judge_all(pile.works(), request);
  pile.hand_back(all);
  for (Graded& graded : all)
    if (graded.error.empty())
      add_own_notes(graded, pile.exercises(graded.hand_in.chapter));
    else
      graded.exercises.clear();
  add_shared_notes(all);
  return all;
}

}  // namespace lab
