#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/lesson/blocks.h"

namespace lab {
namespace {

constexpr float kPad = 10, kLine = 19;
constexpr int kFewestCells = 12;

/// A character of the block: its bytes, how many cells it takes, its colour.
struct Cell {
  std::string_view bytes;
  char32_t code = 0;
  Ink ink = Ink::body;
  int cells = 1;
  Face face = Face::digits;
  bool on_grid = true;  ///< as wide as its cells, so that it can be drawn with its neighbours
  StandIn other = {};
};
using CodeLine = std::vector<Cell>;

/// Chooses face and width. The fixed-width face has some signs ("·", "√") two cells wide: they are
/// taken from the other face if that has them narrow.
Cell make_cell(std::string_view bytes, char32_t code) {
  const float cell = measure(Face::digits, "0").x;
  Cell out{bytes, code};
  if (code > 0x20 && code < 0x7F) return out;
  const bool stands_in = stand_in(bytes, code, out.other);
  const std::string_view shown = stands_in ? std::string_view(out.other.text) : bytes;
  const bool own = !stands_in && face_with(Face::digits, code) == Face::digits &&
                   measure(Face::digits, bytes).x == cell;
  if (own) return out;
  out.on_grid = false;
  out.face = Face::small;
  out.cells = std::max(1, int(std::ceil(measure(Face::small, shown).x / cell - 0.35f)));
  return out;
}

bool is_word(char32_t c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

constexpr std::string_view kCppWords[] = {
    "auto",      "bool",    "break",    "case",      "char",    "class",    "const",
    "constexpr", "double",  "else",     "enum",      "false",   "float",    "for",
    "if",        "inline",  "int",      "namespace", "new",     "nullptr",  "operator",
    "private",   "public",  "return",   "sizeof",    "static",  "struct",   "switch",
    "template",  "true",    "typename", "using",     "void",    "while",    "i64",
    "i32",       "u64",     "u32",      "real",      "default", "continue", "unsigned",
    "long",      "virtual", "override", "explicit",  "try",     "catch",    "throw"};

enum class Grammar : u8 { none, cpp, script, json };
Grammar grammar_of(std::string_view language) {
  if (language == "cpp" || language == "c" || language == "c++") return Grammar::cpp;
  if (language == "sh" || language == "bash" || language == "python" || language == "py")
    return Grammar::script;
  return language == "json" ? Grammar::json : Grammar::none;
}

void paint(CodeLine& line, std::size_t begin, std::size_t end, Ink ink) {
  for (std::size_t i = begin; i < end; ++i) line[i].ink = ink;
}

/// The end of the string that begins at `i`; the line's end if nothing closes it.
std::size_t string_end(const CodeLine& line, std::size_t i) {
  const char32_t quote = line[i].code;
  for (++i; i < line.size(); ++i) {
    if (line[i].code == '\\')
      ++i;
    else if (line[i].code == quote)
      return i + 1;
  }
  return line.size();
}

/// Colours one line; `comment`: inside /* */, carried from line to line.
void highlight(CodeLine& line, Grammar grammar, bool& comment) {
  const auto at = [&](std::size_t i) { return i < line.size() ? line[i].code : U'\0'; };
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t begin = i;
    const char32_t c = at(i);
    if (comment) {
      while (i < line.size() && !(at(i) == '*' && at(i + 1) == '/')) ++i;
      comment = i >= line.size();
      i = std::min(line.size(), i + 2);
      paint(line, begin, i, Ink::comment);
    } else if (grammar == Grammar::cpp && c == '/' && at(i + 1) == '*') {
      comment = true;
    } else if ((grammar == Grammar::cpp && c == '/' && at(i + 1) == '/') ||
               (grammar == Grammar::script && c == '#' && (i == 0 || at(i - 1) == ' '))) {
      paint(line, i, line.size(), Ink::comment);
      return;
    } else if (c == '"' || (c == '\'' && grammar != Grammar::json)) {
      i = string_end(line, i);
      paint(line, begin, i, Ink::literal);
    } else if (is_word(c)) {
      std::string word;
      for (; i < line.size() && (is_word(at(i)) || (is_digit(c) && at(i) == '.')); ++i)
        word += char(at(i));
      if (is_digit(c)) paint(line, begin, i, Ink::literal);
      const bool known = std::ranges::find(kCppWords, word) != std::end(kCppWords);
      if (grammar == Grammar::cpp && known) paint(line, begin, i, Ink::keyword);
    } else {
      ++i;
    }
  }
}

std::vector<CodeLine> lines_of(const Block& block) {
  std::vector<CodeLine> lines(1);
  for (std::size_t at = 0; at < block.text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(block.text, at);
    if (c == '\n') {
      lines.emplace_back();
    } else if (c == '\t') {
      for (int i = 0; i < 4; ++i) lines.back().push_back({" ", ' '});
    } else {
      lines.back().push_back(make_cell(std::string_view(block.text).substr(begin, at - begin), c));
    }
  }
  while (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  const Grammar grammar = grammar_of(block.language);
  bool comment = false;
  if (grammar != Grammar::none)
    for (CodeLine& line : lines) highlight(line, grammar, comment);
  return lines;
}

int cells_of(const CodeLine& line) {
  int cells = 0;
  for (const Cell& cell : line) cells += cell.cells;
  return cells;
}

/// The comment at the end of a line that is too long goes above it, as deep as the line is.
void lift_comments(std::vector<CodeLine>& lines, int room) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CodeLine& line = lines[i];
    const auto is_space = [](const Cell& cell) { return cell.code == ' '; };
    const auto text = std::ranges::find_if_not(line, is_space);
    const auto note = std::ranges::find(line, Ink::comment, &Cell::ink);
    if (cells_of(line) <= room || note == line.end() || note == text) continue;
    if (note->code != '/' || note + 1 == line.end() || (note + 1)->code != '/') continue;
    CodeLine above(line.begin(), text);
    above.insert(above.end(), note, line.end());
    line.erase(note, line.end());
    while (!line.empty() && is_space(line.back())) line.pop_back();
    lines.insert(lines.begin() + std::ptrdiff_t(i), std::move(above));
    ++i;
  }
}

/// Where the line is broken that has room for `room` cells from `begin` on: behind the last space
/// that is not part of its indent, or anywhere.
std::size_t break_at(const CodeLine& line, std::size_t begin, int room) {
  std::size_t end = begin, space = 0;
  int used = 0;
  bool text = false;
  while (end < line.size() && used + line[end].cells <= room) {
    used += line[end].cells;
    text |= line[end].code != ' ';
    if (text && line[end].code == ' ') space = end + 1;
    ++end;
  }
  if (end == line.size()) return end;
  return space > begin ? space : std::max(end, begin + 1);
}

/// Puts characters [begin, end) on the grid, one piece per run of plain cells in one ink.
void set_cells(Page& page, const CodeLine& line, std::size_t begin, std::size_t end, float x,
               float y, float cell) {
  bool open = false;
  int column = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const Cell& c = line[i];
    const u32 at = u32(page.text.size());
    page.text += c.other.text.empty() ? c.bytes : std::string_view(c.other.text);
    const u32 size = u32(page.text.size()) - at;
    const float here = x + float(column) * cell, w = float(c.cells) * cell;
    column += c.cells;
    if (open && c.on_grid && page.pieces.back().ink == c.ink) {
      page.pieces.back().size += size, page.pieces.back().w += w;
      continue;
    }
    const float top =
        std::round(y + (px(kLine) - font_px(c.face)) / 2 - (c.other.raised ? px(3) : 0));
    page.pieces.push_back({here, top, w, at, size, c.face, c.ink});
    open = c.on_grid;
  }
}

}  // namespace

