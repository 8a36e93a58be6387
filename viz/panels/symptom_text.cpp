#include "viz/panels/symptom_text.h"

namespace lab {
namespace {

Str says(SymptomKind kind) {
  constexpr Str kSays[] = {Str::symptom_non_finite_says,      Str::symptom_wrong_axis_says,
                           Str::symptom_starts_high_says,     Str::symptom_gradient_zero_says,
                           Str::symptom_rate_too_low_says,    Str::symptom_nothing_learned_says,
                           Str::symptom_stuck_unigram_says,   Str::symptom_stuck_bigram_says,
                           Str::symptom_rate_too_high_says,   Str::symptom_steps_too_long_says,
                           Str::symptom_gradient_bursts_says, Str::symptom_dead_units_says,
                           Str::symptom_memorising_says,      Str::symptom_leak_valid_says,
                           Str::symptom_leak_floor_says,      Str::symptom_leak_early_says};
  static_assert(std::size(kSays) == std::size_t(SymptomKind::count_));
  return kSays[std::size_t(kind)];
}

/// The row of the lesson's table, 0 = none.
i64 row_of(const TroublePlace& trouble, SymptomKind kind) {
  const auto found = trouble.rows.find(name_of(kind));
  return found == trouble.rows.end() ? 0 : found->second;
}

}  // namespace

std::string_view symptom_title(SymptomKind kind) { return tr_named("symptom_", name_of(kind)); }

Label symptom_sentence(const Symptom& symptom) {
  const Str key = says(symptom.kind);
  switch (symptom.kind) {
    case SymptomKind::non_finite:
    case SymptomKind::count_:
      return tr(key);
    case SymptomKind::wrong_axis:
      return tr(key, compact(symptom.found), compact(symptom.against), symptom.detail);
    case SymptomKind::gradient_zero:
      return tr(key, i64(symptom.found));
    case SymptomKind::dead_units:
      return tr(key, i64(symptom.found), i64(symptom.against));
    case SymptomKind::rate_too_low:
      return tr(key, scientific(symptom.found), scientific(symptom.against));
    case SymptomKind::steps_too_long:
    case SymptomKind::gradient_bursts:
      return tr(key, compact(symptom.found), compact(symptom.against));
    default:
      return tr(key, fixed(symptom.found, 2), fixed(symptom.against, 2));
  }
}

Label symptom_place(const TroublePlace& trouble, SymptomKind kind) {
  if (trouble.section == 0) return {};
  if (const i64 row = row_of(trouble, kind))
    return tr(Str::symptom_place_row, trouble.chapter, trouble.section, row);
  return tr(Str::symptom_place, trouble.chapter, trouble.section);
}

std::string symptom_link(const TroublePlace& trouble, SymptomKind kind) {
  if (trouble.section == 0) return {};
  std::string link = "lab:lesson?chapter=" + std::to_string(trouble.chapter) +
                     "&section=" + std::to_string(trouble.section);
  if (const i64 row = row_of(trouble, kind)) link += "&row=" + std::to_string(row);
  return link;
}

}  // namespace lab
