// Words into lines: mixed styles, breaks at spaces only, wherever the words allow it.
#pragma once
#include "viz/lesson/page.h"

namespace lab {

struct FlowStyle {
  Face face = Face::body, bold = Face::title, mono = Face::figures;
  Ink ink = Ink::body;
  float line = 24;    ///< design pixels from line to line
  bool links = true;  ///< false: links are only words (in a table's measure, a heading)
  Align align = Align::left;
};

/// Sets spans into a column of the page: begin with the upper left corner, add, and finish.
/// A word (also one of several styles: "**q**,") is broken only if it is wider than the column;
/// so Korean is broken between words too. Formulas, "(1, 2)" and a number with its unit are held
/// together while they fit a line.
class Flow {
 public:
  Flow(Page& page, float x, float y, float width, const FlowStyle& style);
  void add(const Lesson& lesson, const Spans& spans);
  void add(std::string_view text, Ink ink, bool bold = false);
  /// Ends the last line; returns the y below it.
  float finish();
  /// Width of the widest line and of the widest word so far, pixels.
  float widest_line() const { return widest_line_; }
  float widest_word() const { return widest_word_; }

 private:
  struct Look {
    Face face;
    Ink ink;
    bool chip = false;
    i32 link = -1, run = 0;
    bool operator==(const Look&) const = default;
  };
  struct Atom {
    Look look;
    u32 begin, size;
    float width, raise = 0;
    bool held = false;  ///< a space at which no line ends
  };

  /// Bytes [from, to) of `text`; what is around them decides where a line may end.
  void words(std::string_view text, std::size_t from, std::size_t to, Look look);
  void hold(const Look& look);
  void set_word(float width);
  void character(std::string_view bytes, char32_t code, const Look& look);
  void append(std::string_view bytes, const Look& look, float raise);
  void end_word();
  void place(const Atom& atom, float x);
  void break_apart();
  void end_line();

  Page& page_;
  FlowStyle style_;
  float left_, width_, y_, x_ = 0;
  float space_ = 0;          ///< to leave before the word that is being built
  float pending_space_ = 0;  ///< seen after it
  std::vector<Atom> word_;
  struct Placed {
    Look look;
    bool raised = false;
  };
  std::vector<Placed> line_;  ///< looks of the line's pieces
  std::size_t line_begin_;    ///< index of its first piece
  int runs_ = 0;
  float widest_line_ = 0, widest_word_ = 0;
};

/// How a character is drawn that the fonts lack: "−" as "–", "ᵀ" as a raised "T".
struct StandIn {
  std::string text;
  bool raised = false;
};
/// Nothing if the character itself can be drawn.
bool stand_in(std::string_view bytes, char32_t code, StandIn& out);
/// `wanted`, or the face nearest to it that has the character.
Face face_with(Face wanted, char32_t code);

}  // namespace lab
