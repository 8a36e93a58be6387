#include "app/chat_text.h"

#include <fmt/core.h>

namespace lab {
namespace {

std::string row(const char* name, const std::string& text) {
  return text.empty() ? "" : fmt::format("    {:<9} {}\n", name, text);
}

std::string keywords_text(const Exchange& exchange) {
  std::string text;
  for (const KeywordHit& hit : exchange.hits)
    text += fmt::format("{}{} ({}){}", text.empty() ? "" : ", ", hit.word, hit.rank,
                        hit.chosen ? " *" : "");
  return text;
}

std::string parts_text(const Exchange& exchange) {
  std::string text;
  for (std::size_t i = 0; i < exchange.parts.size(); ++i)
    text += fmt::format("{}{{{}}} {} = \"{}\"", i ? ", " : "", i + 1, exchange.parts[i].slot,
                        exchange.parts[i].text);
  return text;
}

}  // namespace

std::optional<std::string> LineReader::next() {
  std::string line;
  was_cut_ = false;
  int c = std::getc(stream_);
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::getc(stream_)) {
    if (line.size() < kMaxLine)
      line += char(c);
    else
      was_cut_ = true;
  }
  if (!was_cut_ && line.ends_with('\r')) line.pop_back();
  return line;
}

std::string trace_text(const Exchange& exchange) {
  std::string text;
  if (exchange.normalised != exchange.said) text += row("read as", exchange.normalised);
  text += row("keywords", exchange.hits.empty() ? "none" : keywords_text(exchange));
  for (const std::string& tried : exchange.tried) text += row("no match", tried);
  if (exchange.source == "rule") {
    text += row("match", exchange.keyword + ": " + exchange.pattern);
    text += row("parts", parts_text(exchange));
  } else {
    text += row("source", exchange.source);
  }
  text += row("template", exchange.assembly);
  for (const std::string& remembered : exchange.memory) text += row("memory", remembered);
  return text;
}

void ReplyCount::add(const Exchange& exchange) {
  ++lines;
  rule += exchange.source == "rule";
  memory += exchange.source == "memory";
  none += exchange.source == "none";
  greeting += exchange.source == "greeting";
  goodbye += exchange.source == "goodbye";
}

std::string ReplyCount::text() const {
  return fmt::format(
      "{} lines: {} by a rule, {} from memory, {} without a keyword, {} greeting, {} goodbye\n",
      lines, rule, memory, none, greeting, goodbye);
}

}  // namespace lab
