#include "viz/panels/summary_words.h"

#include <algorithm>
#include <charconv>

#include "viz/i18n/strings.h"

namespace lab {
namespace {

constexpr struct {
  std::string_view part;
  Str words;
} kParts[] = {
    {"maximum likelihood", Str::summary_mle}, {"modified Kneser-Ney", Str::summary_modified},
    {"characters", Str::summary_characters},  {"words", Str::summary_words},
    {"byte pairs", Str::summary_byte_pairs},  {"cut as GPT-2 cuts", Str::summary_cut_gpt2},
    {"not cut before", Str::summary_not_cut}};

/// The whole number between a word before it and one behind it; -1: it is no such part.
i64 number_in(std::string_view part, std::string_view before, std::string_view behind) {
  if (!part.starts_with(before) || !part.ends_with(behind)) return -1;
  part.remove_prefix(before.size());
  if (part.size() <= behind.size()) return -1;
  part.remove_suffix(behind.size());
  i64 n = -1;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), n);
  return error == std::errc() && end == part.data() + part.size() ? n : -1;
}

}  // namespace

Label next_summary_part(std::string_view& summary) {
  const std::size_t end = std::min(summary.find(", "), summary.size());
  const std::string_view part = summary.substr(0, end);
  summary.remove_prefix(std::min(end + 2, summary.size()));
  if (const i64 n = number_in(part, "order ", ""); n >= 0) return tr(Str::summary_order, n);
  if (const i64 n = number_in(part, "", " tokens"); n >= 0) return tr(Str::n_tokens, n);
  const auto known = std::ranges::find_if(kParts, [&](const auto& p) { return p.part == part; });
  return known == std::end(kParts) ? Label(part) : Label(tr(known->words));
}

Label summary_words(std::string_view summary) {
  Label all;
  while (!summary.empty()) {
    if (!all.empty()) all.append(", ");
    all.append(next_summary_part(summary));
  }
  return all;
}

}  // namespace lab
