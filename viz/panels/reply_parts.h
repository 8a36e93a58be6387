// Which words of a reply came from which part of what was said.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "engine/observe/dialogue.h"

namespace lab {

/// A stretch of a template or of a reply.
struct ReplySpan {
  std::string_view text;
  int part = -1;  ///< index into Exchange::parts; -1: the script's own words
};

struct ReplySpans {
  std::array<ReplySpan, 32> span;
  int count = 0;
  std::span<const ReplySpan> all() const& { return {span.data(), std::size_t(count)}; }
  std::span<const ReplySpan> all() && = delete;  // would outlive the spans in a range-for
  /// What finds no room is joined to the last one's end only if it touches it.
  void add(std::string_view text, int part);
};

/// The template cut at its references: "why do you think I (3) you". A number counts as one if the
/// pattern has so many elements; brackets around it belong to it.
ReplySpans template_spans(const Exchange& exchange);

/// The reply cut the same way: the template's own words are looked for in it, and what stands
/// between them was put in. Where they are not found, the reply is one span of nobody's.
ReplySpans reply_spans(const Exchange& exchange);

}  // namespace lab
