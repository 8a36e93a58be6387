#include "app/classroom/diagnostics.h"

#include <algorithm>
#include <charconv>

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr std::size_t kMostErrors = 3, kMostBytes = 4000;

/// ‘x’ and “x” as 'x': what a compiler prints depends on the locale.
std::string plain_quotes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view mark = text.substr(i, 3);
    const bool quote = mark == "\u2018" || mark == "\u2019" || mark == "\u201C" || mark == "\u201D";
    plain += quote ? '\'' : text[i];
    if (quote) i += 2;
  }
  return plain;
}

/// Reads "12:" from the front; 0 if there is no number.
i64 take_number(std::string_view& text) {
  i64 number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data() + text.size() || *end != ':') return 0;
  text.remove_prefix(std::size_t(end - text.data()) + 1);
  return number;
}

/// "file:12:5: rest" taken apart; false if the line is no such line.
bool take_place(std::string_view line, Diagnostic& found, std::string_view& rest) {
  for (std::size_t colon = line.find(':', 1); colon != line.npos;
       colon = line.find(':', colon + 1)) {
    std::string_view behind = line.substr(colon + 1);
    const i64 number = take_number(behind);
    if (number == 0) continue;
    found.file = std::string(line.substr(0, colon));
    found.line = number;
    found.column = take_number(behind);
    rest = behind.starts_with(' ') ? behind.substr(1) : behind;
    return true;
  }
  return false;
}

bool is_header_line(std::string_view line) {
  return line.starts_with("In file included") || line.starts_with("                 from ") ||
         line.find(": In ") != line.npos || line.find(": At ") != line.npos;
}

bool lies_in(const std::string& file, const std::string& folder) {
  return file.size() > folder.size() + 1 && file.starts_with(folder) && file[folder.size()] == '/';
}

/// Every message in turn; an error that was required from `folder` gets that place.
std::vector<Diagnostic> parse(std::string_view output, const std::string& folder) {
  std::vector<Diagnostic> all;
  Diagnostic asked;  // the last "required from" inside the folder
  while (!output.empty()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(output.size(), line.size() + 1));
    Diagnostic one;
    std::string_view rest;
    const bool placed = !line.starts_with(' ') && take_place(line, one, rest);
    if (placed) {
      for (const char* kind : {"error", "fatal error", "warning", "note"})
        if (rest.starts_with(cat(kind, ": "))) one.kind = kind;
      if (!one.kind.empty()) {
        one.message = plain_quotes(rest.substr(one.kind.size() + 2));
        if (one.kind != "note" && !lies_in(one.file, folder) && !asked.file.empty())
          one.file = asked.file, one.line = asked.line, one.column = asked.column;
        asked = {};
        all.push_back(std::move(one));
      } else if (rest.find("required from") != rest.npos && lies_in(one.file, folder)) {
        asked = one;
      }
    } else if (!all.empty() && !is_header_line(line) && line.starts_with(' ')) {
      all.back().snippet += cat(line, "\n");
    }
  }
  return all;
}

bool is_error(const Diagnostic& one) { return one.kind.ends_with("error"); }

/// "12 |   real x" without the compiler's margin, which differs from version to version.
std::string indented(const std::string& snippet) {
  std::string text;
  for (std::size_t at = 0; at < snippet.size();) {
    const std::size_t end = std::min(snippet.find('\n', at), snippet.size());
    text += cat("    ", std::string_view(snippet).substr(at, end - at), "\n");
    at = end + 1;
  }
  return text;
}

std::string told(const Diagnostic& error, const std::string& folder, bool korean) {
  const std::string file =
      lies_in(error.file, folder) ? error.file.substr(folder.size() + 1) : error.file;
  const Bilingual words = error.at_line_end
                              ? Bilingual{"a semicolon is missing at the end of this line",
                                          "이 줄 끝에 세미콜론(;)이 빠졌습니다"}
                              : explain(error.message);
  const std::string& plain = words.in(korean ? "ko" : "en");
  std::string text = cat(file, ":", error.line, ": ", plain.empty() ? error.message : plain, "\n",
                         indented(error.snippet));
  if (!plain.empty())
    text += cat(korean ? "    컴파일러: " : "    the compiler: ", error.message, "\n");
  if (!error.note.empty()) text += cat("    ", error.note, "\n");
  return text;
}

}  // namespace

std::vector<Diagnostic> errors_in(std::string_view output, const std::string& folder) {
  std::vector<Diagnostic> errors;
  bool theirs = false;  // the notes that follow belong to the last error kept
  for (Diagnostic& one : parse(output, folder)) {
    if (is_error(one)) {
      theirs = lies_in(one.file, folder);
      if (theirs) errors.push_back(std::move(one));
    } else if (one.kind == "note" && theirs && errors.back().note.empty()) {
      errors.back().note = one.message;
    } else if (one.kind == "warning") {
      theirs = false;
    }
  }
  return errors;
}

Diagnostic first_error(std::string_view output) {
  for (Diagnostic& one : parse(output, "/"))
    if (is_error(one)) return std::move(one);
  return {};
}

Bilingual tell(const std::vector<Diagnostic>& errors, const std::string& folder) {
  Bilingual text;
  for (std::size_t i = 0; i < std::min(errors.size(), kMostErrors); ++i) {
    text.en += told(errors[i], folder, false);
    text.ko += told(errors[i], folder, true);
  }
  if (errors.size() > kMostErrors) {
    const std::size_t more = errors.size() - kMostErrors;
    text.en += cat("and ", more, more == 1 ? " more error" : " more errors",
                   ": mend the first one, often the others go with it\n");
    text.ko += cat("그 밖에 오류가 ", more,
                   "개 더 있습니다. 첫 번째부터 고치면 함께 사라질 때가 많습니다.\n");
  }
  for (std::string* words : {&text.en, &text.ko})
    if (words->size() > kMostBytes) words->resize(kMostBytes), *words += " ...\n";
  return text;
}

}  // namespace lab
