// A lesson laid out for one width: words with places, grounds, pictures; drawn without measuring.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "viz/draw/rect.h"
#include "viz/draw/text.h"
#include "viz/lesson/host.h"

namespace lab {

/// What a word is; its colour follows from the theme when it is drawn.
enum class Ink : u8 {
  body,
  strong,
  dim,
  faint,
  link,
  broken,
  comment,
  literal,
  keyword,
  good,
  bad,
};

/// Part of a line in one style. x, y: its upper left corner on the page, pixels.
struct Piece {
  float x = 0, y = 0, w = 0;
  u32 begin = 0, size = 0;  ///< bytes of Page::text
  Face face = Face::body;
  Ink ink = Ink::body;
  i32 link = -1;  ///< index into Lesson::links
};

/// What lies under or between words.
enum class Tone : u8 { code, chip, rule, bar, frame, good, bad };
struct Ground {
  Rect rect;
  Tone tone = Tone::code;
  float round = 0;
};

struct Picture {
  Rect rect;
  i32 block = 0;  ///< index into Lesson::blocks
};

/// Something that is clicked and is no link: an answer of a quiz.
struct Choice {
  Rect rect;
  i32 quiz = 0, choice = 0;  ///< indices into the host's quizzes, and into the choices
  bool open = true;          ///< not answered yet
};

/// What one block has, as ends of ranges: block b has pieces [bands[b-1].pieces, bands[b].pieces).
struct Strip {
  float top = 0, bottom = 0;
  u32 pieces = 0, shapes = 0, pictures = 0, choices = 0;
};

struct Page {
  float width = 0, height = 0;
  std::string text;  ///< every piece's bytes
  std::vector<Piece> pieces;
  std::vector<Ground> shapes;
  std::vector<Picture> pictures;
  std::vector<Choice> choices;
  std::vector<Strip> bands;
  std::vector<float> headings;  ///< y of each, in order

  std::string_view words(const Piece& piece) const {
    return std::string_view(text).substr(piece.begin, piece.size);
  }
};

/// What the page shows besides the lesson's own text.
struct PageState {
  bool korean = false;
  std::vector<std::string> open_quizzes;  ///< ids; asked, or shown with their answer
  std::map<std::string, int> answers;     ///< id -> choice
  std::vector<std::string> checks;        ///< exercises whose report stands below their link
};

/// The size of a picture in pixels; 0 x 0 where it cannot be read.
struct PictureSize {
  int width = 0, height = 0;
};
using PictureSizes = std::vector<PictureSize>;  ///< by block; empty = none known

/// Lays the whole lesson out. Cost: about 1 ms per 30 KB of text.
Page lay_out(const Lesson& lesson, const LessonHost& host, const PageState& state,
             const PictureSizes& pictures, float width);

/// Heading and share of the way to the next one <-> pixels from the top of the page.
struct PagePlace {
  i32 heading = 0;
  double offset = 0;
};
PagePlace place_at(const Page& page, float y);
float y_of(const Page& page, const PagePlace& place);

}  // namespace lab
