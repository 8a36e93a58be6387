// A compiler notices a missing semicolon at the next word, often a line too late.
#include <algorithm>
#include <string_view>

#include "app/classroom/diagnostics.h"
#include "engine/core/check.h"

namespace lab {
namespace {

/// Tabs as blanks up to the next eighth column, as g++ counts them.
std::string without_tabs(std::string_view text) {
  std::string plain;
  std::size_t begin = 0;
  for (const char c : text) {
    if (c != '\t')
      plain += c;
    else
      do plain += ' ';
      while ((plain.size() - begin) % 8 != 0);
    if (c == '\n') begin = plain.size();
  }
  return plain;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    lines.push_back(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return lines;
}

/// The line up to where its code ends: no comment behind it, no blanks. A // in quotes is code.
std::string_view code_of(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) quoted = !quoted;
    if (!quoted && line.substr(i, 2) == "//") line = line.substr(0, i);
  }
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

bool is_semicolon(const Diagnostic& error) {
  return error.message.find("expected ';'") != std::string::npos ||
         error.message.find("or ';' before") != std::string::npos;
}

/// Moves the error to the end of the line that lacks the semicolon; false if it lies inside a line.
bool move_to_end(Diagnostic& error, const std::vector<std::string_view>& lines) {
  if (error.line < 1 || error.line > i64(lines.size())) return false;
  i64 line = error.line;
  const std::string_view own = code_of(lines[std::size_t(line - 1)]);
  const std::string_view before = own.substr(0, std::size_t(std::max<i64>(0, error.column - 1)));
  if (before.find_first_not_of(" \t") == before.npos)  // the line's first word: look further up
    do --line;
    while (line > 0 && code_of(lines[std::size_t(line - 1)]).empty());
  else if (error.column < i64(own.size()))
    return false;
  if (line < 1) return false;
  const std::string_view code = code_of(lines[std::size_t(line - 1)]);
  error.line = line;
  error.at_line_end = true;
  error.snippet = cat(" ", line, " | ", code, ";\n ", std::string(cat(line).size(), ' '), " | ",
                      std::string(code.size(), ' '), "^\n");
  return true;
}

}  // namespace

void settle_semicolons(std::vector<Diagnostic>& errors, const std::string& file,
                       std::string_view source) {
  const std::string text = without_tabs(source);
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (errors[i].file != file || !is_semicolon(errors[i])) continue;
    const i64 noticed = errors[i].line;
    if (!move_to_end(errors[i], lines)) continue;
    const i64 line = errors[i].line;
    const auto follows = [&](const Diagnostic& later) {
      return later.file == file && later.line >= line && later.line <= noticed;
    };
    errors.erase(std::remove_if(errors.begin() + std::ptrdiff_t(i) + 1, errors.end(), follows),
                 errors.end());
  }
}

}  // namespace lab
