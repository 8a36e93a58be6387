#include "app/classroom/hand_in.h"

#include <algorithm>

#include "app/classroom/plain_text.h"
#include "engine/core/blas.h"
#include "engine/core/check.h"
#include "engine/gemm/gemm.h"
#include "engine/io/files.h"
#include "engine/io/sha256.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

constexpr std::string_view kFormatPrefix = "lmlab-hand-in/";
constexpr std::string_view kFormat = "lmlab-hand-in/1";
constexpr std::size_t kMostExercises = 40, kMostMembers = 40;
constexpr std::size_t kMostWordBytes = 4096;  ///< of a text that the judge wrote

Json to_json(const HandedIn& one) {
  const Verdict& claimed = one.claimed;
  return Json::object()
      .set("id", claimed.exercise)
      .set("claimed", name_of(claimed.outcome))
      .set("what", plain_text(claimed.what, kMostWordBytes))
      .set("wanted", plain_text(claimed.wanted, kMostWordBytes))
      .set("got", plain_text(claimed.got, kMostWordBytes))
      .set("message", plain_text(claimed.message, kMostWordBytes))
      .set("seconds", claimed.seconds)
      .set("hints_seen", one.hints_seen)
      .set("solution_shown", one.solution_shown)
      .set("check", one.check)
      .set("code", one.code ? Json(*one.code) : Json());
}

Outcome outcome_named(const std::string& name) {
  for (const Outcome outcome :
       {Outcome::done, Outcome::wrong, Outcome::not_begun, Outcome::missing, Outcome::not_compiled,
        Outcome::crashed, Outcome::too_slow, Outcome::too_big})
    if (name == name_of(outcome)) return outcome;
  fail("\"", plain_text(name, 40), "\" is no outcome of an exercise");
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() <= 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A text of the file, if it is not longer than such a text is.
std::string text_of(const Json& json, const char* key, std::size_t most = kMostWordBytes) {
  const std::string& text = json.at(key).as_string();
  if (text.size() > most)
    fail("\"", key, "\" has ", text.size(), " bytes; such a text has up to ", most);
  return text;
}

std::string checked_id(const std::string& id, const std::string& chapter) {
  const std::size_t point = id.find('.');
  if (id.substr(0, point) == chapter && point != std::string::npos &&
      is_digits(id.substr(point + 1)))
    return id;
  fail("\"", plain_text(id, 40), "\" is no exercise of chapter ", chapter);
}

HandedIn exercise_from(const Json& json, const std::string& chapter) {
  HandedIn one;
  one.claimed.exercise = checked_id(text_of(json, "id"), chapter);
  one.claimed.outcome = outcome_named(text_of(json, "claimed"));
  one.claimed.what = text_of(json, "what");
  one.claimed.wanted = text_of(json, "wanted");
  one.claimed.got = text_of(json, "got");
  one.claimed.message = text_of(json, "message");
  one.claimed.seconds = json.at("seconds").as_double();
  one.hints_seen = std::clamp(json.at("hints_seen").as_i64(), i64(0), i64(3));
  one.solution_shown = json.at("solution_shown").as_bool();
  one.check = text_of(json, "check", 64);
  if (!json.at("code").is_null()) one.code = text_of(json, "code", std::size_t(kMostCodeBytes));
  return one;
}

void check_format(const Json& json) {
  const Json* const format = json.kind() == Json::Kind::object ? json.find("format") : nullptr;
  if (!format || format->kind() != Json::Kind::string ||
      !format->as_string().starts_with(kFormatPrefix))
    fail("is no hand-in; one is made by: ./lab hand-in 10");
  if (json.keys().size() > kMostMembers) fail("has ", json.keys().size(), " members");
  if (format->as_string() != kFormat)
    fail("has the format \"", plain_text(format->as_string(), 40), "\"; this lab reads ", kFormat,
         ": hand it in again with the lab that grades, or grade with a newer one");
}

HandIn hand_in_from(const Json& json) {
  check_format(json);
  HandIn hand_in;
  hand_in.name = checked_name(text_of(json, "name"));
  hand_in.chapter = text_of(json, "chapter");
  if (!is_digits(hand_in.chapter))
    fail("\"", plain_text(hand_in.chapter, 40), "\" is no number of a chapter");
  hand_in.time = plain_text(text_of(json, "time"), 40);
  if (json.at("build").keys().size() > kMostMembers) fail("\"build\" has too many members");
  hand_in.build = json.at("build").as_key_values();
  const std::vector<Json>& exercises = json.at("exercises").items();
  if (exercises.size() > kMostExercises) fail("lists ", exercises.size(), " exercises");
  for (const Json& exercise : exercises) {
    hand_in.exercises.push_back(exercise_from(exercise, hand_in.chapter));
    const std::string& id = hand_in.exercises.back().claimed.exercise;
    const auto same = [&](const HandedIn& one) { return one.claimed.exercise == id; };
    if (std::count_if(hand_in.exercises.begin(), hand_in.exercises.end(), same) > 1)
      fail("lists exercise ", id, " twice");
  }
  return hand_in;
}

/// The members but the sum, as they were written.
std::string summed_part(const Json& json) {
  Json rest = Json::object();
  for (const std::string& key : json.keys())
    if (key != "sha256") rest.set(key, json.at(key));
  return rest.dump();
}

}  // namespace

