#include "app/classroom/judge.h"

#include <stdlib.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <random>

#include "app/classroom/diagnostics.h"
#include "app/classroom/places.h"
#include "app/classroom/process.h"
#include "app/classroom/run_reader.h"
#include "app/classroom/toolchain.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr i64 kCompilerMemoryMb = 4096;
constexpr i64 kMostReportBytes = 1 << 20, kMostFileBytes = 1 << 24;

/// A folder of its own for one verdict, removed with everything in it.
class WorkFolder {
 public:
  WorkFolder() {
    std::string name = (fs::temp_directory_path() / "lmlab-check-XXXXXX").string();
    if (!::mkdtemp(name.data())) fail(name, ": cannot be made; is the disk full?");
    path_ = name;
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  fs::path operator/(const char* name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// One exercise on its way to a verdict: compile, link, run, read the report.
class Judgement {
 public:
  Judgement(const Exercise& exercise, const fs::path& folder, const Limits& limits, Wrap wrap)
      : exercise_(exercise),
        folder_(fs::absolute(folder).lexically_normal()),
        limits_(limits),
        wrap_(wrap) {
    if (!folder_.has_filename()) folder_ = folder_.parent_path();
    verdict_.exercise = exercise.id;
    verdict_.file = file();
  }

  Verdict reach() {
    if (!file_exists(file().string())) return missing();
    if (compile() && link()) run();
    return verdict_;
  }

 private:
  fs::path file() const { return folder_ / (exercise_.file + ".h"); }
  fs::path object() const { return work_ / "check.o"; }
  fs::path check() const { return exercise_.chapter / "check" / (exercise_.file + ".cpp"); }

  Verdict missing() {
    say(Outcome::missing, {cat(folder_.string(), " has no ", exercise_.file, ".h"),
                           cat(folder_.string(), "에 ", exercise_.file, ".h가 없습니다")});
    return verdict_;
  }

  void say(Outcome outcome, const Bilingual& message) {
    verdict_.outcome = outcome;
    verdict_.message = message.en;
    verdict_.message_ko = message.ko;
  }

  JobEnd start(Words command, double seconds, i64 memory_mb, Job job = {}) const;
  JobEnd build_step(Words command) const;
  Words with_launcher(Words command) const;
  bool lab_is_at_fault() const;
  bool compile();
  void explain_refusal(const std::string& output);
  void explain_misfit(const std::string& output);
  void explain_unknown(const char* what, const std::string& said);
  bool link();
  void run();

  const Exercise& exercise_;
  fs::path folder_;
  const Limits& limits_;
  Wrap wrap_;
  WorkFolder work_;
  Verdict verdict_;
};

JobEnd Judgement::start(Words command, double seconds, i64 memory_mb, Job job) const {
  job.command = std::move(command);
  if (wrap_)
    job.command =
        wrap_(std::move(job.command),
              {project_root(), exercise_.chapter, folder_, toolchain().build_folder}, work_.path());
  job.folder = work_.path();
  job.seconds = seconds;
  job.memory_mb = toolchain().sanitized ? 0 : memory_mb;
  job.output_bytes = limits_.output_bytes;
  return run_job(job);
}

JobEnd Judgement::build_step(Words command) const {
  // Messages in English, which the table of explanations knows; C.UTF-8 leaves Korean readable.
  Job job{.environment = {"LC_ALL=C.UTF-8", "LANGUAGE=", "CCACHE_NOHASHDIR=1"}, .file_mb = 1024};
  // What is compiled for one CPU must not be handed to another (the launcher writes .machine).
  if (const fs::path machine = toolchain().build_folder / ".machine"; file_exists(machine.string()))
    job.environment.push_back("CCACHE_EXTRAFILES_TO_HASH=" + machine.string());
  return start(std::move(command), limits_.compile_seconds, kCompilerMemoryMb, std::move(job));
}

Words Judgement::with_launcher(Words command) const {
  if (!wrap_ && !toolchain().launcher.empty())
    command.insert(command.begin(), toolchain().launcher);
  return command;
}

/// The control: does the check become no program with the author's file in the learner's place
/// either? Where the author's is not at hand (a grader's sandbox, a pack without solutions), does
/// a program without any file?
bool Judgement::lab_is_at_fault() const {
  const fs::path folder = exercise_.chapter / "solutions", empty = work_ / "empty.cpp";
  const bool whole = !wrap_ && file_exists((folder / (exercise_.file + ".h")).string());
  write_file_atomic(empty.string(),
                    "#include \"engine/exercise/exercise_check.h\"\n"
                    "void lab::check_exercise(ExerciseCheck&) {}\n",
                    Durability::none);
  const fs::path object = work_ / "control.o";
  return build_step(with_launcher(compile_command(whole ? check() : empty, folder, object))).code !=
             0 ||
         build_step(link_command(object, work_ / "control")).code != 0;
}

bool Judgement::compile() {
  if (!file_exists(check().string()))
    fail(check().string(), ": is missing; exercise ", exercise_.id, " cannot be judged without it");
  const JobEnd end = build_step(with_launcher(compile_command(check(), folder_, object())));
  if (end.code == 0) return true;
  if (end.too_slow)
    say(Outcome::not_compiled,
        {cat("the compiler was not done after ", limits_.compile_seconds, " s"),
         cat("컴파일이 ", limits_.compile_seconds, "초 안에 끝나지 않았습니다")});
  else
    explain_refusal(end.output);
  return false;
}

void Judgement::explain_refusal(const std::string& output) {
  std::vector<Diagnostic> errors = errors_in(output, folder_.string());
  if (errors.empty()) return explain_misfit(output);
  settle_semicolons(errors, file().string(), read_file(file().string(), kMostFileBytes));
  say(Outcome::not_compiled, tell(errors, folder_.string()));
}

/// Text without white space and attributes, to compare signatures.
std::string squeezed(std::string text) {
  for (std::size_t at = 0; (at = text.find("[[", at)) != text.npos;)
    text.erase(at, std::max(text.find("]]", at), at) + 2 - at);
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) || c == '{'; });
  return text;
}

