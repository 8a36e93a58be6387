#include "app/shots.h"

#include <chrono>
#include <filesystem>
#include <thread>

#include "app/lesson_host.h"
#include "app/scoreboard/source.h"
#include "app/training.h"
#include "engine/io/files.h"
#include "viz/app.h"
#include "viz/raster/headless.h"

namespace lab {
namespace {

std::unique_ptr<RunWatch> stored_watch(const std::string& run) {
  RunDir dir = RunDir::open(run);
  const std::unique_ptr<ChapterModel> model = model_of(dir);
  Corpus corpus = dir.load_corpus();
  auto watch = std::make_unique<RunWatch>(std::move(dir), *model, std::move(corpus), nullptr);
  watch->hide_times();
  return watch;
}

/// Draws until the look that the screen asked for has arrived and stands still.
void settle(Headless& headless, Watch& watch, const std::function<void()>& draw) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  headless.frame(draw);
  while (watch.frame().id == 0) {
    if (std::chrono::steady_clock::now() > deadline) fail("shot: no look at the model in 30 s");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    watch.poll();
  }
  if (!watch.frame().error.empty()) fail("shot: ", watch.frame().error);
  for (int i = 0; i < 30; ++i) headless.frame(draw);  // layouts and glides come to rest
}

std::optional<PanelId> wanted_panel(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (const auto panel = panel_named(name)) return panel;
  throw UsageError(cat("--panel: there is no panel \"", name, "\"; there are ", panel_names()));
}

void go_to_section(Screen& screen, const ShotRequest& request) {
  if (screen.lesson().available() && screen.lesson().go_to_section(request.section, request.korean))
    return;
  throw UsageError(
      cat("--section: the lesson has no section \"", request.section, "\"; `lab lesson` shows it"));
}

void draw_shot(const ShotRequest& request, Watch& watch, ScoreboardSource* scores = nullptr) {
  const std::optional<PanelId> panel = wanted_panel(request.panel);
  const PanelSize size = panel ? comfortable_size(*panel) : PanelSize{1440, 900};
  const int width = request.width ? request.width : int(size.width * request.scale);
  const int height = request.height ? request.height : int(size.height * request.scale);
  const std::unique_ptr<LessonHost> lesson =
      make_lesson_host(watch.info().chapter, {.remember = false});
  Headless headless(width, height, request.scale);
  set_theme(request.light ? ThemeName::light : ThemeName::dark);
  Screen screen(watch, headless.textures(), request.korean ? Lang::ko : Lang::en, lesson.get());
  screen.show_scores_of(scores);
  screen.view().theme = request.light ? ThemeName::light : ThemeName::dark;
  screen.view().time.step = request.step;
  screen.view().lesson_open = request.lesson;
  if (!request.section.empty()) go_to_section(screen, request);
  if (!request.probe.empty()) screen.view().probe_text = request.probe;
  settle(headless, watch, [&] {
    if (panel)
      screen.draw_panel_only(*panel, float(width), float(height), headless.now());
    else
      screen.draw(float(width), float(height), headless.now());
  });
  write_png(request.out, headless.picture());
  screen.release();
}

void check_request(const ShotRequest& request) {
  (void)wanted_panel(request.panel);
  const std::filesystem::path extension = std::filesystem::path(request.out).extension();
  if (!extension.empty() && extension != ".png")
    throw UsageError(cat("-o: want a name that ends in .png, got \"", request.out, "\""));
}

}  // namespace

void write_picture(const ShotRequest& request, Watch& watch) {
  check_request(request);
  draw_shot(request, watch);
}

i64 write_shot(const ShotRequest& request) {
  check_request(request);
  const auto watch = stored_watch(request.run);
  std::optional<BoardSource> scores;
  if (wanted_panel(request.panel) == PanelId::scoreboard) scores.emplace(request.run).wait();
  draw_shot(request, *watch, scores ? &*scores : nullptr);
  return watch->frame().step;
}

void take_size(const std::string& size, ShotRequest& request) {
  if (size.empty()) return;
  char tail = 0;
  if (std::sscanf(size.c_str(), "%dx%d%c", &request.width, &request.height, &tail) != 2 ||
      request.width < 64 || request.height < 64 || request.width > 8192 || request.height > 8192)
    throw UsageError(cat("--size: want WIDTHxHEIGHT within 64 to 8192, got \"", size, "\""));
}

std::string write_all_shots(const std::string& run) {
  const std::string folder = run + "/shots";
  ensure_dir(folder);
  for (const bool korean : {false, true}) {
    write_shot({.run = run,
                .out = cat(folder, "/screen-", korean ? "ko" : "en", ".png"),
                .korean = korean});
  }
  std::vector<std::string_view> panels{"experiment", "probe", "samples",
                                       "next",       "loss",  "timemachine"};
  for (const PanelId panel : stage_named(stored_watch(run)->info().stage).panels)
    panels.push_back(panel_name(panel));
  for (const std::string_view panel : panels)
    write_shot({.run = run,
                .out = cat(folder, "/", panel, ".png"),
                .panel = std::string(panel),
                .korean = korean_locale()});
  return folder;
}

}  // namespace lab
