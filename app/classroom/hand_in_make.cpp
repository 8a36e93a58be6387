#include "app/classroom/hand_in_make.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <ctime>

#include "app/classroom/plain_text.h"
#include "app/classroom/progress.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab {
namespace {

/// The full name of the account, or how it logs in.
std::string account_name() {
  const passwd* const entry = getpwuid(getuid());
  if (!entry) throw UsageError("this account has no name: tell yours with --name \"Kim Minji\"");
  const std::string full = entry->pw_gecos ? entry->pw_gecos : "";
  const std::string first = full.substr(0, full.find(','));
  return first.empty() ? entry->pw_name : first;
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  gmtime_r(&now, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

/// A file that is there is replaced only if it is a hand-in.
void refuse_other_files(const std::string& path) {
  if (is_directory(path)) fail(path, ": is a folder; name a file with -o");
  if (!file_exists(path)) return;
  try {
    parse_hand_in(read_file(path, kMostHandInBytes), path);
  } catch (const Error&) {
    fail(path, ": is there and is no hand-in; name another file with -o");
  }
}

}  // namespace

std::string name_for_file(std::string_view name) {
  std::string file;
  for (const char c : name) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte))
      file += char(byte < 0x80 ? std::tolower(byte) : byte);
    else if (!file.empty() && file.back() != '-')
      file += '-';
  }
  std::size_t cut = std::min(file.size(), std::size_t(120));  // between two characters
  while (cut < file.size() && (static_cast<unsigned char>(file[cut]) & 0xC0) == 0x80) --cut;
  file.resize(cut);
  while (!file.empty() && file.back() == '-') file.pop_back();
  return file.empty() ? "learner" : file;
}

HandInFile make_hand_in(const HandInRequest& request,
                        const std::function<void(const Verdict&)>& on_verdict) {
  const std::vector<Exercise> exercises = load_exercises(request.chapter);
  if (exercises.empty())
    fail("chapter ", request.chapter, " has no exercises yet: nothing to hand in");
  HandInFile made;
  HandIn& hand_in = made.hand_in;
  hand_in.name = checked_name(request.name.empty() ? account_name() : request.name);
  hand_in.chapter = exercises.front().id.substr(0, exercises.front().id.find('.'));
  made.path = request.out.empty()
                  ? cat("hand-in-", hand_in.chapter, "-", name_for_file(hand_in.name), ".json")
                  : request.out;
  refuse_other_files(made.path);
  Progress progress;
  for (const Exercise& exercise : exercises) {
    std::filesystem::path folder = request.folder;
    if (folder.empty()) folder = exercise.chapter / "exercises";
    HandedIn one{.check = check_sum(exercise), .code = learners_code(exercise, folder)};
    one.claimed = judge(exercise, folder);
    if (request.folder.empty()) progress.record(one.claimed);
    const ExerciseProgress& so_far = progress.of(exercise.id);
    one.hints_seen = i64(so_far.hints.size());
    one.solution_shown = !so_far.gave_up.empty();
    on_verdict(one.claimed);
    made.done += one.claimed.outcome == Outcome::done;
    hand_in.exercises.push_back(std::move(one));
  }
  hand_in.time = utc_now();
  hand_in.build = this_build(request.version);
  const std::string text = hand_in_text(hand_in);
  if (i64(text.size()) > kMostHandInBytes)
    fail("the hand-in would have ", text.size(), " bytes; up to ", kMostHandInBytes, " are taken");
  write_file_atomic(made.path, text, Durability::fsync);
  return made;
}

}  // namespace lab
