#include "app/lesson_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <numeric>

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr std::string_view kBold = "\033[1m", kDim = "\033[2m", kUnder = "\033[4m",
                           kCode = "\033[36m", kPlain = "\033[0m";

/// Bytes of the character at `at`, and the columns it takes.
struct Glyph {
  std::size_t bytes = 1;
  int columns = 1;
};
Glyph glyph_at(std::string_view text, std::size_t at) {
  utf8proc_int32_t code = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const utf8proc_ssize_t n = utf8proc_iterate(bytes, utf8proc_ssize_t(text.size() - at), &code);
  if (n <= 0) return {};
  return {std::size_t(n), std::max(0, utf8proc_charwidth(code))};
}

/// Sets words of changing style into lines of a width.
class Wrapper {
 public:
  Wrapper(std::string& out, int width, const std::string& first, std::string rest)
      : out_(out), width_(width), rest_(std::move(rest)) {
    out_ += first;
    x_ = start_ = terminal_columns(first);
  }
  void add(std::string_view text, std::string_view style) {
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == ' ' || text[at] == '\n') {
        end_word();
        if (text[at++] == '\n') end_line();
        continue;
      }
      const Glyph glyph = glyph_at(text, at);
      if (!style.empty() && style != style_) word_ += style;
      if (style.empty() && !style_.empty()) word_ += kPlain;
      style_ = style;
      if (columns_ + glyph.columns > width_ - terminal_columns(rest_)) end_word();
      word_ += text.substr(at, glyph.bytes);
      columns_ += glyph.columns;
      at += glyph.bytes;
    }
  }
  void finish() {
    if (!style_.empty()) word_ += kPlain;
    end_word();
    out_ += '\n';
  }

 private:
  void end_word() {
    if (word_.empty()) return;
    const bool first = x_ == start_;
    if (!first && x_ + 1 + columns_ > width_)
      end_line();
    else if (!first)
      out_ += ' ', ++x_;
    out_ += word_;
    x_ += columns_;
    word_.clear(), columns_ = 0;
  }
  void end_line() {
    out_ += '\n';
    out_ += rest_;
    x_ = start_ = terminal_columns(rest_);
  }

  std::string& out_;
  int width_, x_ = 0, start_ = 0, columns_ = 0;
  std::string rest_, word_;
  std::string_view style_;
};

std::string_view style_of(const Span& span, bool colors) {
  if (!colors) return "";
  if (span.code) return kCode;
  if (span.bold) return kBold;
  if (span.link >= 0 || span.emphasis) return kUnder;
  return "";
}

/// What stands behind a link's words: what to do by hand, or the address.
std::string behind(const Link& link, bool korean) {
  if (link.kind == Link::Kind::lab) return by_hand(link.lab, korean);
  return link.kind == Link::Kind::web ? link.target : "";
}

void add_spans(Wrapper& wrapper, const Lesson& lesson, const Spans& spans,
               const TerminalStyle& style) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i];
    wrapper.add(span.text, style_of(span, style.colors));
    const bool ends = span.link >= 0 && (i + 1 == spans.size() || spans[i + 1].link != span.link);
    if (!ends || std::size_t(span.link) >= lesson.links.size()) continue;
    const std::string said = behind(lesson.links[std::size_t(span.link)], style.korean);
    if (!said.empty()) wrapper.add(cat(" [", said, "]"), style.colors ? kDim : "");
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return lines;
}

bool is_number(std::string_view text) {
  const bool digits = text.find_first_of("0123456789") != text.npos;
  return digits && text.find_first_not_of("0123456789.,+-%× −–±") == text.npos;
}

/// Widths that fit: the widest column gives way first.
std::vector<int> table_widths(const Block& table, int room) {
  std::vector<int> widths(table.columns.size(), 1);
  for (const auto& row : table.rows)
    for (std::size_t c = 0; c < std::min(row.size(), widths.size()); ++c)
      widths[c] = std::max(widths[c], terminal_columns(plain_text(row[c])));
  const int between = 2 * int(widths.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), between) > room) {
    int& widest = *std::ranges::max_element(widths);
    if (widest <= 6) break;
    --widest;
  }
  return widths;
}

