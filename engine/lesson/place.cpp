#include "engine/lesson/place.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

constexpr i64 kMaxBytes = i64(1) << 20, kVersion = 1;
constexpr i32 kMostHeadings = 10'000;

using Places = std::map<std::string, ReaderPlace>;

ReaderPlace read_entry(const Json& json) {
  ReaderPlace place;
  place.heading = i32(std::clamp<i64>(json.at("heading").as_i64(), -1, kMostHeadings));
  const double offset = json.at("offset").as_double();
  place.offset = std::isfinite(offset) ? std::clamp(offset, 0., 1.) : 0;
  const Json& answers = json.at("answers");
  for (std::size_t i = 0; i < answers.keys().size(); ++i)
    place.answers[answers.keys()[i]] = int(std::clamp<i64>(answers.items()[i].as_i64(), 0, 1000));
  return place;
}

Places read_places(const std::string& path) {
  Places places;
  const Json json = Json::parse(read_file(path, kMaxBytes), path);
  if (json.at("version").as_i64() != kVersion)
    fail(path, ": want version ", kVersion, ", got ", json.at("version").as_i64());
  const Json& chapters = json.at("chapters");
  if (chapters.kind() != Json::Kind::object) fail(path, ": chapters: want an object");
  for (std::size_t i = 0; i < chapters.keys().size(); ++i)
    places[chapters.keys()[i]] = read_entry(chapters.items()[i]);
  return places;
}

/// All places; a damaged file is moved aside.
Places load_places(const std::string& path, std::string* note) {
  if (!file_exists(path)) return {};
  try {
    return read_places(path);
  } catch (const Error& error) {
    const std::string aside = path + ".damaged";
    std::string said = cat("the reader's places could not be read (", error.what(), ")");
    try {
      rename_path(path, aside, Durability::none);
      said += cat("; the file is now ", aside);
    } catch (const Error&) {  // not even that: reading goes on without a place
    }
    if (note) *note = said;
    return {};
  }
}

}  // namespace

ReaderPlace load_place(const std::string& path, const std::string& chapter, std::string* note) {
  Places places = load_places(path, note);
  const auto found = places.find(chapter);
  return found == places.end() ? ReaderPlace{} : found->second;
}

void save_place(const std::string& path, const std::string& chapter, const ReaderPlace& place) {
  Places places = load_places(path, nullptr);
  places[chapter] = place;
  Json all = Json::object();
  for (const auto& [name, entry] : places) {
    Json answers = Json::object();
    for (const auto& [id, choice] : entry.answers) answers.set(id, choice);
    all.set(name, Json::object()
                      .set("heading", entry.heading)
                      .set("offset", entry.offset)
                      .set("answers", std::move(answers)));
  }
  const std::size_t slash = path.rfind('/');
  if (slash != std::string::npos) ensure_dir(path.substr(0, slash));
  const Json file = Json::object().set("version", kVersion).set("chapters", std::move(all));
  write_file_atomic(path, file.dump(1) + "\n", Durability::none);
}

}  // namespace lab
