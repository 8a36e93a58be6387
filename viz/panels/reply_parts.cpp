#include "viz/panels/reply_parts.h"

#include <algorithm>

namespace lab {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

/// What "{3}" (from 1) and "{은/는}" stand for; a brace that is neither is the script's.
int part_in_braces(std::string_view inside, std::size_t parts) {
  if (inside.find('/') != inside.npos) return ReplySpan::kChoice;
  std::size_t number = 0;
  for (const char c : inside) {
    if (c < '0' || c > '9' || number > parts) return ReplySpan::kScript;
    number = number * 10 + std::size_t(c - '0');
  }
  return number >= 1 && number <= parts ? int(number) - 1 : ReplySpan::kScript;
}

/// Where `wanted` stands in `text` from `from` on, whatever its capitals; npos if it does not.
std::size_t find_words(std::string_view text, std::string_view wanted, std::size_t from) {
  const auto found = std::search(text.begin() + std::ptrdiff_t(from), text.end(), wanted.begin(),
                                 wanted.end(), [](char a, char b) { return lower(a) == lower(b); });
  return found == text.end() ? text.npos : std::size_t(found - text.begin());
}

std::string_view without_spaces(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// What was put in: the part's own words if they stand there unchanged (a particle may follow),
/// otherwise all of it ("my" became "your").
void add_inserted(ReplySpans& out, std::string_view text, int part, const Exchange& exchange) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  out.add(text.substr(0, first), ReplySpan::kScript);
  text.remove_prefix(first);
  const std::string_view own = exchange.parts[std::size_t(part)].text;
  const bool unchanged = !own.empty() && find_words(text.substr(0, own.size()), own, 0) == 0;
  const std::size_t length = unchanged ? own.size() : text.find_last_not_of(' ') + 1;
  out.add(text.substr(0, length), part);
  out.add(text.substr(length), ReplySpan::kScript);
}

}  // namespace

void ReplySpans::add(std::string_view text, int part) {
  if (text.empty()) return;
  if (count < int(span.size())) {
    span[std::size_t(count++)] = {text, part};
    return;
  }
  ReplySpan& last = span.back();
  last.text = {last.text.data(), last.text.size() + text.size()};
  last.part = ReplySpan::kScript;
}

ReplySpans template_spans(const Exchange& exchange) {
  const std::string_view text = exchange.assembly;
  ReplySpans out;
  std::size_t begin = 0;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == text.npos) break;
    const int part = part_in_braces(text.substr(open + 1, close - open - 1), exchange.parts.size());
    if (part == ReplySpan::kScript) continue;
    out.add(text.substr(begin, open - begin), ReplySpan::kScript);
    out.add(text.substr(open, close + 1 - open), part);
    begin = close + 1;
  }
  out.add(text.substr(begin), ReplySpan::kScript);
  return out;
}

ReplySpans reply_spans(const Exchange& exchange) {
  const std::string_view reply = exchange.reply;
  const ReplySpans pattern = template_spans(exchange);
  ReplySpans out, scripts;
  scripts.add(reply, ReplySpan::kScript);
  std::size_t at = 0;
  int open = ReplySpan::kScript;  // whose words begin at `at`
  const auto close = [&](std::size_t end) {
    const std::string_view text = reply.substr(at, end - at);
    if (open >= 0)
      add_inserted(out, text, open, exchange);
    else
      out.add(text, ReplySpan::kScript);
    at = end;
    open = ReplySpan::kScript;
  };
  for (const ReplySpan& piece : pattern.all()) {
    if (piece.part >= 0) open = piece.part;
    const std::string_view words = without_spaces(piece.text);
    if (piece.part != ReplySpan::kScript || words.empty()) continue;
    const std::size_t found = find_words(reply, words, at);
    if (found == reply.npos) return scripts;
    close(found);
    close(found + words.size());
  }
  close(reply.size());
  return out;
}

}  // namespace lab
