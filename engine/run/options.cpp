#include "engine/run/options.h"

#include <charconv>
#include <cmath>

#include "engine/core/check.h"
#include "engine/core/edit_distance.h"

namespace lab {
namespace {

const OptionField& find(const OptionFields& fields, const std::string& key) {
  const OptionField* nearest = nullptr;
  std::size_t best = 3;
  std::string known;
  for (const OptionField& field : fields) {
    if (key == field.name) return field;
    if (const std::size_t d = edit_distance(key, field.name); d < best) best = d, nearest = &field;
    known += cat(known.empty() ? "" : ", ", field.name);
  }
  throw UsageError(nearest
                       ? cat("there is no option \"", key, "\"; did you mean ", nearest->name, "?")
                       : cat("there is no option \"", key, "\"; the options are: ", known));
}

template <class Number>
Number parse_number(const OptionField& field, const std::string& text, const char* kind) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    throw UsageError(cat("option ", field.name, ": want ", kind, ", got \"", text, "\""));
  if (!(double(value) >= field.low && double(value) <= field.high))
    throw UsageError(
        cat("option ", field.name, ": want ", field.low, " to ", field.high, ", got ", text));
  return value;
}

bool parse_bool(const OptionField& field, const std::string& text) {
  if (text == "true" || text == "1" || text == "on") return true;
  if (text == "false" || text == "0" || text == "off") return false;
  throw UsageError(cat("option ", field.name, ": want true or false, got \"", text, "\""));
}

/// "adamw or muon".
std::string choice_text(const std::vector<const char*>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += cat(i == 0 ? "" : i + 1 < words.size() ? ", " : " or ", words[i]);
  return text;
}

std::string parse_word(const OptionField& field, const Words& words, const std::string& text) {
  for (const char* word : words.allowed)
    if (text == word) return text;
  throw UsageError(
      cat("option ", field.name, ": want ", choice_text(words.allowed), ", got \"", text, "\""));
}

}  // namespace

void set_option(const OptionFields& fields, const std::string& key, const std::string& text) {
  const OptionField& field = find(fields, key);
  if (auto* const* whole = std::get_if<i64*>(&field.value))
    **whole = parse_number<i64>(field, text, "a whole number");
  else if (auto* const* number = std::get_if<double*>(&field.value))
    **number = parse_number<double>(field, text, "a number");
  else if (const auto* words = std::get_if<Words>(&field.value))
    *words->value = parse_word(field, *words, text);
  else
    *std::get<bool*>(field.value) = parse_bool(field, text);
}

KeyValues option_values(const OptionFields& fields) {
  KeyValues out;
  for (const OptionField& field : fields) {
    if (auto* const* whole = std::get_if<i64*>(&field.value))
      out[field.name] = cat(**whole);
    else if (auto* const* number = std::get_if<double*>(&field.value))
      append_json_number(out[field.name], **number);
    else if (const auto* words = std::get_if<Words>(&field.value))
      out[field.name] = *words->value;
    else
      out[field.name] = *std::get<bool*>(field.value) ? "true" : "false";
  }
  return out;
}

}  // namespace lab