/// The compiler stopped in the check, not in the learner's file: either the file is not whole, or
/// the check calls something that the file does not have.
void Judgement::explain_misfit(const std::string& output) {
  const fs::path alone = work_ / "alone.cpp";
  write_file_atomic(alone.string(), cat("#include \"", exercise_.file, ".h\"\n"), Durability::none);
  const JobEnd end = build_step(syntax_command(alone, folder_));
  const Diagnostic first = first_error(end.code == 0 ? output : end.output);
  const Bilingual plain = explain(first.message);
  if (end.code != 0)
    return say(
        Outcome::not_compiled,
        {cat(exercise_.file, ".h: ", plain.en.empty() ? "is not whole" : plain.en,
             "\n    the compiler, at the end of the file: ", first.message, "\n"),
         cat(exercise_.file, ".h: ", plain.ko.empty() ? "끝까지 갖춰지지 않았습니다" : plain.ko,
             "\n    파일 끝에서 컴파일러가 한 말: ", first.message, "\n")});
  const std::string& wanted = exercise_.signature;
  if (first.message.empty() ||
      (!wanted.empty() &&
       squeezed(read_file(file().string(), kMostFileBytes)).find(squeezed(wanted)) != wanted.npos))
    return explain_unknown("does not compile", first.message.empty() ? output : first.message);
  say(Outcome::not_compiled,
      {cat("the check cannot call your function: its name, its parameters or its namespace are not "
           "those that the exercise began with\n",
           wanted.empty() ? "" : cat("    wanted: ", wanted, "\n"),
           "    the compiler: ", first.message, "\n"),
       cat("채점 프로그램이 함수를 부를 수 없습니다. 이름, 매개변수, 네임스페이스 가운데 "
           "무엇인가가 "
           "처음과 달라졌습니다\n",
           wanted.empty() ? "" : cat("    원래 모양: ", wanted, "\n"),
           "    컴파일러: ", first.message, "\n")});
}

