#include "viz/panels/reply_parts.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::string_view kOpen = "({[$", kClose = ")}]";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

/// A reference at text[at]: its bytes and the part it names; length 0 if there is none.
struct Reference {
  std::size_t length = 0;
  int part = -1;
};
Reference reference_at(std::string_view text, std::size_t at, std::size_t parts) {
  std::size_t end = at;
  const bool opened = kOpen.find(text[at]) != kOpen.npos;
  if (opened) ++end;
  const std::size_t first = end;
  std::size_t number = 0;
  for (; end < text.size() && is_digit(text[end]) && number < 1000; ++end)
    number = number * 10 + std::size_t(text[end] - '0');
  if (end == first || number < 1 || number > parts) return {};
  const bool after_word = at > 0 && !opened && text[at - 1] != ' ';
  if (after_word) return {};
  if (opened && text[at] != '$') {
    if (end == text.size() || kClose.find(text[end]) == kClose.npos) return {};
    ++end;
  }
  return {end - at, int(number) - 1};
}

/// Where `wanted` stands in `text` from `from` on, whatever its capitals.
std::size_t find_words(std::string_view text, std::string_view wanted, std::size_t from) {
  const auto found = std::search(text.begin() + std::ptrdiff_t(from), text.end(), wanted.begin(),
                                 wanted.end(), [](char a, char b) { return lower(a) == lower(b); });
  return found == text.end() && !wanted.empty() ? text.npos : std::size_t(found - text.begin());
}

/// The words of a template's stretch that stand in the reply as they are: without particles that
/// depend on the word before ("을/를"), and without the spaces at both ends.
std::string_view fixed_words(std::string_view literal) {
  if (const std::size_t slash = literal.rfind('/'); slash != literal.npos) {
    const std::size_t space = literal.find(' ', slash);
    literal = space == literal.npos ? std::string_view() : literal.substr(space);
  }
  const std::size_t first = literal.find_first_not_of(' ');
  if (first == literal.npos) return {};
  return literal.substr(first, literal.find_last_not_of(' ') - first + 1);
}

/// What was put in: the part's own words if they stand there unchanged (a particle may follow).
void add_inserted(ReplySpans& out, std::string_view text, int part, const Exchange& exchange) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  out.add(text.substr(0, first), -1);
  text.remove_prefix(first);
  const std::size_t used = text.find_last_not_of(' ') + 1;
  const std::string_view own = exchange.parts[std::size_t(part)].text;
  const bool unchanged = !own.empty() && find_words(text.substr(0, own.size()), own, 0) == 0;
  const std::size_t length = unchanged ? own.size() : used;
  out.add(text.substr(0, length), part);
  out.add(text.substr(length), -1);
}

}  // namespace

void ReplySpans::add(std::string_view text, int part) {
  if (text.empty()) return;
  if (count < int(span.size())) {
    span[std::size_t(count++)] = {text, part};
    return;
  }
  ReplySpan& last = span.back();  // the stretches lie side by side in one text
  last = {{last.text.data(), std::size_t(text.data() + text.size() - last.text.data())}, -1};
}

ReplySpans template_spans(const Exchange& exchange) {
  const std::string_view text = exchange.assembly;
  ReplySpans out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Reference found = reference_at(text, at, exchange.parts.size());
    if (found.length == 0) {
      ++at;
      continue;
    }
    out.add(text.substr(begin, at - begin), -1);
    out.add(text.substr(at, found.length), found.part);
    begin = at += found.length;
  }
  out.add(text.substr(begin), -1);
  return out;
}

ReplySpans reply_spans(const Exchange& exchange) {
  const std::string_view reply = exchange.reply;
  const ReplySpans pattern = template_spans(exchange);
  ReplySpans out, nobody;
  nobody.add(reply, -1);
  std::size_t at = 0;
  int open = -1;  // a part whose words begin at `at`
  for (const ReplySpan& piece : pattern.all()) {
    if (piece.part >= 0) {
      open = piece.part;
      continue;
    }
    const std::string_view words = fixed_words(piece.text);
    if (words.empty()) continue;
    const std::size_t found = find_words(reply, words, at);
    if (found == reply.npos) return nobody;
    if (open >= 0)
      add_inserted(out, reply.substr(at, found - at), open, exchange);
    else
      out.add(reply.substr(at, found - at), -1);
    out.add(reply.substr(found, words.size()), -1);
    at = found + words.size();
    open = -1;
  }
  if (open >= 0)
    add_inserted(out, reply.substr(at), open, exchange);
  else
    out.add(reply.substr(at), -1);
  return out;
}

}  // namespace lab
