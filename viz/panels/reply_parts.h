// Which words of a reply came from which part of what was said.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "engine/observe/dialogue.h"

namespace lab {

/// A stretch of a template or of a reply.
struct ReplySpan {
  static constexpr int kScript = -1;  ///< the script's own words
  static constexpr int kChoice =
      -2;  ///< in a template: "{은/는}", a form that fits the word before
  std::string_view text;
  int part = kScript;  ///< index into Exchange::parts
};

/// At most 32 stretches; what a longer text has behind them joins the last one.
struct ReplySpans {
  std::array<ReplySpan, 32> span;
  int count = 0;
  std::span<const ReplySpan> all() const& { return {span.data(), std::size_t(count)}; }
  std::span<const ReplySpan> all() && = delete;  // would outlive the spans in a range-for
  /// REQUIRES: `text` follows the stretch before in the same string.
  void add(std::string_view text, int part);
};

/// The template cut at its braces: "Why do you think I {3} you?".
ReplySpans template_spans(const Exchange& exchange);

/// The reply cut the same way: the template's own words are looked for in it, and what stands
/// between them was put in. Where they are not found, the whole reply is the script's.
ReplySpans reply_spans(const Exchange& exchange);

}  // namespace lab
