#include "viz/layout.h"

#include <cmath>
#include <utility>

#include "viz/draw/theme.h"

namespace lab {
namespace {

constexpr float kTransport = 44, kTransportTwoRows = 80, kTimeMachine = 116, kTimeMachineLow = 92,
                kStatus = 24;
constexpr float kProbe = 128, kExperiment = 272, kTabs = 32;
constexpr float kThreeColumns = 1184;  ///< what is left of a window of 1200
constexpr float kTwoColumns = 760, kOneColumn = 440;

/// The nearest multiple of the grid, so that panels of all sizes share their edges.
float snap(float design) { return std::round(design / size::kGrid) * size::kGrid; }

float share(float whole, float part, float lo, float hi) {
  return snap(std::clamp(whole * part, lo, hi));
}

Rect& place_of(Layout& layout, PanelId panel) {
  switch (panel) {
    case PanelId::experiment:
      return layout.experiment;
    case PanelId::samples:
      return layout.samples;
    case PanelId::probe:
      return layout.probe;
    case PanelId::next:
      return layout.next;
    case PanelId::loss:
      return layout.loss;
    case PanelId::transport:
      return layout.transport;
    case PanelId::time_machine:
      return layout.time_machine;
    case PanelId::status:
      return layout.status;
    case PanelId::lesson:
      return layout.lesson;
    default:
      return layout.stage;
  }
}

void lay_out_tabs(Layout& layout, Rect column, int count, int side_tab) {
  layout.tab_count = count;
  layout.tabs = column.cut_top(kTabs);
  place_of(layout, kSideTabs[std::clamp(side_tab, 0, count - 1)]) = column;
}

void lay_out_columns(Layout& layout, Rect main, bool low, int side_tab) {
  const float w = main.w;
  Rect left = main.cut_left(share(w, 0.19f, 240, 400), size::kGap);
  Rect right = main.cut_right(share(w, 0.26f, 320, 560), size::kGap);
  layout.experiment = left.cut_top(kExperiment, size::kGap);
  layout.samples = left;
  layout.probe = main.cut_top(kProbe, size::kGap);
  layout.stage = main;
  if (low) return lay_out_tabs(layout, right, 2, side_tab);
  layout.next = right.cut_top(share(right.h, 0.56f, 376, 640), size::kGap);
  layout.loss = right;
}

void lay_out_narrow(Layout& layout, Rect main, int side_tab) {
  Rect right = main.cut_right(share(main.w, 0.38f, 296, 376), size::kGap);
  layout.probe = main.cut_top(kProbe, size::kGap);
  layout.stage = main;
  lay_out_tabs(layout, right, 4, side_tab);
}

/// One column beside the lesson: the probe text, and one panel by tabs.
void lay_out_one_column(Layout& layout, Rect main, int tab) {
  layout.probe = main.cut_top(std::min(kProbe, main.h * 0.45f), size::kGap);
  layout.stage_tabs = true;
  layout.tab_count = int(std::size(kStageTabs));
  layout.tabs = main.cut_top(kTabs);
  place_of(layout, kStageTabs[std::clamp(tab, 0, layout.tab_count - 1)]) = main;
}

/// Cuts the lesson's column off, or gives it everything.
void lay_out_lesson(Layout& layout, Rect& rest, PanelId maximised) {
  const float wish = share(rest.w, 0.33f, 420, 520);
  layout.lesson_takes_stage = rest.w - wish - size::kGap < kOneColumn;
  if (!layout.lesson_takes_stage)
    layout.lesson = rest.cut_left(wish, size::kGap);
  else if (maximised == PanelId::none)
    layout.lesson = std::exchange(rest, {});
}

/// The panels between the bars.
void lay_out_middle(Layout& layout, Rect rest, PanelId maximised, int side_tab, int stage_tab,
                    const Stage& stage) {
  if (rest.empty()) return;
  const bool on_stage = stage.has(maximised) || &place_of(layout, maximised) == &layout.stage;
  if (maximised == PanelId::none ? !stage.learns : on_stage)
    layout.stage = rest;
  else if (maximised != PanelId::none)
    place_of(layout, maximised) = rest;
  else if (rest.w < kTwoColumns)
    lay_out_one_column(layout, rest, stage_tab);
  else if (rest.w < kThreeColumns)
    lay_out_narrow(layout, rest, side_tab);
  else
    lay_out_columns(layout, rest, layout.low, side_tab);
}

}  // namespace

const Rect& Layout::place(PanelId panel) const {
  static constexpr Rect kNowhere{};
  if (panel == PanelId::none) return kNowhere;
  const Rect& found = place_of(const_cast<Layout&>(*this), panel);
  return &found == &stage && panel != stage_panel ? kNowhere : found;
}

Layout compute_layout(float width, float height, PanelId maximised, int side_tab,
                      const LessonSpot& lesson, const StageSpot& spot) {
  const Stage& stage = spot.stage ? *spot.stage : stage_named("attention");
  const float to_design = 1 / scale();
  Rect rest = Rect{0, 0, std::max(width * to_design, 800.f), std::max(height * to_design, 560.f)};
  Layout layout;
  layout.low = rest.h < 820;
  layout.stage_panel = maximised == PanelId::none ? panel_at(stage, spot.panel) : maximised;
  if (stage.learns)
    layout.status = rest.cut_bottom(kStatus).inset(size::kGap + 4, 0);
  else
    rest.cut_bottom(size::kGap);
  rest = rest.inset(size::kGap, 0);
  rest.cut_top(size::kGap);
  const bool two_rows = stage.learns && rest.w < 1320;  // no sliders where nothing learns
  layout.transport = rest.cut_top(two_rows ? kTransportTwoRows : kTransport, size::kGap);
  if (stage.learns)
    layout.time_machine =
        rest.cut_bottom(rest.h < 620 ? kTimeMachineLow : kTimeMachine, size::kGap);
  if (lesson.open) lay_out_lesson(layout, rest, maximised);
  lay_out_middle(layout, rest, maximised, side_tab, lesson.stage_tab, stage);

  for (Rect* r : {&layout.transport, &layout.experiment, &layout.samples, &layout.probe,
                  &layout.stage, &layout.next, &layout.loss, &layout.time_machine, &layout.status,
                  &layout.tabs, &layout.lesson})
    *r = {px(r->x), px(r->y), px(r->w), px(r->h)};
  return layout;
}

namespace {

struct PanelName {
  std::string_view name;
  PanelId panel;
};
constexpr PanelName kNames[] = {
    {"transport", PanelId::transport}, {"experiment", PanelId::experiment},
    {"samples", PanelId::samples},     {"probe", PanelId::probe},
    {"attention", PanelId::attention}, {"next", PanelId::next},
    {"loss", PanelId::loss},           {"timemachine", PanelId::time_machine},
    {"ladder", PanelId::ladder},       {"bigrams", PanelId::bigrams},
    {"sparsity", PanelId::sparsity},   {"pieces", PanelId::pieces},
    {"merges", PanelId::merges},       {"fertility", PanelId::fertility},
    {"dialogue", PanelId::dialogue},   {"scoreboard", PanelId::scoreboard},
    {"lesson", PanelId::lesson},
};

}  // namespace

std::optional<PanelId> panel_named(std::string_view name) {
  for (const PanelName& entry : kNames)
    if (entry.name == name) return entry.panel;
  return std::nullopt;
}

std::string_view panel_name(PanelId panel) {
  for (const PanelName& entry : kNames)
    if (entry.panel == panel) return entry.name;
  return "";
}

std::string panel_names() {
  std::string all;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    all += i == 0 ? "" : i + 1 < std::size(kNames) ? ", " : " or ";
    all += kNames[i].name;
  }
  return all;
}

PanelSize comfortable_size(PanelId panel) {
  switch (panel) {
    case PanelId::transport:
      return {1440, kTransport};
    case PanelId::experiment:
      return {320, kExperiment};
    case PanelId::samples:
      return {400, 480};
    case PanelId::probe:
      return {760, kProbe};
    case PanelId::next:
      return {400, 400};
    case PanelId::loss:
      return {560, 360};
    case PanelId::time_machine:
      return {1200, kTimeMachine};
    case PanelId::lesson:
      return {480, 900};
    case PanelId::dialogue:
      return {1000, 720};
    case PanelId::ladder:
      return {840, 480};
    default:
      return {800, 600};
  }
}

}  // namespace lab
