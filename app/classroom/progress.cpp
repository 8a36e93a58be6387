#include "app/classroom/progress.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "app/classroom/places.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

constexpr const char* kFormat = "lmlab-progress/1";
constexpr i64 kMostBytes = 1 << 20;

// From the furthest away from done to the nearest.
constexpr Outcome kOrder[] = {Outcome::missing, Outcome::not_begun, Outcome::not_compiled,
                              Outcome::too_big, Outcome::too_slow,  Outcome::crashed,
                              Outcome::wrong,   Outcome::done};

int rank_of(Outcome outcome) {
  int rank = 0;
  while (kOrder[rank] != outcome) ++rank;
  return rank;
}

Outcome outcome_named(const std::string& name) {
  for (const Outcome outcome : kOrder)
    if (name == name_of(outcome)) return outcome;
  fail("\"", name, "\" is no outcome");
}

std::string now_in_utc() {
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char buffer[32];
  std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return buffer;
}

std::string file_path() { return (lab_home() / "progress.json").string(); }

/// Held while the file is read, changed and written; waits for whoever holds it.
class Lock {
 public:
  Lock() {
    ensure_dir(lab_home().string());
    const std::string path = (lab_home() / "progress.lock").string();
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd_ < 0 || ::flock(fd_, LOCK_EX) != 0)
      fail(path, ": cannot be locked: ", std::strerror(errno),
           "; LAB_HOME may name another folder for what the lab remembers");
  }
  ~Lock() { ::close(fd_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int fd_ = -1;
};

Json to_json(const ExerciseProgress& one) {
  Json hints = Json::array();
  for (const int hint : one.hints) hints.push(hint);
  return Json::object()
      .set("best", name_of(one.best))
      .set("last", name_of(one.last))
      .set("when", one.when)
      .set("checks", one.checks)
      .set("fitting_hint", one.fitting_hint)
      .set("hints", hints)
      .set("gave_up", one.gave_up);
}

int hint_from(const Json& json, int least) {
  const i64 hint = json.as_i64();
  if (hint < least || hint > 3) fail("a hint is 1, 2 or 3, not ", hint);
  return int(hint);
}

ExerciseProgress from_json(const Json& json) {
  ExerciseProgress one{.best = outcome_named(json.at("best").as_string()),
                       .last = outcome_named(json.at("last").as_string()),
                       .when = json.at("when").as_string(),
                       .checks = json.at("checks").as_i64(),
                       .fitting_hint = hint_from(json.at("fitting_hint"), 0),
                       .hints = {},
                       .gave_up = json.at("gave_up").as_string()};
  for (const Json& hint : json.at("hints").items()) one.hints.insert(hint_from(hint, 1));
  return one;
}

std::map<std::string, ExerciseProgress> parse(const std::string& path) {
  const Json json = Json::parse(read_file(path, kMostBytes), path);
  if (const std::string& format = json.at("format").as_string(); format != kFormat)
    fail("its format is \"", format, "\", this lab reads \"", kFormat, "\"");
  std::map<std::string, ExerciseProgress> exercises;
  const Json& table = json.at("exercises");
  for (const std::string& id : table.keys()) exercises[id] = from_json(table.at(id));
  return exercises;
}

/// "progress.json.damaged", or the first number behind it that is free.
std::string place_aside(const std::string& path) {
  std::string aside = path + ".damaged";
  for (int i = 2; file_exists(aside); ++i) aside = cat(path, ".damaged-", i);
  return aside;
}

}  // namespace

Progress::Progress() {
  if (!file_exists(file_path())) return;
  const Lock lock;
  load();
}

void Progress::load() {
  const std::string path = file_path();
  exercises_.clear();
  if (!file_exists(path)) return;
  try {
    exercises_ = parse(path);
  } catch (const Error& error) {
    const std::string aside = place_aside(path);
    rename_path(path, aside, Durability::none);
    warning_ = cat(path, ": cannot be understood (", error.what(), "); it is kept as ", aside,
                   ", and progress begins anew");
  }
}

const ExerciseProgress& Progress::of(const std::string& exercise) const {
  static const ExerciseProgress nothing;
  const auto found = exercises_.find(exercise);
  return found == exercises_.end() ? nothing : found->second;
}

void Progress::change(const std::string& exercise,
                      const std::function<void(ExerciseProgress&)>& how) {
  const Lock lock;
  load();
  how(exercises_[exercise]);
  Json table = Json::object();
  for (const auto& [id, one] : exercises_) table.set(id, to_json(one));
  const Json file = Json::object().set("format", kFormat).set("exercises", table);
  write_file_atomic(file_path(), file.dump(1) + "\n", Durability::none);
}

void Progress::record(const Verdict& verdict) {
  change(verdict.exercise, [&](ExerciseProgress& one) {
    if (one.checks == 0 || rank_of(verdict.outcome) > rank_of(one.best)) {
      one.best = verdict.outcome;
      one.when = now_in_utc();
    }
    one.last = verdict.outcome;
    one.fitting_hint = verdict.outcome == Outcome::wrong ? verdict.hint : 0;
    ++one.checks;
  });
}

int Progress::take_hint(const std::string& exercise) {
  int hint = 0;
  change(exercise, [&](ExerciseProgress& one) {
    const int fitting = one.fitting_hint;
    if (fitting > 0 && !one.hints.contains(fitting)) hint = fitting;
    for (int next = 1; next <= 3 && hint == 0; ++next)
      if (!one.hints.contains(next)) hint = next;
    if (hint > 0) one.hints.insert(hint);
  });
  return hint;
}

void Progress::see_all_hints(const std::string& exercise) {
  change(exercise, [](ExerciseProgress& one) { one.hints = {1, 2, 3}; });
}

void Progress::give_up(const std::string& exercise) {
  change(exercise, [](ExerciseProgress& one) {
    if (one.gave_up.empty()) one.gave_up = now_in_utc();
  });
}

}  // namespace lab
