// A conversation as text: lines in, answers and how they came about out.
#pragma once
#include <cstdio>
#include <optional>
#include <string>

#include "engine/observe/dialogue.h"

namespace lab {

/// Lines of a stream, of which at most kMaxLine bytes are kept each.
class LineReader {
 public:
  static constexpr std::size_t kMaxLine = 8192;
  explicit LineReader(std::FILE* stream) : stream_(stream) {}
  /// The next line without its end; nothing at the end of the stream.
  std::optional<std::string> next();
  /// True if the line that next() gave was longer than what is kept.
  bool was_cut() const { return was_cut_; }

 private:
  std::FILE* stream_;
  bool was_cut_ = false;
};

/// The steps from the line to the answer, one per line, indented.
std::string trace_text(const Exchange& exchange);

/// Which way the answers of a conversation came.
struct ReplyCount {
  i64 lines = 0, rule = 0, memory = 0, none = 0, greeting = 0, goodbye = 0;
  void add(const Exchange& exchange);
  /// "24 lines: 17 by a rule, ..."
  std::string text() const;
};

}  // namespace lab
