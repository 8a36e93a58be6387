// Pictures of a stored run, drawn on the CPU: no display needed.
#pragma once
#include <optional>
#include <string>

#include "engine/core/real.h"

namespace lab {

class Watch;

struct ShotRequest {
  std::string run, out;
  std::string panel;    ///< a name of viz/layout.h; empty = the whole screen
  bool lesson = false;  ///< the whole screen with the lesson beside the panels
  std::string section;  ///< of the lesson, its number or title; empty = its beginning
  i64 step = -1;        ///< nearest keyframe; -1 = the newest
  bool korean = false, light = false;
  std::string probe;          ///< text to look at; empty = what the screen starts with
  int width = 0, height = 0;  ///< 0 = 1440 x 900, or the panel's own size
  float scale = 1;
};

/// Draws and writes one PNG; returns the step it shows. Throws Error; nothing is left half-written.
i64 write_shot(const ShotRequest& request);

/// The same of something that is watched already; `run` is not read.
void write_picture(const ShotRequest& request, Watch& watch);

/// --size: "1440x900" into width and height; empty changes nothing. Throws UsageError.
void take_size(const std::string& size, ShotRequest& request);

/// The whole screen in both languages and each panel, into RUN/shots; returns that folder.
std::string write_all_shots(const std::string& run);

}  // namespace lab
