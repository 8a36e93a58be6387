// Markdown to blocks; the only file that includes md4c.
#include <md4c.h>

#include <algorithm>
#include <utility>

#include "engine/core/check.h"
#include "engine/lesson/inline.h"
#include "engine/lesson/lesson.h"

namespace lab {
namespace {

constexpr std::size_t kMaxParts = 100'000;  ///< blocks, cells and spans of a page

std::string_view view_of(const MD_ATTRIBUTE& attribute) {
  return attribute.text ? std::string_view(attribute.text, attribute.size) : std::string_view();
}

/// Follows md4c through the page. Every callback returns 1 to stop when the page is too large.
class Builder {
 public:
  int enter(MD_BLOCKTYPE type, void* detail);
  int leave(MD_BLOCKTYPE type);
  int enter(MD_SPANTYPE type, void* detail);
  int leave(MD_SPANTYPE type);
  int text(MD_TEXTTYPE type, std::string_view text);
  Lesson take() {
    close();
    return std::move(lesson_);
  }

 private:
  struct List {
    bool ordered = false, tight = false, quote = false;
    u32 next = 1;
  };

  static List list_of(MD_BLOCKTYPE type, void* detail);
  void open_code(const MD_BLOCK_CODE_DETAIL& code);
  Block& open(Block::Kind kind);
  void close();
  void add(std::string_view text);
  void table_cell(MD_ALIGN align);
  int budget() { return ++parts_ > kMaxParts ? 1 : 0; }

  Lesson lesson_;
  std::vector<List> around_;
  std::string marker_;  ///< of the item that has just begun
  bool open_ = false;   ///< the last block still takes spans
  Spans* spans_ = nullptr;
  Spans image_;
  Span style_;
  int bold_ = 0, emphasis_ = 0, images_ = 0;
  std::vector<i32> link_stack_;
  std::string image_path_;
  std::size_t parts_ = 0;
};

Block& Builder::open(Block::Kind kind) {
  close();
  Block& block = lesson_.blocks.emplace_back();
  block.kind = kind;
  block.indent = int(std::min<std::size_t>(around_.size(), kMaxIndent));
  for (const List& list : around_) block.quotes += list.quote;
  block.quotes = std::min(block.quotes, block.indent);
  block.marker = std::exchange(marker_, {});
  block.tight = !around_.empty() && around_.back().tight;
  open_ = true;
  spans_ = &block.spans;
  return block;
}

/// A paragraph of nothing is no paragraph, unless it is the place of an item's marker.
void Builder::close() {
  if (!open_) return;
  open_ = false;
  spans_ = nullptr;
  Block& last = lesson_.blocks.back();
  const bool empty = last.kind == Block::Kind::paragraph && plain_text(last.spans).empty();
  if (!empty) return;
  if (marker_.empty()) marker_ = last.marker;
  lesson_.blocks.pop_back();
}

Builder::List Builder::list_of(MD_BLOCKTYPE type, void* detail) {
  if (type == MD_BLOCK_QUOTE) return {.quote = true};
  if (type == MD_BLOCK_UL)
    return {.tight = static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0};
  const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
  return {.ordered = true, .tight = list.is_tight != 0, .next = list.start};
}

void Builder::open_code(const MD_BLOCK_CODE_DETAIL& code) {
  Block& block = open(Block::Kind::code);
  block.language = clean_utf8(view_of(code.lang));
  const std::string_view info = view_of(code.info);
  if (const std::size_t at = info.find("snippet="); at != std::string_view::npos)
    block.origin = clean_utf8(info.substr(at + 8, info.find(' ', at) - at - 8));
}

int Builder::enter(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      close();
      around_.push_back(list_of(type, detail));
      break;
    case MD_BLOCK_LI:
      close();
      if (!around_.empty())
        marker_ = around_.back().ordered ? cat(around_.back().next++, ".") : "•";
      break;
    case MD_BLOCK_HR:
      open(Block::Kind::rule);
      close();
      break;
    case MD_BLOCK_H:
      open(Block::Kind::heading).level = int(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_CODE:
      open_code(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail));
      break;
    case MD_BLOCK_P:
      open(Block::Kind::paragraph);
      break;
    case MD_BLOCK_TABLE:
      open(Block::Kind::table);
      break;
    case MD_BLOCK_TR:
      if (!lesson_.blocks.empty()) lesson_.blocks.back().rows.emplace_back();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      table_cell(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
      break;
    default:
      break;
  }
  return budget();
}

void Builder::table_cell(MD_ALIGN align) {
  Block& table = lesson_.blocks.back();
  if (table.rows.empty()) table.rows.emplace_back();
  if (table.rows.size() == 1) table.columns.push_back(CellAlign(int(align)));
  spans_ = &table.rows.back().emplace_back();
}

int Builder::leave(MD_BLOCKTYPE type) {
  switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      close();
      if (!around_.empty()) around_.pop_back();
      marker_.clear();
      break;
    case MD_BLOCK_LI:
      close();
      marker_.clear();
      break;
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
      close();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      spans_ = nullptr;
      break;
    default:
      break;
  }
  return 0;
}

int Builder::enter(MD_SPANTYPE type, void* detail) {
  if (type == MD_SPAN_STRONG) ++bold_;
  if (type == MD_SPAN_EM) ++emphasis_;
  if (type == MD_SPAN_CODE) style_.code = true;
  if (type == MD_SPAN_A) {
    link_stack_.push_back(style_.link);
    style_.link = i32(lesson_.links.size());
    lesson_.links.push_back(
        make_link(clean_utf8(view_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href))));
  }
  if (type == MD_SPAN_IMG && images_++ == 0) {
    image_path_ = clean_utf8(view_of(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src));
    image_.clear();
  }
  return budget();
}