float set_code(Page& page, const Block& block, const Column& column) {
  const float cell = measure(Face::digits, "0").x;
  const int room = std::max(kFewestCells, int((column.width - 2 * px(kPad)) / cell));
  const std::size_t ground = page.shapes.size();
  page.shapes.push_back({{column.x, column.y, column.width, 0}, Tone::code, px(4)});
  float y = column.y + px(8);
  std::vector<CodeLine> lines = lines_of(block);
  if (grammar_of(block.language) == Grammar::cpp) lift_comments(lines, room);
  for (const CodeLine& line : lines) {
    int indent = 0;
    while (std::size_t(indent) < line.size() && line[std::size_t(indent)].code == ' ') ++indent;
    const int hang = std::min(indent + 3, room / 3);
    for (std::size_t begin = 0; begin == 0 || begin < line.size();) {
      const int shift = begin == 0 ? 0 : hang;
      const std::size_t end = break_at(line, begin, room - shift);
      const float x = column.x + px(kPad);
      if (shift > 0) {
        const u32 at = u32(page.text.size());
        page.text += "»";
        page.pieces.push_back({x + float(shift - 3) * cell,
                               std::round(y + (px(kLine) - font_px(Face::digits)) / 2), cell, at, 2,
                               Face::digits, Ink::faint});
      }
      set_cells(page, line, begin, end, x + float(shift) * cell, y, cell);
      y += px(kLine);
      if (end == 0) break;
      for (begin = end; begin < line.size() && line[begin].code == ' ';) ++begin;
    }
  }
  y += px(8);
  page.shapes[ground].rect.h = y - column.y;
  return y;
}

}  // namespace lab
