// All that the viewer remembers from frame to frame: plain data, nothing of the model.
#pragma once
#include <string>

#include "engine/observe/watch.h"
#include "viz/draw/theme.h"
#include "viz/draw/widgets.h"
#include "viz/i18n/strings.h"
#include "viz/panels/scroll.h"
#include "viz/panels/selection.h"

namespace lab {

enum class PanelId : u8 {
  none,
  transport,
  experiment,
  samples,
  probe,
  attention,
  next,
  loss,
  time_machine,
  status,
  lesson,
  ladder,
  bigrams,
  sparsity,
  pieces,
  merges,
  fertility,
  dialogue,
  scoreboard,
};

/// What the time machine asked for.
struct TimeState {
  i64 step = -1;         ///< asked step; -1 = live
  bool playing = false;  ///< runs forward through the keyframes
  float speed = 1;
  bool dragging = false;
  double next_at = 0;  ///< playing: when the next keyframe is due, seconds of PanelContext::now
};

/// Plain state; each panel owns the struct of its name, and reads the others' only through here.
struct ViewState {
  Lang lang = Lang::en;
  ThemeName theme = ThemeName::dark;

  Selection selection;
  TimeState time;
  std::string probe_text;  ///< as typed; Screen puts it into the Query
  SamplerOptions sampler;
  std::vector<i32> forced;      ///< tokens the user forced after the probe text
  std::vector<HeadEdit> heads;  ///< heads the user cut
  PanelId maximised = PanelId::none;
  bool show_help = false;

  /// A place in the lesson that somebody clicked, "lab:lesson?chapter=10&section=23&row=7", for
  /// whoever shows lessons; empty = nothing.
  std::string lesson_link;

  int stage_panel = 0;  ///< which of the stage's panels is shown (viz/stage.h)
  int side_tab = 0;     ///< narrow windows: which panel the right column shows

  bool has_scores = false;  ///< there is a scoreboard to be opened
  bool has_lesson = false;  ///< there is a lesson to be opened
  bool lesson_open = false;
  int stage_tab = 0;  ///< beside the lesson in a narrow window: which panel the stage shows
  /// A panel that somebody pointed at: it wears a ring for a moment.
  struct {
    PanelId panel = PanelId::none;
    double since = 0;    ///< seconds of PanelContext::now
    bool fresh = false;  ///< pointed at in this frame
  } ring;

  struct {
    float lr_scale = 1, speed = 0;  ///< what the sliders show while they are held
    bool lr_held = false, speed_held = false;
  } transport;
  struct {
    i32 order = -1;  ///< the rung that is told in words; -1: the longest that was seen
  } ladder;
  struct {
    i32 previous = -1,
        next = -1;          ///< the kept cell; -1: the pair at the chosen position of the probe
    bool by_count = false;  ///< the most frequent tokens first
  } bigrams;
  struct {
    bool log_x = false;
    bool bits = false;  ///< bits per character instead of nats
  } loss;
  struct {
    ScrollState list;
    i64 wanted = -1;  ///< a merge that somebody pointed at, from 0: it comes into sight
    i64 kept = -1;    ///< and stays marked
  } merges;
  struct {
    std::string against;  ///< key of the baseline that models are compared with; empty: KN-5
    ScrollState rows{.follow = false};
  } scoreboard;
  struct {
    std::string input;  ///< the line that is being typed
    int chosen = -1;    ///< whose trace is kept; -1: the newest exchange
    int hovered = -1;   ///< of this frame; counts from the next one on
    ScrollState talk, trace;
    float trace_height = 0;  ///< of the last frame, pixels
  } dialogue;
  struct {
    float scroll = 0;    ///< pixels above the newest sample
    bool follow = true;  ///< newest sample in sight
  } samples;
};

}  // namespace lab
