// prove_exercise 10.1: that its check can be trusted. The author's solution is done, the stub is
// not begun, each mutant of solutions/mutants.json (a solution with one planted mistake) is caught.
// Says what was found and how long it took; exit code 1 if anything is not as it should be.
#include <atomic>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <future>
#include <mutex>
#include <set>

#include "app/classroom/judge.h"
#include "engine/core/check.h"
#include "engine/core/clock.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFewestMutants = 4;

/// One file to be judged, and what is to come out.
struct Trial {
  std::string name;
  fs::path folder;
  std::function<std::string(const Verdict&)> complaint;  ///< "" if it is as it should be
  Verdict verdict = {};
};

std::mutex g_printing;
std::atomic<int> g_complaints{0};

void complain(const std::string& words) {
  const std::lock_guard lock(g_printing);
  std::printf("FAILED: %s\n", words.c_str());
  ++g_complaints;
}

std::string told(const Verdict& verdict) {
  return cat(name_of(verdict.outcome), " ", verdict.message, " ", verdict.input, " | ",
             verdict.what, " | wanted ", verdict.wanted, " | got ", verdict.got);
}

int times_in(const std::string& text, const std::string& part) {
  int times = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++times;
  return times;
}

std::string header_of(const Exercise& exercise, const char* folder) {
  return read_file((exercise.chapter / folder / (exercise.file + ".h")).string(), 1 << 22);
}

/// Has the stub been changed since the last commit? False where git cannot tell.
bool changed_in_git(const fs::path& file) {
  const std::string in = cat("git -C '", file.parent_path().string(), "' ");
  const std::string name = cat(" -- '", file.filename().string(), "' > /dev/null 2>&1");
  return std::system((in + "ls-files --error-unmatch" + name).c_str()) == 0 &&
         std::system((in + "diff --quiet HEAD" + name).c_str()) != 0;
}

Trial solution_of(const Exercise& exercise) {
  return {"solution", exercise.chapter / "solutions", [](const Verdict& verdict) {
            return verdict.outcome == Outcome::done ? "" : cat("want done, got ", told(verdict));
          }};
}

Trial stub_of(const Exercise& exercise) {
  const fs::path folder = exercise.chapter / "exercises";
  return {"stub", folder, [=](const Verdict& verdict) -> std::string {
            if (verdict.outcome == Outcome::not_begun) return "";
            if (!changed_in_git(folder / (exercise.file + ".h")))
              return cat("want not_begun, got ", told(verdict));
            std::printf("skipped: the stub of %s has been edited here (git)\n",
                        exercise.id.c_str());
            return "";
          }};
}

Trial mutant_of(const Exercise& exercise, const std::string& solution, const Json& mutant,
                const fs::path& work) {
  const std::string name = mutant.at("name").as_string();
  const std::string find = mutant.at("find").as_string();
  const int times = find.empty() ? 0 : times_in(solution, find);
  if (times != 1)
    complain(cat(name, ": its `find` occurs ", times, " times in the solution, want 1"));
  std::string text = solution;
  if (times > 0) text.replace(text.find(find), find.size(), mutant.at("replace").as_string());
  if (text == solution) complain(cat(name, ": changes nothing"));
  ensure_dir(work.string());
  write_file_atomic((work / (exercise.file + ".h")).string(), text, Durability::none);
  const Json* const fitting = mutant.find("hint");
  const i64 hint = fitting ? fitting->as_i64() : -1;
  return {name, work, [hint](const Verdict& verdict) -> std::string {
            const bool caught =
                verdict.outcome == Outcome::wrong || verdict.outcome == Outcome::crashed ||
                verdict.outcome == Outcome::too_slow || verdict.outcome == Outcome::too_big;
            if (!caught) return cat("is a mistake that the check must catch, got ", told(verdict));
            if (verdict.outcome != Outcome::wrong || hint < 0 || verdict.hint == hint) return "";
            return cat("want hint ", hint, ", got ", verdict.hint, " with ", told(verdict));
          }};
}

/// The mutants of one exercise in the table of them all.
const Json& mutants_in(const Json& table, const std::string& id) {
  for (const Json& entry : table.items())
    if (entry.at("id").as_string() == id) return entry.at("mutants");
  fail("mutants.json: has no entry with \"id\": \"", id, "\"");
}

