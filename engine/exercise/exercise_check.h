// What stands between a learner's file and the judge: LAB_TODO marks what is not written yet, and
// a check tells its cases through ExerciseCheck.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/check.h"
#include "engine/core/real.h"

namespace lab {

/// Thrown by an exercise that nobody has begun.
struct NotDoneYet : Error {
  explicit NotDoneYet(const char* exercise);
  const char* exercise;  ///< "10.1"
};

/// The body of an untouched exercise: throws NotDoneYet. The learner replaces it.
#define LAB_TODO(exercise) throw ::lab::NotDoneYet(exercise)

/// A comparison that did not hold. No std::exception: a learner's catch has no business with it.
struct CaseFailed {
  std::string input, what, wanted, got;
  int hint = 0;
};

/// Tells what a learner's function was given and compares what it gave back. The first comparison
/// that fails ends the check (it throws CaseFailed, which only the program around the check
/// catches): one mistake at a time, with its input, what was wanted and what was got.
///
/// `what` names the value in the words of the exercise ("weight of place 2 for the query at
/// place 0"); `hint` is the hint (1, 2 or 3) that fits this mistake, 0 for the next unseen one.
/// Not inlined, so that a learner's file which defines them again does not get its own called.
/// Comparisons treat NaN and infinity as different from every finite number.
class ExerciseCheck {
 public:
  /// What follows is about this input, told as a reader needs it to repeat the case by hand.
  void given(std::string input);

  /// |got - wanted| <= tolerance * max(1, |wanted|) for each element; names the first that differs
  /// by its index in `dims` ("[1, 0, 2]"; flat if empty), and shows a few neighbours.
  [[gnu::noinline]] void near(std::string_view what, std::span<const real> got,
                              std::span<const real> wanted, double tolerance, int hint = 0,
                              std::span<const i64> dims = {});
  [[gnu::noinline]] void near(std::string_view what, double got, double wanted, double tolerance,
                              int hint = 0);
  [[gnu::noinline]] void equal(std::string_view what, i64 got, i64 wanted, int hint = 0);
  /// For what is no number: `wanted` and `got` are words.
  [[gnu::noinline]] void that(std::string_view what, bool holds, std::string wanted,
                              std::string got, int hint = 0);

  /// How many comparisons have been made. A check that made none has judged nothing and fails.
  i64 comparisons() const { return comparisons_; }
  /// The comparison that ended the check, even if somebody between swallowed what it threw.
  const std::optional<CaseFailed>& failure() const { return failure_; }

 private:
  [[noreturn]] void refuse(std::string what, std::string wanted, std::string got, int hint);
  std::string input_;
  i64 comparisons_ = 0;
  std::optional<CaseFailed> failure_;
};

/// Each check/exN_*.cpp defines this; it includes "exN_*.h", and the include path decides whether
/// that is the learner's file, the solution or a mutant. One check is one program (exercise_main).
void check_exercise(ExerciseCheck& check);

}  // namespace lab
