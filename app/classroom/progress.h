// What this learner has done: .lab/progress.json (places.h), written by the judge's verdicts.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>

#include "app/classroom/judge.h"

namespace lab {

/// One exercise, as far as this learner has come.
struct ExerciseProgress {
  Outcome best = Outcome::missing;  ///< the nearest to done so far
  Outcome last = Outcome::missing;
  std::string when;      ///< of the best one: "2026-11-21T08:24:03Z"
  i64 checks = 0;        ///< how often it was judged
  int fitting_hint = 0;  ///< the hint that fits the last mistake; 0: any
  std::set<int> hints;   ///< 1 to 3: those that were seen
  std::string gave_up;   ///< when; "" if not
  bool done() const { return best == Outcome::done; }
};

/// The whole of it. Every change is read, made and written under a lock, so that the window, a
/// watching check and a second terminal may work at once. Free of printing.
class Progress {
 public:
  /// Reads the file. One that is damaged is set aside beside it, told by warning(), and begun anew.
  /// Throws Error only if the folder cannot be read.
  Progress();

  const ExerciseProgress& of(const std::string& exercise) const;
  /// "" or one line: what was damaged, and where it is now.
  const std::string& warning() const { return warning_; }

  // Each writes the file. Throws Error if that fails.
  void record(const Verdict& verdict);
  /// The hint that should be shown next and is from now on seen: the one that fits the last
  /// mistake, else the first unseen one; 0 if all three are seen.
  int take_hint(const std::string& exercise);
  void see_all_hints(const std::string& exercise);
  void give_up(const std::string& exercise);

 private:
  void load();
  void change(const std::string& exercise, const std::function<void(ExerciseProgress&)>& how);
  std::map<std::string, ExerciseProgress> exercises_;
  std::string warning_;
};

}  // namespace lab