std::vector<Trial> trials_of(const Exercise& exercise, const fs::path& work) {
  const std::string table = (exercise.chapter / "solutions" / "mutants.json").string();
  const Json json = Json::parse(read_file(table, 1 << 22), table);
  const std::string solution = header_of(exercise, "solutions");
  std::vector<Trial> trials = {solution_of(exercise), stub_of(exercise)};
  std::set<std::string> names;
  for (const Json& mutant : mutants_in(json, exercise.id).items()) {
    trials.push_back(mutant_of(exercise, solution, mutant, work / cat("mutant", names.size())));
    names.insert(trials.back().name);
  }
  if (names.size() < kFewestMutants || names.size() + 2 != trials.size())
    complain(cat(table, ": want at least ", kFewestMutants, " mutants of different names, got ",
                 names.size()));
  return trials;
}

/// Text without white space and [[attributes]].
std::string without_blanks(std::string text) {
  for (std::size_t at = 0; (at = text.find("[[maybe_unused]]", at)) != text.npos;)
    text.erase(at, std::strlen("[[maybe_unused]]"));
  std::erase_if(text, [](unsigned char c) { return std::isspace(c); });
  return text;
}

/// What can be said without compiling.
void look_at_texts(const Exercise& exercise) {
  const fs::path check = exercise.chapter / "check" / (exercise.file + ".cpp");
  const std::string text = read_file(check.string(), 1 << 22);
  if (text.find(cat("#include \"", exercise.file, ".h\"")) == text.npos)
    complain(cat(check.string(), ": must include \"", exercise.file, ".h\""));
  if (text.find("solutions/") != text.npos)
    complain(cat(check.string(), ": must not know the solutions"));
  const std::string wanted = without_blanks(exercise.signature);
  for (const char* folder : {"exercises", "solutions"}) {
    const bool edited = changed_in_git(exercise.chapter / folder / (exercise.file + ".h"));
    if (!edited && without_blanks(header_of(exercise, folder)).find(wanted) == wanted.npos)
      complain(cat(folder, "/", exercise.file,
                   ".h: lacks the signature of the table: ", exercise.signature));
  }
}

void judge_all(const Exercise& exercise, std::vector<Trial>& trials) {
  std::atomic<std::size_t> next{0};
  std::vector<std::future<void>> workers;
  for (int i = 0; i < available_cores(); ++i)
    workers.push_back(std::async(std::launch::async, [&] {
      for (std::size_t k = next++; k < trials.size(); k = next++) {
        Trial& trial = trials[k];
        const double begin = now();
        trial.verdict = judge(exercise, trial.folder);
        const std::string complaint = trial.complaint(trial.verdict);
        if (!complaint.empty()) complain(cat(trial.name, ": ", complaint));
        const std::lock_guard lock(g_printing);
        std::printf("%5.1f s  %-12s  %s\n", now() - begin, name_of(trial.verdict.outcome),
                    trial.name.c_str());
      }
    }));
  for (std::future<void>& worker : workers) worker.get();
}

/// Was this lab packed for a class without what is to be proved?
bool hidden_by_pack(const Exercise& exercise) {
  const fs::path root = exercise.chapter.parent_path().parent_path();
  return fs::exists(root / "pack.json") && !fs::exists(exercise.chapter / "solutions/mutants.json");
}

constexpr int kSkipped = 77;  // what ctest calls skipped (SKIP_RETURN_CODE)

int prove(const std::string& id) {
  const double begin = now();
  const Exercise exercise = find_exercise(id);
  if (hidden_by_pack(exercise)) {
    std::printf("skipped: this lab was packed for a class, without the solutions or the mutants\n");
    return kSkipped;
  }
  // Always the same folder, so that a compiler cache knows the mutants again.
  const fs::path work = fs::current_path() / "mutants" / id;
  look_at_texts(exercise);
  std::vector<Trial> trials = trials_of(exercise, work);
  judge_all(exercise, trials);
  std::printf("%s: %zu files judged in %.1f s, %d complaints\n", id.c_str(), trials.size(),
              now() - begin, g_complaints.load());
  return g_complaints == 0 ? 0 : 1;
}

}  // namespace
}  // namespace lab

int main(int argc, char** argv) try {
  return argc == 2 ? lab::prove(argv[1]) : 2;
} catch (const std::exception& error) {
  std::printf("FAILED: %s\n", error.what());
  return 1;
}
