#include "app/classroom/exercises.h"

#include <algorithm>
#include <set>

#include "app/classroom/places.h"
#include "chapters/registry.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

/// "10_gpt" of "10", "gpt" or "10_gpt", by the table of all chapters.
const Chapter& chapter_named(std::string_view name) {
  std::string known;
  for (const Chapter& chapter : chapters()) {
    const bool same = name == chapter.name || name == cat(chapter.number) ||
                      name == cat(chapter.number < 10 ? "0" : "", chapter.number);
    if (same) return chapter;
    known += cat(known.empty() ? "" : ", ", chapter.number, " ", chapter.name);
  }
  throw UsageError(cat("there is no chapter \"", name, "\"; there are ", known));
}

fs::path folder_of(const Chapter& chapter) {
  return chapters_root() / cat(chapter.number < 10 ? "0" : "", chapter.number, "_", chapter.name);
}

/// Reads one member after the other; each mistake is told with the file and the exercise.
class Reader {
 public:
  Reader(std::string where, const Json& object, const std::set<std::string>& members)
      : where_(std::move(where)), object_(object) {
    if (object.kind() != Json::Kind::object) fail(where_, ": want an object");
    for (const std::string& key : object.keys())
      if (!members.contains(key)) fail(where_, ": has a member \"", key, "\" that nobody reads");
  }

  const Json& at(const char* key) const {
    if (const Json* value = object_.find(key)) return *value;
    fail(where_, ": want a member \"", key, "\"");
  }
  std::string text(const char* key) const { return text_of(at(key), key); }
  std::string text_or_nothing(const char* key) const {
    return object_.find(key) ? text(key) : std::string();
  }
  Bilingual both(const char* key) const { return both_of(at(key), key); }

  std::string text_of(const Json& value, const std::string& name) const {
    if (value.kind() != Json::Kind::string || value.as_string().empty())
      fail(where_, ": ", name, ": want text that is not empty");
    return value.as_string();
  }
  Bilingual both_of(const Json& value, const std::string& name) const {
    const Reader inner(cat(where_, ": ", name), value, {"en", "ko"});
    return {inner.text("en"), inner.text("ko")};
  }
  [[noreturn]] void refuse(const std::string& why) const { fail(where_, ": ", why); }

 private:
  std::string where_;
  const Json& object_;
};

Exercise read_exercise(const std::string& file, const Json& json, int number, int nth) {
  const std::string id = cat(number, ".", nth);
  const Reader reader(cat(file, ": exercise ", nth), json,
                      {"id", "file", "stars", "section", "title", "task", "hints", "signature"});
  Exercise exercise{.id = reader.text("id"),
                    .file = reader.text("file"),
                    .title = reader.both("title"),
                    .task = reader.both("task"),
                    .section = reader.text("section"),
                    .signature = reader.text_or_nothing("signature")};
  if (exercise.id != id) reader.refuse(cat("id: want \"", id, "\", got \"", exercise.id, "\""));
  const std::string begin = cat("ex", nth, "_");
  const bool plain = std::all_of(exercise.file.begin(), exercise.file.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!exercise.file.starts_with(begin) || exercise.file.size() == begin.size() || !plain)
    reader.refuse(cat("file: want \"", begin, "\" and a word of a-z, 0-9 and _, got \"",
                      exercise.file, "\""));
  const Json& stars = reader.at("stars");
  if (stars.kind() != Json::Kind::number || stars.as_double() != int(stars.as_double()) ||
      stars.as_double() < 1 || stars.as_double() > 3)
    reader.refuse("stars: want 1, 2 or 3");
  exercise.stars = int(stars.as_i64());
  const Json& hints = reader.at("hints");
  if (hints.kind() != Json::Kind::array || hints.items().size() != 3)
    reader.refuse("hints: want an array of three");
  for (const Json& hint : hints.items())
    exercise.hints.push_back(reader.both_of(hint, cat("hint ", exercise.hints.size() + 1)));
  return exercise;
}

std::vector<Exercise> load(const Chapter& chapter) {
  const fs::path folder = folder_of(chapter);
  const std::string file = (folder / "exercises" / "exercises.json").string();
  std::vector<Exercise> exercises;
  if (!file_exists(file)) return exercises;
  const Json table = Json::parse(read_file(file, 1 << 22), file);
  if (table.kind() != Json::Kind::array) fail(file, ": want an array of exercises");
  for (const Json& json : table.items()) {
    exercises.push_back(read_exercise(file, json, chapter.number, int(exercises.size()) + 1));
    exercises.back().chapter = folder;
  }
  return exercises;
}

}  // namespace

std::vector<Exercise> load_exercises(std::string_view chapter) {
  return load(chapter_named(chapter));
}

Exercise find_exercise(std::string_view id) {
  std::string known;
  for (const Chapter& chapter : chapters()) {
    if (!id.starts_with(cat(chapter.number, "."))) continue;
    for (Exercise& exercise : load(chapter)) {
      if (exercise.id == id) return std::move(exercise);
      known += cat(known.empty() ? "" : ", ", exercise.id);
    }
  }
  throw UsageError(cat("there is no exercise \"", id, "\"; ",
                       known.empty() ? "its chapter has none (`lab list` shows which have)"
                                     : cat("there are ", known)));
}

}  // namespace lab
