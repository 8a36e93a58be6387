// Everything a person can press, drag or type into. Each widget takes a stable id
// ("transport.run"), the same in every language, and tells the UI-test hook where it is. Call
// inside the lab's window.
#pragma once
#include <imgui.h>

#include <span>
#include <string>
#include <string_view>

#include "viz/draw/rect.h"
#include "viz/draw/theme.h"
#include "viz/draw/ui_hook.h"
#include "viz/i18n/label.h"

namespace lab::ui {

/// "attention.head" with 3 and 1 is "attention.head.3.1".
Label id_of(std::string_view base, i64 a);
Label id_of(std::string_view base, i64 a, i64 b);

/// What the mouse does with an area. x, y: mouse position; dx, dy: drag since the press.
struct Hit {
  bool hovered = false, pressed = false, held = false, clicked = false, double_clicked = false;
  float x = 0, y = 0, dx = 0, dy = 0;
};
/// An area without looks of its own (a plot, a head, a chip). `clicked` = released inside.
Hit hot(std::string_view id, const Rect& rect, std::string_view label = {});

/// The body of a panel: ground, title in the upper left, note in grey in the upper right, and
/// behind
/// "(?)" one sentence that says what one is looking at. Double-click on the title: `maximise`.
struct PanelFrame {
  Rect inner;  ///< what is left for content
  Rect title;  ///< what is left of the title row, for a legend where there is no note
  bool maximise = false;
};
PanelFrame panel(std::string_view id, const Rect& rect, std::string_view title,
                 std::string_view note, std::string_view help);
/// Tabs that the next panel() shows in place of its title; `chosen` changes on a click. Drop them
/// with nullptr behind a panel that may have shown no title.
struct TitleTabs {
  std::string_view id;
  std::span<const std::string_view> names;
  int chosen = 0;
};
void set_title_tabs(TitleTabs* tabs);
/// Why there is nothing here (yet), in the middle of the room.
void empty_state(const Rect& rect, std::string_view text);
/// One row of a table of facts: name left in grey, value right in figures.
void fact_row(const Rect& row, std::string_view name, std::string_view value);

enum class Look : u8 { normal, primary, quiet };
/// A disabled control says why on hover; `why_not` empty = enabled.
struct ButtonOptions {
  Look look = Look::normal;
  std::string_view why_not = {};
  std::string_view tip = {};
};
float button_width(std::string_view label);
bool button(std::string_view id, const Rect& rect, std::string_view label,
            const ButtonOptions& options = {});
/// A button that stays down. True when it changed.
bool toggle(std::string_view id, const Rect& rect, std::string_view label, bool* on,
            const ButtonOptions& options = {});

/// Tabs from left to right, as wide as their words; ids are "ID.0", "ID.1", … Returns the chosen
/// one; the chosen tab is underlined, the `marked` one has a dot: look here (-1: none has).
int tab_bar(std::string_view id, const Rect& rect, std::span<const std::string_view> labels,
            int chosen, int marked = -1);

float tab_bar_width(std::span<const std::string_view> labels, int chosen);

/// Label, track and value in a row. `value_text` is drawn right of the track in figures.
struct SliderOptions {
  float lo = 0, hi = 1;
  bool log = false;   ///< equal distances are equal factors; lo > 0
  float initial = 0;  ///< a double-click goes back to it, if `has_initial`
  bool has_initial = false;
  std::string_view label = {}, value_text = {};
  float label_width = 0, value_width = 52;  ///< design pixels; label_width 0 = as wide as the label
  std::string_view why_not = {};
};
struct SliderHit {
  bool changed = false;   ///< this frame
  bool released = false;  ///< the drag ended this frame, after a change
};
SliderHit slider(std::string_view id, const Rect& rect, float* value, const SliderOptions& options);
/// Where the slider's track lies: a test drags from here to there.
Rect slider_track(const Rect& rect, const SliderOptions& options);

/// One line of text. True when it changed. `hint` stands in the empty field.
bool input_text(std::string_view id, const Rect& rect, std::string* text, std::string_view hint);
/// A line that is sent: true when Enter ends it; the field keeps the keyboard. The caller empties
/// it.
bool input_line(std::string_view id, const Rect& rect, std::string* text, std::string_view hint);
/// A button with "▼" that opens a list; items' ids are "ID.0", "ID.1", … True when chosen anew.
bool combo(std::string_view id, const Rect& rect, std::span<const std::string_view> items,
           int* chosen);

/// Shown beside the mouse this frame; '\n' starts a line, long lines wrap at 320 design pixels.
void tooltip(std::string_view text);

/// Is a text field taking the keyboard? Then panels leave keys alone.
bool typing();

/// The draw list of the lab's window.
inline ImDrawList* draw_list() { return ImGui::GetWindowDrawList(); }

/// A value that glides to its target in at most 150 ms and then stands still.
struct Glide {
  float value = 0;
  bool started = false;
  /// dt: seconds since the last frame. Returns the value to draw.
  float to(float target, float dt);
  bool moving(float target) const { return value != target; }
};

}  // namespace lab::ui
