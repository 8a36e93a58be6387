#include "app/classroom/same_code.h"

#include <algorithm>
#include <cctype>

#include "engine/core/check.h"

namespace lab {
namespace {

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// The end of the string or character that begins with its quote at `at`.
std::size_t end_of_quoted(std::string_view code, std::size_t at) {
  const char quote = code[at];
  for (std::size_t i = at + 1; i < code.size(); ++i) {
    if (code[i] == '\\') {
      ++i;
    } else if (code[i] == quote || code[i] == '\n') {
      return i + 1;
    }
  }
  return code.size();
}

/// The end of R"mark( ... )mark" whose quote stands at `at`.
std::size_t end_of_raw(std::string_view code, std::size_t at) {
  const std::size_t open = code.find('(', at);
  if (open == std::string_view::npos) return code.size();
  std::string close(1, ')');
  close.append(code.substr(at + 1, open - at - 1)).push_back('"');
  const std::size_t found = code.find(close, open);
  return found == std::string_view::npos ? code.size() : found + close.size();
}

/// The end of the comment that begins at `at`, or `at` if none does.
std::size_t end_of_comment(std::string_view code, std::size_t at) {
  const std::string_view two = code.substr(at, 2);
  if (two == "//") return std::min(code.find('\n', at), code.size());
  if (two != "/*") return at;
  const std::size_t found = code.find("*/", at + 2);
  return found == std::string_view::npos ? code.size() : found + 2;
}

/// A quote between two digits of a number (1'000) opens nothing.
bool opens_text(std::string_view code, std::size_t at) {
  if (code[at] == '"') return true;
  return code[at] == '\'' && (at == 0 || !in_word(code[at - 1]));
}

struct Piece {
  std::string_view text;
  bool quoted;
};

/// The code in order: words, signs and quoted texts; a blank piece where one can see a gap.
std::vector<Piece> pieces_of(std::string_view code) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < code.size();) {
    std::size_t end = end_of_comment(code, at);
    if (end > at || std::isspace(static_cast<unsigned char>(code[at]))) {
      pieces.push_back({" ", false});
      at = std::max(end, at + 1);
      continue;
    }
    const bool quoted = opens_text(code, at);
    if (quoted) {
      const bool raw = code[at] == '"' && at > 0 && code[at - 1] == 'R';
      end = raw ? end_of_raw(code, at) : end_of_quoted(code, at);
    } else {
      end = at + 1;
      while (in_word(code[at]) && end < code.size() && in_word(code[end])) ++end;
    }
    pieces.push_back({code.substr(at, end - at), quoted});
    at = end;
  }
  return pieces;
}

constexpr std::string_view kUnusual[] = {"asm",
                                         "__asm__",
                                         "__asm",
                                         "syscall",
                                         "fork",
                                         "vfork",
                                         "clone",
                                         "system",
                                         "popen",
                                         "execv",
                                         "execve",
                                         "execl",
                                         "execlp",
                                         "execvp",
                                         "exit",
                                         "_exit",
                                         "_Exit",
                                         "quick_exit",
                                         "abort",
                                         "kill",
                                         "raise",
                                         "signal",
                                         "sigaction",
                                         "setjmp",
                                         "longjmp",
                                         "open",
                                         "openat",
                                         "fopen",
                                         "freopen",
                                         "fdopen",
                                         "dup2",
                                         "write",
                                         "ifstream",
                                         "ofstream",
                                         "fstream",
                                         "filesystem",
                                         "socket",
                                         "dlopen",
                                         "dlsym",
                                         "mmap",
                                         "mprotect",
                                         "getenv",
                                         "environ",
                                         "ptrace",
                                         "atexit",
                                         "at_quick_exit",
                                         "ExerciseCheck",
                                         "check_exercise",
                                         "report_and_exit",
                                         "open_report",
                                         "report_crashes",
                                         "main",
                                         "cin",
                                         "stdin",
                                         "read",
                                         "fread",
                                         "fgets",
                                         "getline",
                                         "getchar",
                                         "scanf",
                                         "fscanf",
                                         "constructor",
                                         "init_priority",
                                         "section",
                                         "ifunc",
                                         "destructor"};

bool is_unusual(std::string_view word) {
  return std::find(std::begin(kUnusual), std::end(kUnusual), word) != std::end(kUnusual);
}

}  // namespace

std::string bare_code(std::string_view code) {
  std::string bare;
  bool gap = false;
  for (const Piece& piece : pieces_of(code)) {
    if (piece.text == " ") {
      gap = true;
      continue;
    }
    if (gap && !bare.empty() && in_word(bare.back()) && in_word(piece.text.front())) bare += ' ';
    bare += piece.text;
    gap = false;
  }
  return bare;
}

std::vector<std::string> unusual_words(std::string_view code) {
  std::vector<std::string> found;
  std::string last;
  for (const Piece& piece : pieces_of(code)) {
    if (piece.text == " ") continue;
    std::string word(piece.text);
    bool strange = !piece.quoted && is_unusual(word);
    const bool path = word.find("..") != std::string::npos || word.starts_with("\"/");
    if ((piece.quoted && last == "include" && path) ||
        (last == "#" && (word == "embed" || word == "define")) ||
        (last == "pragma" && word != "once")) {
      word = last == "#" ? word : cat(last, " ", word);
      strange = true;
    }
    if (strange && std::find(found.begin(), found.end(), word) == found.end())
      found.push_back(word);
    last = piece.text;
  }
  return found;
}

}  // namespace lab