void add_table(std::string& out, const Block& table, const TerminalStyle& style,
               const std::string& indent) {
  if (table.columns.empty()) return;
  const std::vector<int> widths = table_widths(table, style.width - int(indent.size()));
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    std::vector<std::vector<std::string>> cells(widths.size());
    std::size_t high = 1;
    for (std::size_t c = 0; c < std::min(widths.size(), table.rows[r].size()); ++c) {
      cells[c] = lines_of(wrapped_text(plain_text(table.rows[r][c]), widths[c]));
      high = std::max(high, cells[c].size());
    }
    for (std::size_t l = 0; l < high; ++l) {
      std::string line = indent;
      for (std::size_t c = 0; c < widths.size(); ++c) {
        const std::string text = l < cells[c].size() ? cells[c][l] : "";
        const std::string pad(std::size_t(std::max(0, widths[c] - terminal_columns(text))), ' ');
        const bool right = r > 0 && is_number(text);
        line += (right ? pad + text : text + pad) + (c + 1 < widths.size() ? "  " : "");
      }
      line.resize(line.find_last_not_of(' ') + 1);
      out += style.colors && r == 0 ? cat(kBold, line, kPlain, "\n") : line + "\n";
    }
    if (r > 0) continue;
    out += indent;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      for (int i = 0; i < widths[c]; ++i) out += "─";
      if (c + 1 < widths.size()) out += "  ";
    }
    out += '\n';
  }
}

void add_heading(std::string& out, const Block& block, const TerminalStyle& style) {
  const std::string title = plain_text(block.spans);
  out += style.colors ? cat(kBold, title, kPlain, "\n") : title + "\n";
  if (block.level > 2) return;
  for (int i = 0; i < std::min(style.width, terminal_columns(title)); ++i)
    out += block.level == 1 ? "═" : "─";
  out += '\n';
}

void add_block(std::string& out, const Lesson& lesson, const Block& block,
               const TerminalStyle& style) {
  std::string indent;
  for (int i = 0; i < block.indent; ++i) indent += i < block.quotes ? "│ " : "   ";
  switch (block.kind) {
    case Block::Kind::heading:
      return add_heading(out, block, style);
    case Block::Kind::code:
      for (const std::string& line : lines_of(block.text))
        out +=
            cat(indent, "    ", style.colors ? kCode : "", line, style.colors ? kPlain : "", "\n");
      return;
    case Block::Kind::table:
      return add_table(out, block, style, indent);
    case Block::Kind::rule:
      out += indent + "* * *\n";
      return;
    case Block::Kind::image:
    case Block::Kind::paragraph:
      break;
  }
  std::string first = indent;
  if (!block.marker.empty()) {
    first.resize(first.size() - std::min<std::size_t>(first.size(), 3));
    first += block.marker;
    while (terminal_columns(first) < terminal_columns(indent)) first += ' ';
    if (terminal_columns(first) == terminal_columns(indent) && first.back() != ' ') first += ' ';
  }
  Wrapper wrapper(out, style.width, first, indent);
  if (block.kind == Block::Kind::image)
    wrapper.add(cat(style.korean ? "그림 " : "picture ", block.text, ": "), "");
  add_spans(wrapper, lesson, block.spans, style);
  wrapper.finish();
}

}  // namespace

int terminal_columns(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    columns += glyph.columns;
    at += glyph.bytes;
  }
  return columns;
}

std::string wrapped_text(std::string_view text, int width, std::string_view indent) {
  std::string out;
  Wrapper wrapper(out, width, std::string(indent), std::string(indent));
  wrapper.add(text, "");
  wrapper.finish();
  return out;
}

std::string terminal_text(const Lesson& lesson, std::size_t first, std::size_t last,
                          const TerminalStyle& style) {
  std::string out;
  for (std::size_t i = first; i < std::min(last, lesson.blocks.size()); ++i) {
    const Block& block = lesson.blocks[i];
    const bool next_item = block.tight && !block.marker.empty() && i > first &&
                           lesson.blocks[i - 1].indent >= block.indent;
    if (i > first && !next_item) out += '\n';
    if (i > first && block.kind == Block::Kind::heading) out += '\n';
    add_block(out, lesson, block, style);
  }
  return out;
}

}  // namespace lab
