#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/panels.h"
#include "viz/panels/summary_words.h"

namespace lab {
namespace {

/// Hands out the rows of the table; those that find no room are left out.
class Facts {
 public:
  explicit Facts(Rect rest, float row_height) : rest_(rest), row_height_(row_height) {}
  void add(Str name, std::string_view value) {
    if (rest_.h + 0.5f < row_height_ || value.empty()) return;
    ui::fact_row(rest_.cut_top(row_height_), tr(name), value);
  }
  /// "order 5, modified Kneser-Ney": one line per part.
  void add_parts(Str name, std::string_view summary) {
    for (bool first = true; !summary.empty() && rest_.h + 0.5f >= row_height_; first = false) {
      const Label part = next_summary_part(summary);
      ui::fact_row(rest_.cut_top(row_height_), first ? tr(name) : "", part);
    }
  }

 private:
  Rect rest_;
  float row_height_;
};

const ReferenceLine* floor_of(const RunInfo& info) {
  for (const ReferenceLine& line : info.references)
    if (line.key == "floor") return &line;
  return nullptr;
}

Label parameter_count(i64 n) {
  if (n >= 1'000'000) return tr(Str::millions, fixed(double(n) / 1e6, 2));
  return grouped(n);
}

}  // namespace

void draw_experiment(PanelContext& context, const Rect& rect) {
  const RunInfo& info = context.watch.info();
  const ui::PanelFrame frame =
      ui::panel("experiment", rect, tr(Str::experiment_title), info.name, tr(Str::experiment_help));
  constexpr int kRows = 10;
  const float row = std::clamp(frame.inner.h / kRows, px(18), px(28));
  Facts facts(frame.inner, row);
  facts.add(Str::fact_corpus, info.data);
  if (info.layers > 0)
    facts.add(Str::fact_layers_heads, tr(Str::layers_by_heads, info.layers, info.heads));
  facts.add_parts(Str::fact_model, info.summary);
  if (info.width > 0) facts.add(Str::fact_width, grouped(info.width));
  const Str unit = reads_characters(info) ? Str::n_characters : Str::n_tokens;
  if (info.context > 0) facts.add(Str::fact_context, tr(unit, info.context));
  if (info.batch > 0) facts.add(Str::fact_batch, grouped(info.batch));
  facts.add(Str::fact_optimizer, info.optimizer);
  if (info.parameters > 0) facts.add(Str::fact_parameters, parameter_count(info.parameters));
  facts.add(Str::fact_vocabulary, tr(unit, info.vocab));
  facts.add(Str::fact_seed, grouped(i64(info.seed)));
  if (const ReferenceLine* floor = floor_of(info))
    facts.add(Str::fact_floor,
              tr(Str::nats_and_bits, fixed(floor->nats, 3), fixed(floor->nats / std::log(2.), 2)));
  else
    facts.add(Str::fact_floor, tr(Str::floor_unknown));
}

void draw_status(PanelContext& context, const Rect& rect, const StatusNumbers& numbers) {
  ImDrawList* list = ui::draw_list();
  const RunInfo& info = context.watch.info();
  const RunStatus& status = context.watch.status();
  const float third = rect.w / 3;
  Rect rest = rect;
  const Rect left = rest.cut_left(third), right = rest.cut_right(third);
  draw_text(list, Face::small, left, Align::left, theme().text_faint, info.build);
  const auto ms = [](double value) { return value < 0 ? Label("–") : fixed(value, 1); };
  draw_text(list, Face::small, rest, Align::centre, theme().text_faint,
            tr(Str::status_cost, ms(numbers.ui_ms), ms(status.look_ms),
               fixed(status.probe_cost * 100, 1)));
  draw_text(list, Face::small, right, Align::right, theme().text_faint,
            tr(Str::status_history, i64(std::lround(status.history_mb)),
               i64(std::lround(status.history_cap_mb)), info.name));
}

}  // namespace lab
