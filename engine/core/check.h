// Errors: one sentence that says what was wanted, what was found, where, and what to do next.
#pragma once
#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace lab {

/// A mistake of the user or of the world (file, shape, checkpoint). The program ends with exit
/// code 1.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A command line that cannot be understood. The program ends with exit code 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

namespace detail {
inline void append(std::string& out, std::string_view piece) { out += piece; }
template <class T>
requires std::is_arithmetic_v<T>
void append(std::string& out, T number) {
  char buffer[40];
  const auto end = [&] {
    if constexpr (std::is_floating_point_v<T>)
      return std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::general, 6)
          .ptr;
    else if constexpr (std::is_same_v<T, bool>)
      return std::to_chars(buffer, buffer + sizeof buffer, int(number)).ptr;
    else
      return std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  }();
  out.append(buffer, end);
}
}  // namespace detail

/// Joins text and numbers: cat("want ", 3, " got ", 4). A char is text.
template <class... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string out;
  const auto add = [&](const auto& piece) {
    if constexpr (std::is_same_v<std::decay_t<decltype(piece)>, char>)
      out += piece;
    else
      detail::append(out, piece);
  };
  (add(pieces), ...);
  return out;
}

/// Throws Error with the pieces joined.
template <class... Pieces>
[[noreturn]] void fail(const Pieces&... pieces) {
  throw Error(cat(pieces...));
}

}  // namespace lab

/// A kernel's own invariant: prints both values and aborts. Compiled out with NDEBUG.
#ifdef NDEBUG
#define LAB_DCHECK_EQ(a, b) ((void)0)
#else
#include <cstdio>
#include <cstdlib>
#define LAB_DCHECK_EQ(a, b)                                                           \
  do {                                                                                \
    const auto lab_a = (a);                                                           \
    const auto lab_b = (b);                                                           \
    if (!(lab_a == lab_b)) {                                                          \
      std::fprintf(stderr, "%s:%d: %s (%lld) != %s (%lld)\n", __FILE__, __LINE__, #a, \
                   (long long)lab_a, #b, (long long)lab_b);                           \
      std::abort();                                                                   \
    }                                                                                 \
  } while (0)
#endif
