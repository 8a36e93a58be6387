#include "app/scoreboard/board.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/data_source.h"
#include "app/scoreboard/presets.h"
#include "app/scoreboard/run_score.h"
#include "engine/io/files.h"
#include "engine/io/sha256.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

/// The text of a board, and what is known of it besides.
struct BoardText {
  TextPair text;
  std::string title, spec;
  std::optional<double> floor;  ///< bits
};

std::vector<ScoreBaseline> baselines_of(const BoardText& text, const BoardRequest& request,
                                        ScoreCache& cache, const BoardProgress& progress) {
  constexpr std::size_t kQuickBytes = 5'000'000;
  const std::string key = cat(sha256(text.text.train), "+", sha256(text.text.valid));
  if (!cache.baselines(key) && !(request.quick && text.text.train.size() > kQuickBytes))
    cache.keep(key, compute_baselines(text.text, progress));
  std::vector<ScoreBaseline> lines;
  if (const auto* known = cache.baselines(key)) lines = *known;
  if (text.floor)
    lines.push_back({"floor", *text.floor,
                     "the exact entropy of the stories, known to the program that told them"});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.bits > b.bits; });
  return lines;
}

/// True if pieces of the validation text stand in what the run learned from.
bool has_read(const std::string& train, const std::string& valid) {
  constexpr std::size_t kPiece = 400;
  if (valid.size() < kPiece) return train.find(valid) != std::string::npos;
  for (const std::size_t at : {std::size_t(0), (valid.size() - kPiece) / 2, valid.size() - kPiece})
    if (train.find(valid.substr(at, kPiece)) == std::string::npos) return false;
  return true;
}

ScoreRow run_row(const FoundRun& run, const BoardText& text, const BoardRequest& request,
                 ScoreCache& cache, const BoardProgress& progress) {
  try {
    if (request.data.empty() || run.valid_sha256 == sha256(text.text.valid)) {
      ScoreRow row = request.quick ? quick_row(run) : row_of(run, score_run(run, progress));
      if (row.note.empty() && read_file(run.dir->train_path()) != text.text.train)
        row.note = "learned from another text than the baselines";
      return row;
    }
    if (has_read(read_file(run.dir->train_path()), text.text.valid))
      return row_without(run, "learned from this very text: its number would say nothing");
    ScoreRow row = row_of(run, score_run_on(run, text.text.valid, cache, progress));
    if (row.note.empty()) row.note = cat("learned from ", run.dir->config().data);
    return row;
  } catch (const std::exception& error) {
    return row_without(run, error.what());
  }
}

void sort_rows(std::vector<ScoreRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const ScoreRow& a, const ScoreRow& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    return a.kind <= ScoreRow::Kind::unspelled && a.bits < b.bits;
  });
}

Scoreboard make_board(const std::vector<const FoundRun*>& runs, const BoardText& text,
                      const BoardRequest& request, ScoreCache& cache,
                      const BoardProgress& progress) {
  Scoreboard board{.data = text.title,
                   .sha256 = sha256(text.text.valid),
                   .chars = count_chars(text.text.valid),
                   .baselines = baselines_of(text, request, cache, progress)};
  for (const FoundRun* run : runs) {
    board.rows.push_back(run_row(*run, text, request, cache, progress));
    board.rows.back().current = run->path == request.current;
  }
  std::vector<const RunConfig*> trained;
  for (const FoundRun* run : runs)
    if (run->valid_sha256 == board.sha256) trained.push_back(&run->dir->config());
  for (ScoreRow& row : preset_rows(text.text, text.spec, trained))
    board.rows.push_back(std::move(row));
  sort_rows(board.rows);
  return board;
}

BoardText text_of(const FoundRun& run) {
  const RunConfig& config = run.dir->config();
  BoardText text{.text = {read_file(run.dir->train_path()), read_file(run.dir->valid_path())},
                 .title = config.data};
  if (const auto spec = config.extra.find("data_spec"); spec != config.extra.end())
    text.spec = spec->second;
  for (const ReferenceLine& line : config.references)
    if (line.key == "floor") text.floor = line.nats / std::log(2.0);
  return text;
}

BoardText text_of(const BoardRequest& request) {
  DataSource source = load_data(request.data, request.valid, 2);
  BoardText text{.text = {std::move(source.corpus.train), std::move(source.corpus.valid)},
                 .title = source.title,
                 .spec = request.data};
  for (const ReferenceLine& line : source.references)
    if (line.key == "floor") text.floor = line.nats / std::log(2.0);
  return text;
}

/// The runs that can be read, in groups of equal validation texts; the newest first.
std::vector<std::vector<const FoundRun*>> group_runs(const std::vector<FoundRun>& runs,
                                                     const std::string& current) {
  std::vector<const FoundRun*> newest_first;
  for (const FoundRun& run : runs)
    if (run.problem.empty()) newest_first.push_back(&run);
  std::stable_sort(newest_first.begin(), newest_first.end(), [&](const auto* a, const auto* b) {
    const bool a_first = a->path == current, b_first = b->path == current;
    return a_first != b_first ? a_first : a->changed > b->changed;
  });
  std::vector<std::vector<const FoundRun*>> groups;
  for (const FoundRun* run : newest_first) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return group[0]->valid_sha256 == run->valid_sha256;
    });
    if (same == groups.end())
      groups.push_back({run});
    else
      same->push_back(run);
  }
  return groups;
}

}  // namespace

Boards make_boards(const BoardRequest& request, const BoardProgress& progress) {
  Boards out;
  const std::vector<FoundRun> runs = find_runs(request.runs);
  for (const FoundRun& run : runs)
    if (!run.problem.empty()) out.broken.push_back(row_without(run, run.problem));
  ScoreCache cache(request.runs + "/.scoreboard.json");
  const auto groups = group_runs(runs, request.current);
  if (!request.data.empty()) {
    std::vector<const FoundRun*> all;
    for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
    out.boards.push_back(make_board(all, text_of(request), request, cache, progress));
  } else {
    for (const auto& group : groups) {
      if (request.quick && !out.boards.empty()) break;
      out.boards.push_back(make_board(group, text_of(*group[0]), request, cache, progress));
    }
  }
  cache.save();
  return out;
}

}  // namespace lab