std::string hand_in_text(const HandIn& hand_in) {
  Json exercises = Json::array();
  for (const HandedIn& one : hand_in.exercises) exercises.push(to_json(one));
  Json json = Json::object();
  json.set("format", kFormat)
      .set("name", hand_in.name)
      .set("chapter", hand_in.chapter)
      .set("time", hand_in.time)
      .set("build", hand_in.build)
      .set("exercises", std::move(exercises));
  json.set("sha256", sha256(summed_part(json)));
  return json.dump(2) + "\n";
}

HandIn parse_hand_in(std::string_view text, const std::string& where) {
  if (i64(text.size()) > kMostHandInBytes)
    fail(where, ": has ", text.size(), " bytes; a hand-in has up to ", kMostHandInBytes);
  try {
    const Json json = Json::parse(text, "the file");
    HandIn hand_in = hand_in_from(json);
    const Json* const sum = json.find("sha256");
    hand_in.whole =
        sum && sum->kind() == Json::Kind::string && sum->as_string() == sha256(summed_part(json));
    return hand_in;
  } catch (const Error& error) {
    fail(where, ": ", plain_text(error.what(), 300));
  }
}

std::string checked_name(std::string_view name) {
  const std::string plain = plain_text(name, kMostWordBytes);
  if (plain.empty()) throw UsageError("a hand-in needs a name: --name \"Kim Minji\"");
  if (count_chars(plain) > kMostNameChars)
    throw UsageError(cat("the name has ", count_chars(plain), " characters; up to ", kMostNameChars,
                         " are taken"));
  return plain;
}

std::string check_sum(const Exercise& exercise) {
  const std::string file = (exercise.chapter / "check" / (exercise.file + ".cpp")).string();
  return file_exists(file) ? sha256(read_file(file)) : "";
}

std::optional<std::string> learners_code(const Exercise& exercise,
                                         const std::filesystem::path& folder) {
  const std::string file = (folder / (exercise.file + ".h")).string();
  if (!file_exists(file)) return std::nullopt;
  std::string code = read_file(file, kMostCodeBytes);
  if (const auto error = find_utf8_error(code))
    fail(file, ": byte ", error->offset, " is not UTF-8 (", error->reason,
         "); save the file as UTF-8, then hand in again");
  return code;
}

KeyValues this_build(const std::string& version) {
  return {{"version", version},
          {"compiler", __VERSION__},
          {"real", kRealIsDouble ? "double" : "float"},
          {"products", gemm_kernel()},
          {"openblas", blas_core_name()}};
}

}  // namespace lab
