// shot: a stored run as a PNG.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "app/app.h"
#include "app/shots.h"
#include "app/training.h"
#include "viz/layout.h"

namespace lab {

void add_shot_verb(CLI::App& app, Chosen& chosen) {
  auto request = std::make_shared<ShotRequest>();
  auto lang = std::make_shared<std::string>();
  auto size = std::make_shared<std::string>();
  auto screen = std::make_shared<bool>(false);
  CLI::App* shot = app.add_subcommand("shot", "a picture of a stored run, no display needed");
  shot->add_option("RUN", request->run, "the run directory")->required();
  shot->add_option("-o,--out", request->out, "the PNG to write")->required();
  shot->add_option("--panel", request->panel, panel_names());
  shot->add_flag("--lesson", request->lesson, "the whole screen, with the lesson open");
  shot->add_option("--section", request->section, "of the lesson: its number or its title");
  shot->add_flag("--screen", *screen, "the whole screen (the default)");
  shot->add_option("--step", request->step, "nearest stored step (default: the newest)")
      ->check(CLI::NonNegativeNumber);
  shot->add_option("--lang", *lang, "en or ko")->check(CLI::IsMember({"en", "ko"}));
  shot->add_option("--probe", request->probe, "the text to look at");
  shot->add_option("--size", *size, "pixels, e.g. 1440x900");
  shot->add_option("--scale", request->scale, "size of text and lines, 1 to 4")
      ->check(CLI::Range(1.0, 4.0));
  shot->add_flag("--light", request->light, "light theme");
  shot->callback([=, &chosen] {
    chosen = [=] {
      if (*screen && !request->panel.empty())
        throw UsageError("--screen and --panel: want one of them");
      request->korean = lang->empty() ? korean_locale() : *lang == "ko";
      take_size(*size, *request);
      const i64 step = write_shot(*request);
      fmt::print("{}: step {}{}\n", request->out, step,
                 request->step >= 0 && request->step != step
                     ? cat(", the stored one nearest to ", request->step)
                     : "");
      return 0;
    };
  });
}

}  // namespace lab
