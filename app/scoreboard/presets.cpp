#include "app/scoreboard/presets.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/terminal_view.h"
#include "chapters/registry.h"
#include "engine/run/expected_file.h"

namespace lab {
namespace {

/// Every option of a preset, and its steps.
struct Recipe {
  KeyValues options;
  i64 steps = 0;
};

Recipe recipe_of(const Chapter& chapter, const Preset& preset) {
  const std::unique_ptr<ChapterModel> model = chapter.make();
  for (const auto& [key, value] : preset.options) set_option(model->options(), key, value);
  return {option_values(model->options()), preset.steps ? preset.steps : model->default_steps()};
}

bool was_trained(const Chapter& chapter, const Recipe& recipe,
                 const std::vector<const RunConfig*>& trained) {
  return std::any_of(trained.begin(), trained.end(), [&](const RunConfig* config) {
    return config->chapter == chapter.name && config->options == recipe.options &&
           config->steps == recipe.steps;
  });
}

/// Where the chapter's runs with these options ended on this text, bits per character.
std::optional<BandPoint> expectation(const Expected& expected, const Recipe& recipe,
                                     const TextMark& mark) {
  for (const MeasuredBand& measured : expected.bands)
    if (measured.text == mark && measured.options == recipe.options &&
        measured.steps == recipe.steps && !measured.band.valid.empty())
      return measured.band.valid.back();
  return std::nullopt;
}

}  // namespace

std::vector<ScoreRow> preset_rows(const TextPair& text, const std::string& spec,
                                  const std::vector<const RunConfig*>& trained) {
  std::vector<ScoreRow> rows;
  std::optional<TextMark> mark;
  for (const Chapter& chapter : chapters()) {
    const std::unique_ptr<ChapterModel> model = chapter.make ? chapter.make() : nullptr;
    if (!model || !model->trains()) continue;
    const Expected expected = parse_expected(model->expected(), chapter.name);
    for (const Preset& preset : model->presets()) {
      const Recipe recipe = recipe_of(chapter, preset);
      if (was_trained(chapter, recipe, trained)) continue;
      ScoreRow row{.kind = ScoreRow::Kind::preset,
                   .name = preset.name,
                   .chapter = chapter.name,
                   .step = recipe.steps,
                   .finished = false,
                   .command = cat("./lab train ", chapter.name, " --preset ", preset.name)};
      if (!spec.empty()) row.command += cat(" --data ", shell_word(spec));
      if (!expected.bands.empty() && !mark)
        mark = mark_of(corpus_from_parts("text", text.train, text.valid,
                                         CharVocab::of({text.train, text.valid})));
      if (mark)
        if (const auto band = expectation(expected, recipe, *mark)) {
          row.low = band->low / std::log(2.0);
          row.high = band->high / std::log(2.0);
        }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace lab