int Builder::leave(MD_SPANTYPE type) {
  if (type == MD_SPAN_STRONG) --bold_;
  if (type == MD_SPAN_EM) --emphasis_;
  if (type == MD_SPAN_CODE) style_.code = false;
  if (type == MD_SPAN_A && !link_stack_.empty()) {
    style_.link = link_stack_.back();
    link_stack_.pop_back();
  }
  const bool in_table =
      !lesson_.blocks.empty() && open_ && lesson_.blocks.back().kind == Block::Kind::table;
  if (type != MD_SPAN_IMG || --images_ > 0) return 0;
  if (in_table) {  // no pictures in cells: their words
    if (spans_) spans_->insert(spans_->end(), image_.begin(), image_.end());
    return 0;
  }
  Block& block = open(Block::Kind::image);
  block.spans = std::move(image_);
  block.text = std::move(image_path_);
  open(Block::Kind::paragraph);
  return 0;
}

void Builder::add(std::string_view text) {
  Span span = style_;
  span.text = clean_utf8(text);
  span.bold = bold_ > 0;
  span.emphasis = emphasis_ > 0;
  if (!open_) open(Block::Kind::paragraph);
  Spans* const to = images_ > 0 ? &image_ : spans_;
  if (!to) return;
  if (to->empty() && !span.code && (span.text == " " || span.text == "\n")) return;
  const bool joins = !to->empty() && to->back().bold == span.bold &&
                     to->back().emphasis == span.emphasis && to->back().code == span.code &&
                     to->back().link == span.link;
  if (joins)
    to->back().text += span.text;
  else
    to->push_back(std::move(span));
}

int Builder::text(MD_TEXTTYPE type, std::string_view text) {
  switch (type) {
    case MD_TEXT_HTML:
      return 0;
    case MD_TEXT_NULLCHAR:
      add("\uFFFD");
      break;
    case MD_TEXT_BR:
      add("\n");
      break;
    case MD_TEXT_SOFTBR:
      add(" ");
      break;
    case MD_TEXT_ENTITY:
      add(decoded_entity(text));
      break;
    default:
      if (open_ && lesson_.blocks.back().kind == Block::Kind::code)
        lesson_.blocks.back().text += clean_utf8(text);
      else
        add(text);
  }
  return budget();
}

template <class Call>
int guarded(void* builder, const Call& call) {
  return call(*static_cast<Builder*>(builder));
}

}  // namespace

Lesson parse_lesson(std::string_view markdown) {
  if (markdown.size() > kMaxLessonBytes)
    fail("a lesson of ", markdown.size(), " bytes: want at most ", kMaxLessonBytes);
  Builder builder;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* b) {
    return guarded(b, [&](Builder& builder) { return builder.enter(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* b) {
    return guarded(b, [&](Builder& builder) { return builder.leave(type); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* b) {
    return guarded(b, [&](Builder& builder) { return builder.enter(type, detail); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* b) {
    return guarded(b, [&](Builder& builder) { return builder.leave(type); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* b) {
    return guarded(b, [&](Builder& builder) { return builder.text(type, {text, size}); });
  };
  // Not 0: out of memory, or the page was too large. What was read until then is shown.
  (void)md_parse(markdown.data(), MD_SIZE(markdown.size()), &parser, &builder);
  return builder.take();
}

}  // namespace lab