/// Nothing that this judge knows: what the tools said, if the learner's file is the cause.
void Judgement::explain_unknown(const char* what, const std::string& said) {
  std::string words = said;
  if (const std::size_t at = words.find("Error: "); at != words.npos)  // the assembler's first
    words = words.substr(at + 7, words.find('\n', at) - at - 7);
  const std::string work = work_.path().string() + "/";
  for (std::size_t at; (at = words.find(work)) != words.npos;) words.erase(at, work.size());
  words.resize(std::min<std::size_t>(words.size(), 600));
  if (lab_is_at_fault())
    fail(check().string(), ": ", what, ", and not because of ", file().string(),
         "; this is a mistake of the lab. The compiler: ", words);
  say(Outcome::not_compiled,
      {cat("something in ", exercise_.file, ".h does not go together with the check\n",
           "    the compiler: ", words, "\n"),
       cat(exercise_.file, ".h의 무언가가 채점 프로그램과 함께 쓰일 수 없습니다\n",
           "    컴파일러: ", words, "\n")});
}

bool Judgement::link() {
  const JobEnd end = build_step(link_command(object(), work_ / "program"));
  if (end.code == 0) return true;
  const std::string& text = end.output;
  const auto quoted_after = [&](const char* words) {
    const std::size_t at = text.find(words);
    if (at == text.npos) return std::string();
    const std::size_t from = at + std::string_view(words).size();
    return text.substr(from, text.find('\'', from) - from);
  };
  if (const std::string name = quoted_after("undefined reference to `"); !name.empty())
    say(Outcome::not_compiled, {cat("a function is promised but never written: ", name),
                                cat("선언만 있고 정의가 없는 함수: ", name)});
  else if (const std::string twice = quoted_after("multiple definition of `"); !twice.empty())
    say(Outcome::not_compiled,
        {cat("this exists already outside of your file: ", twice,
             twice == "main" ? "; the check has the only main" : "; give yours another name"),
         cat("파일 밖에 이미 있는 이름입니다: ", twice,
             twice == "main" ? ". main은 채점 프로그램에 하나만 있습니다"
                             : ". 다른 이름을 쓰세요")});
  else
    explain_unknown("cannot be linked", text);
  return false;
}

std::string new_token() {
  std::random_device random;
  std::string token;
  for (int i = 0; i < 4; ++i) token += cat(random(), "-");
  return token;
}

void Judgement::run() {
  const std::string token = new_token();
  // One thread: the same bits, and a second check may run beside this one.
  const Job job{.input = token + "\n",
                .environment = {"OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1",
                                "LIBC_FATAL_STDERR_=1", "LC_ALL=C.UTF-8"},
                .last_signal = wrap_ ? 0 : SIGXCPU};
  const JobEnd end = start({(work_ / "program").string(), (work_ / "report").string()},
                           limits_.run_seconds, limits_.memory_mb, job);
  verdict_.seconds = end.seconds;
  verdict_.printed = end.output;
  if (end.dropped > 0)
    verdict_.printed += cat("\n[", end.dropped, " more bytes were printed and are not kept]\n");
  const fs::path report = work_ / "report";
  std::string text;
  if (file_exists(report.string()) && fs::file_size(report) <= std::uintmax_t(kMostReportBytes))
    text = read_file(report.string(), kMostReportBytes);
  RunReader{check(), work_ / "program", folder_, limits_, wrap_ == nullptr, end, verdict_}.read(
      text, token);
}

}  // namespace

const char* name_of(Outcome outcome) {
  constexpr const char* kNames[] = {"done",         "wrong",   "not_begun", "missing",
                                    "not_compiled", "crashed", "too_slow",  "too_big"};
  return kNames[std::size_t(outcome)];
}

Verdict judge(const Exercise& exercise, const fs::path& folder, const Limits& limits, Wrap wrap) {
  return Judgement(exercise, folder, limits, wrap).reach();
}

}  // namespace lab
