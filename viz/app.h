// The whole screen: owns the view state, lays out the panels, handles keys, asks for looks.
#pragma once
#include "viz/layout.h"
#include "viz/lesson/reader.h"
#include "viz/panels/attention.h"
#include "viz/panels/loss.h"
#include "viz/panels/panels.h"
#include "viz/panels/samples.h"
#include "viz/panels/stage_panels.h"
#include "viz/panels/time_machine.h"

namespace lab {

/// Call everything from the UI thread, inside the lab's window (begin_lab_window / run_window).
/// `watch`, `textures` and `lesson` must outlive the screen, or release() must be called before
/// they go. `lesson` nullptr: there is none to read, and no button for it.
class Screen {
 public:
  Screen(Watch& watch, TextureBackend& textures, Lang lang, LessonHost* lesson = nullptr);

  /// One frame of everything. now: seconds since the viewer started.
  /// Polls the watch, draws, and asks for another look if the probe changed.
  void draw(float width, float height, double now);
  /// One frame with a single panel that fills the picture; for shots.
  void draw_panel_only(PanelId panel, float width, float height, double now = 0);

  /// Where the scoreboard has its numbers from; without, there is no button for it.
  void show_scores_of(ScoreboardSource* source) {
    stage_.scoreboard.take(source);
    view_.has_scores = source != nullptr;
  }

  ViewState& view() { return view_; }
  LessonPanel& lesson() { return lesson_; }
  /// Seconds until the next frame is worth drawing: 1/60 while someone points, types or scrubs,
  /// 1/12 while a model trains (a frame costs the trainer about as much time as it takes), else
  /// 1/4.
  double next_frame_in() const;
  /// Time to build a frame, shown in the status bar; negative (the default) shows a dash, so that
  /// pictures are the same on every machine.
  void show_ui_ms(double ms) { numbers_.ui_ms = ms; }
  /// Gives all textures back; the reader's place is kept.
  void release() {
    attention_.release();
    stage_.release();
    lesson_.release();
  }

 private:
  PanelContext begin(double now);
  void end();
  void draw_one(PanelContext& context, PanelId panel, const Rect& rect);
  void draw_tabs(PanelContext& context, const Layout& layout);
  void draw_stage(PanelContext& context, const Layout& layout);
  void draw_ring(const PanelContext& context, const Layout& layout);
  void open_lesson_link();
  void handle_keys(PanelContext& context);
  void handle_run_keys(PanelContext& context);
  void handle_head_keys(PanelContext& context);
  void handle_stage_keys();
  void show_stage_panel(int index);
  const Stage& stage() const { return stage_named(watch_.info().stage); }
  bool wants_looks() const;
  void ask();

  Watch& watch_;
  TextureBackend& textures_;
  ViewState view_;
  Query asked_;
  bool ever_asked_ = false, changed_ = true;
  double last_now_ = 0, last_input_ = -1;
  StatusNumbers numbers_;
  SamplesPanel samples_;
  AttentionPanel attention_;
  StagePanels stage_;
  LossPanel loss_;
  TimeMachinePanel time_machine_;
  LessonPanel lesson_;
};

}  // namespace lab
