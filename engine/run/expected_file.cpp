#include "engine/run/expected_file.h"

#include <cstdio>

#include "engine/core/check.h"

namespace lab {
namespace {

/// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
u64 hash_more(u64 hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ u8(c)) * 1099511628211ull;
  return hash;
}

std::vector<BandPoint> parse_points(const Json& list, std::string_view where) {
  std::vector<BandPoint> points;
  for (const Json& item : list.items()) {
    const std::vector<Json>& numbers = item.items();
    if (numbers.size() != 3) fail(where, ": a point of a band: want [step, low, high]");
    const BandPoint point{numbers[0].as_i64(), numbers[1].as_float(), numbers[2].as_float()};
    const bool rises = points.empty() || point.step > points.back().step;
    if (!rises || !(point.low <= point.high))
      fail(where, ": step ", point.step, ": want rising steps, each with low <= high, got low ",
           point.low, " and high ", point.high);
    points.push_back(point);
  }
  return points;
}

MeasuredBand parse_band(const Json& item, const Json& recipes, std::string_view where) {
  MeasuredBand measured;
  measured.band.recipe = item.at("recipe").as_string();
  const Json& recipe = recipes.at(measured.band.recipe);
  measured.options = recipe.at("options").as_key_values();
  measured.steps = recipe.at("steps").as_i64();
  const Json& text = item.at("text");
  measured.text_name = text.at("name").as_string();
  measured.text = {text.at("train_chars").as_i64(), text.at("valid_chars").as_i64(),
                   text.at("hash").as_string()};
  measured.vocab = text.at("vocab").as_i64();
  measured.band.valid = parse_points(item.at("valid"), where);
  measured.band.smooth = parse_points(item.at("smooth"), where);
  return measured;
}

TroublePlace parse_trouble(const Json& lesson) {
  TroublePlace place{lesson.at("chapter").as_i64(), lesson.at("section").as_i64(), {}};
  const Json& rows = lesson.at("rows");
  for (const std::string& name : rows.keys()) place.rows[name] = rows.at(name).as_i64();
  return place;
}

/// The options in which a run differs, "lr=0.03 (small: 0.001)". What only one of the two knows
/// was added to the chapter since and stands at its default.
std::string differences(const KeyValues& run, const MeasuredBand& measured, int& count) {
  std::string out;
  for (const auto& [key, value] : measured.options) {
    const auto mine = run.find(key);
    if (mine == run.end() || mine->second == value) continue;
    out += cat(out.empty() ? "" : ", ", key, "=", mine->second, " (", measured.band.recipe, ": ",
               value, ")");
    ++count;
  }
  return out;
}

}  // namespace

TextMark mark_of(const Corpus& corpus) {
  constexpr u64 kBasis = 14695981039346656037ull;
  constexpr std::string_view kBetween("\0", 1);  // so that it matters where the text was split
  const u64 hash = hash_more(hash_more(hash_more(kBasis, corpus.train), kBetween), corpus.valid);
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return {i64(corpus.train_ids.size()), i64(corpus.valid_ids.size()), digits};
}

Expected parse_expected(std::string_view json, std::string_view where) {
  Expected expected;
  if (json.empty()) return expected;
  const Json file = Json::parse(json, where);
  if (const std::string& format = file.at("format").as_string(); format != "lmlab-bands/1")
    fail(where, ": want format lmlab-bands/1, got ", format, "; make the bands again");
  expected.trouble = parse_trouble(file.at("lesson"));
  for (const Json& item : file.at("bands").items())
    expected.bands.push_back(parse_band(item, file.at("recipes"), where));
  return expected;
}

Band find_band(const Expected& expected, const RunConfig& config, const Corpus& corpus) {
  Band none;
  if (expected.bands.empty()) return none;
  none.why_none = kNothingMeasured;
  const i64 train = i64(corpus.train_ids.size()), valid = i64(corpus.valid_ids.size());
  int fewest = std::numeric_limits<int>::max();
  TextMark mark;
  for (const MeasuredBand& measured : expected.bands) {
    if (measured.text.train_chars != train || measured.text.valid_chars != valid) continue;
    if (mark.hash.empty()) mark = mark_of(corpus);  // a large text is read only if it may be known
    if (mark != measured.text || measured.vocab != corpus.vocab.size()) continue;
    int count = 0;
    std::string why = differences(config.options, measured, count);
    if (config.steps != measured.steps) {
      why += cat(why.empty() ? "" : ", ", "steps=", config.steps, " (", measured.band.recipe, ": ",
                 measured.steps, ")");
      ++count;
    }
    if (count == 0) return measured.band;
    if (count < fewest) fewest = count, none.why_none = why;
  }
  return none;
}

}  // namespace lab
