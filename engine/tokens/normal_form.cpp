#include "engine/tokens/normal_form.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

constexpr u32 kCapitalSigma = 0x3A3, kSigma = 0x3C3, kLastSigma = 0x3C2;
constexpr u32 kCapitalIWithDot = 0x130, kDotAbove = 0x307;

utf8proc_option_t options_of(NormalForm form) {
  const bool composed = form == NormalForm::nfc || form == NormalForm::nfkc;
  const bool compat = form == NormalForm::nfkc || form == NormalForm::nfkd;
  return utf8proc_option_t(UTF8PROC_STABLE | (composed ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE) |
                           (compat ? UTF8PROC_COMPAT : 0));
}

/// True for characters with an upper or a lower case.
bool is_cased(u32 c) {
  const auto category = utf8proc_category(utf8proc_int32_t(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LT;
}

/// True for what a word's end may hide behind: marks, format characters, modifiers, and signs that
/// stand inside of words. Source: Unicode 15, section 3.13, D136.
bool is_case_ignorable(u32 c) {
  switch (utf8proc_category(utf8proc_int32_t(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      return c == '\'' || c == '.' || c == ':' || c == 0xB7 || c == 0x2018 || c == 0x2019 ||
             c == 0x2024 || c == 0x2027;
  }
}

/// True if no cased character follows in the word. Source: Unicode 15, table 3-17, Final_Sigma.
bool word_ends(std::string_view rest) {
  const char* const end = rest.data() + rest.size();
  for (const char* at = rest.data(); at < end;) {
    const Utf8Char c = read_char(at, end);
    if (!is_case_ignorable(c.code_point)) return !is_cased(c.code_point);
    at += c.length;
  }
  return true;
}

}  // namespace

std::string normalise(std::string_view text, NormalForm form) {
  if (const auto error = find_utf8_error(text))
    fail("cannot normalise: text is not UTF-8: ", error->reason, " at byte ", error->offset);
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 utf8proc_ssize_t(text.size()), &made, options_of(form));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> guard(made, &std::free);
  if (size < 0) fail("cannot normalise a text of ", text.size(), " bytes: ", utf8proc_errmsg(size));
  return {reinterpret_cast<const char*>(made), size_t(size)};
}

std::string lower_case(std::string_view text, FinalSigma sigma) {
  std::string out;
  out.reserve(text.size());
  bool after_cased = false;  // the last character that was not case-ignorable was cased
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    const u32 point = c.code_point;
    if (!c.valid) {
      out += bytes;
    } else if (point < 0x80) {
      out += point >= 'A' && point <= 'Z' ? char(point + 32) : char(point);
    } else if (point == kCapitalIWithDot) {
      append_utf8(out += 'i', kDotAbove);
    } else if (point == kCapitalSigma && sigma == FinalSigma::by_context) {
      const size_t next = size_t(bytes.data() + bytes.size() - text.data());
      append_utf8(out, after_cased && word_ends(text.substr(next)) ? kLastSigma : kSigma);
    } else {
      append_utf8(out, u32(utf8proc_tolower(utf8proc_int32_t(point))));
    }
    if (!is_case_ignorable(point)) after_cased = is_cased(point);
  });
  return out;
}

std::string strip_marks(std::string_view text) {
  const CharClasses& classes = CharClasses::table();
  std::string out;
  out.reserve(text.size());
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    if (!(classes.of(c.code_point) & kMark)) out += bytes;
  });
  return out;
}

}  // namespace lab
