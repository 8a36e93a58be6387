#include "engine/exercise/exercise_check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace lab {
namespace {

bool close(double got, double wanted, double tolerance) {
  if (!std::isfinite(got) || !std::isfinite(wanted)) return got == wanted;
  return std::abs(got - wanted) <= tolerance * std::max(1.0, std::abs(wanted));
}

std::string digits_of(double value, int digits) {
  char buffer[64];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, digits);
  return {buffer, end};
}

/// As few digits as tell `value` from `other`, six at least.
std::string tell(double value, double other) {
  for (const int digits : {6, 9, 13})
    if (digits_of(value, digits) != digits_of(other, digits)) return digits_of(value, digits);
  return digits_of(value, 17);
}

/// "[1, 0, 2]" for the flat index `i`; "[i]" where the shape is not told or does not fit.
std::string place_of(i64 i, i64 n, std::span<const i64> dims) {
  i64 volume = 1;
  for (const i64 dim : dims) volume *= dim;
  if (dims.empty() || volume != n) return cat("[", i, "]");
  std::string place;
  for (std::size_t d = dims.size(); d-- > 0; i /= dims[d])
    place = cat(i % dims[d], place.empty() ? "" : ", ", place);
  return cat("[", place, "]");
}

/// The numbers around place i, two on each side, i itself in brackets: "0.1, [0.4], 0.5".
std::string around(std::span<const real> values, i64 i) {
  constexpr i64 kSide = 2;
  const i64 n = i64(values.size());
  std::string text = i > kSide ? "..., " : "";
  for (i64 k = std::max<i64>(0, i - kSide); k < std::min(n, i + kSide + 1); ++k) {
    const std::string number = digits_of(double(values[std::size_t(k)]), 4);
    text += cat(k == i ? cat("[", number, "]") : number, k + 1 < n ? ", " : "");
  }
  return i + kSide + 1 < n ? text + "..." : text;
}

}  // namespace

NotDoneYet::NotDoneYet(const char* exercise_id)
    : Error(cat("exercise ", exercise_id, " is not written yet")), exercise(exercise_id) {}

void ExerciseCheck::given(std::string input) { input_ = std::move(input); }

void ExerciseCheck::refuse(std::string what, std::string wanted, std::string got, int hint) {
  failure_ = CaseFailed{input_, std::move(what), std::move(wanted), std::move(got), hint};
  throw *failure_;
}

void ExerciseCheck::near(std::string_view what, std::span<const real> got,
                         std::span<const real> wanted, double tolerance, int hint,
                         std::span<const i64> dims) {
  ++comparisons_;
  if (got.size() != wanted.size())
    refuse(std::string(what), cat(wanted.size(), " numbers"), cat(got.size(), " numbers"), hint);
  const i64 n = i64(wanted.size());
  for (i64 i = 0; i < n; ++i) {
    const double w = double(wanted[std::size_t(i)]), g = double(got[std::size_t(i)]);
    if (close(g, w, tolerance)) continue;
    const auto with_neighbours = [&](double value, double other, std::span<const real> all) {
      return n == 1 ? tell(value, other) : cat(tell(value, other), "  in ", around(all, i));
    };
    refuse(n == 1 ? std::string(what) : cat(what, " at ", place_of(i, n, dims)),
           with_neighbours(w, g, wanted), with_neighbours(g, w, got), hint);
  }
}

void ExerciseCheck::near(std::string_view what, double got, double wanted, double tolerance,
                         int hint) {
  ++comparisons_;
  if (!close(got, wanted, tolerance))
    refuse(std::string(what), tell(wanted, got), tell(got, wanted), hint);
}

void ExerciseCheck::equal(std::string_view what, i64 got, i64 wanted, int hint) {
  ++comparisons_;
  if (got != wanted) refuse(std::string(what), cat(wanted), cat(got), hint);
}

void ExerciseCheck::that(std::string_view what, bool holds, std::string wanted, std::string got,
                         int hint) {
  ++comparisons_;
  if (!holds) refuse(std::string(what), std::move(wanted), std::move(got), hint);
}

}  // namespace lab
