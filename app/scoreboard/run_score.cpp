#include "app/scoreboard/run_score.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/training.h"
#include "engine/io/files.h"
#include "engine/io/sha256.h"
#include "engine/run/run_log.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

/// Nanoseconds; 0 if there is no such file.
i64 written_at(const std::string& path) {
  std::error_code error;
  const auto at = fs::last_write_time(path, error);
  return error ? 0 : i64(at.time_since_epoch().count());
}

bool is_locked(const std::string& folder) {
  try {
    const DirLock lock(folder);
    return false;
  } catch (const Error& error) {
    return std::string_view(error.what()).find("is training") != std::string_view::npos;
  }
}

FoundRun look_at(const std::string& path) {
  FoundRun run{.path = path, .name = fs::path(path).filename().string()};
  if (run.name.empty()) run.name = fs::path(path).parent_path().filename().string();
  try {
    run.dir = RunDir::open(path);
    const std::string train = read_file(run.dir->train_path());
    const std::string valid = read_file(run.dir->valid_path());
    for (const auto& [name, text] :
         {std::pair("train.txt", &train), std::pair("valid.txt", &valid)})
      if (const auto error = find_utf8_error(*text); error || text->empty())
        fail(path, "/", name, ": ",
             error ? cat("not UTF-8 at byte ", error->offset, ": ", error->reason)
                   : std::string("is empty"),
             "; the run was damaged");
    run.valid_sha256 = sha256(valid);
    for (const std::string& file : {run.dir->checkpoint_path(), path + "/config.json"})
      run.changed = std::max(run.changed, double(written_at(file)) * 1e-9);
    run.live = is_locked(path);
  } catch (const Error& error) {
    run.problem = error.what();
  }
  return run;
}

/// A run's session with the weights of its checkpoint.
struct Restored {
  std::unique_ptr<Session> session;
  Corpus corpus;
  i64 step = 0;
};

Restored restore(const RunDir& dir) {
  if (!dir.has_checkpoint())
    fail("no checkpoint yet: it was stopped before its first; ./lab resume ", dir.path());
  Restored out;
  const std::unique_ptr<ChapterModel> model = model_of(dir);
  out.corpus = dir.load_corpus();
  out.session = model->make_session(out.corpus, dir.config().seed);
  const Checkpoint checkpoint = Checkpoint::read(dir.checkpoint_path());
  out.session->restore(checkpoint);
  out.step = checkpoint.step;
  return out;
}

/// Training time up to a step, all processes together.
double seconds_until(const RunDir& dir, i64 step) {
  double seconds = 0;
  for (const StepRecord& record : read_log(dir.log_path()).steps)
    if (record.step <= step) seconds = std::max(seconds, record.seconds);
  return seconds;
}

Score evaluate(const FoundRun& run, const std::string* text, const BoardProgress& progress) {
  if (progress) progress(cat(run.name, ": evaluating"));
  const Restored restored = restore(*run.dir);
  return {.step = restored.step,
          .evaluation = restored.session->evaluate_text(restored.corpus.vocab,
                                                        text ? *text : restored.corpus.valid),
          .parameters = restored.session->model_size(),
          .seconds = seconds_until(*run.dir, restored.step),
          .chars_seen = restored.session->chars_seen(),
          .valid_sha256 = text ? sha256(*text) : run.valid_sha256};
}

/// Nothing where score.json is missing, damaged, of another text or older than the checkpoint.
std::optional<Score> fresh_score(const FoundRun& run) {
  try {
    const std::optional<Score> score = read_score(*run.dir);
    const bool fresh =
        score && score->valid_sha256 == run.valid_sha256 &&
        written_at(run.dir->file("score.json")) >= written_at(run.dir->checkpoint_path());
    return fresh ? score : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void keep_score(const FoundRun& run, const Score& score) {
  try {
    const DirLock lock(run.path);
    write_score(*run.dir, score);
  } catch (const Error&) {  // being trained, or somebody else's folder: evaluated again next time
  }
}

/// A folder of something else is passed over in silence; a run that lost a file is not.
bool looks_like_a_run(const std::string& path) {
  for (const char* file : {"/config.json", "/checkpoint.safetensors", "/log.jsonl"})
    if (file_exists(path + file)) return true;
  return false;
}

}  // namespace

std::vector<FoundRun> find_runs(const std::string& folder) {
  std::vector<FoundRun> runs;
  if (file_exists(folder + "/config.json")) return {look_at(folder)};
  if (!is_directory(folder)) return runs;
  for (const std::string& name : list_dir(folder)) {
    const std::string path = cat(folder, "/", name);
    if (name[0] != '.' && is_directory(path) && looks_like_a_run(path))
      runs.push_back(look_at(path));
  }
  return runs;
}

Score score_run(const FoundRun& run, const BoardProgress& progress) {
  if (const std::optional<Score> score = fresh_score(run)) return *score;
  const Score score = evaluate(run, nullptr, progress);
  keep_score(run, score);
  return score;
}

Score score_run_on(const FoundRun& run, const std::string& text, ScoreCache& cache,
                   const BoardProgress& progress) {
  const std::string checkpoint = run.dir->checkpoint_path();
  const std::string key =
      sha256(cat(read_file(run.path + "/config.json"), '\0', written_at(checkpoint), '\0',
                 fs::absolute(checkpoint).string(), '\0', sha256(text)));
  if (const Score* score = cache.score(key)) return *score;
  const Score score = evaluate(run, &text, progress);
  cache.keep(key, score);
  return score;
}

ScoreRow row_of(const FoundRun& run, const Score& score) {
  const Evaluation& e = score.evaluation;
  ScoreRow row{.kind = e.spelled() ? ScoreRow::Kind::scored : ScoreRow::Kind::unspelled,
               .name = run.name,
               .chapter = run.dir->config().chapter,
               .parameters = score.parameters,
               .seconds = score.seconds,
               .chars_seen = score.chars_seen,
               .step = score.step,
               .finished = score.step >= run.dir->config().steps,
               .bits = e.nats_per_char() / std::log(2.0),
               .rule = e.rule,
               .unknown = e.unknown};
  if (e.impossible > 0) {
    row.kind = ScoreRow::Kind::absent;
    row.note = cat(e.impossible, " of ", e.tokens,
                   " pieces have probability 0 under this model, so its bits are infinite");
  }
  return row;
}

ScoreRow quick_row(const FoundRun& run) {
  if (const std::optional<Score> score = run.live ? std::nullopt : fresh_score(run))
    return row_of(run, *score);
  const std::vector<StepRecord> steps = read_log(run.dir->log_path()).steps;
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [](const StepRecord& step) { return std::isfinite(step.valid); });
  if (last == steps.rend()) fail("no validation yet");
  return {.kind = ScoreRow::Kind::scored,
          .name = run.name,
          .chapter = run.dir->config().chapter,
          .seconds = last->seconds,
          .step = last->step,
          .finished = false,
          .bits = double(last->valid) / std::log(2.0),
          .rule = "the fixed sample of the validation text that is judged while it trains"};
}

ScoreRow row_without(const FoundRun& run, const std::string& why) {
  ScoreRow row{.kind = ScoreRow::Kind::absent, .name = run.name, .note = why};
  if (run.dir) row.chapter = run.dir->config().chapter;
  return row;
}

}  // namespace lab
