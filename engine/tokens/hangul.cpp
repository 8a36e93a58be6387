#include "engine/tokens/hangul.h"

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

// Source: Unicode 15, section 3.12, "Conjoining Jamo Behavior".
constexpr u32 kSyllables = 0xAC00, kLeads = 0x1100, kVowels = 0x1161, kLasts = 0x11A7;
constexpr u32 kLeadCount = 19, kVowelCount = 21, kLastCount = 28;  // the last letter may be none

bool is_lead(u32 c) { return c >= kLeads && c < kLeads + kLeadCount; }
bool is_vowel(u32 c) { return c >= kVowels && c < kVowels + kVowelCount; }
bool is_last(u32 c) { return c > kLasts && c < kLasts + kLastCount; }

/// The character at `at`, nothing (code point 0) at the end of the text.
Utf8Char peek(const char* at, const char* end) {
  return at < end ? read_char(at, end) : Utf8Char{0, 0, false};
}

}  // namespace

// [split-syllable]
Jamo split_syllable(u32 c) {
  const u32 number = c - kSyllables, last = number % kLastCount;
  return {kLeads + number / kLastCount / kVowelCount, kVowels + number / kLastCount % kVowelCount,
          last == 0 ? 0 : kLasts + last};
}
// [/split-syllable]

u32 join_syllable(const Jamo& jamo) {
  if (!is_lead(jamo.lead) || !is_vowel(jamo.vowel) || (jamo.last != 0 && !is_last(jamo.last)))
    fail("no syllable of ", code_point_name(jamo.lead), " ", code_point_name(jamo.vowel), " ",
         code_point_name(jamo.last),
         ": want a lead U+1100..1112, a vowel U+1161..1175, and a last "
         "letter U+11A8..11C2 or 0");
  const u32 last = jamo.last == 0 ? 0 : jamo.last - kLasts;
  return kSyllables + ((jamo.lead - kLeads) * kVowelCount + jamo.vowel - kVowels) * kLastCount +
         last;
}

std::string to_jamo(std::string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    const u32 point = c.code_point;
    if (!is_hangul_syllable(point)) {
      if (is_lead(point) || is_vowel(point) || is_last(point) || point == u32(kJamoEscape))
        out += kJamoEscape;
      out += bytes;
      return;
    }
    const Jamo jamo = split_syllable(point);
    append_utf8(out, jamo.lead);
    append_utf8(out, jamo.vowel);
    if (jamo.last != 0) append_utf8(out, jamo.last);
  });
  return out;
}

std::string from_jamo(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    if (*at == kJamoEscape && at + 1 < end)
      ++at;  // what follows is meant as it stands
    else if (const Utf8Char lead = read_char(at, end); is_lead(lead.code_point)) {
      const char* const after_lead = at + lead.length;
      const Utf8Char vowel = peek(after_lead, end);
      if (is_vowel(vowel.code_point)) {
        const char* const after_vowel = after_lead + vowel.length;
        const Utf8Char last = peek(after_vowel, end);
        const bool closed = is_last(last.code_point);
        append_utf8(
            out, join_syllable({lead.code_point, vowel.code_point, closed ? last.code_point : 0}));
        at = after_vowel + (closed ? last.length : 0);
        continue;
      }
    }
    const i32 length = read_char(at, end).length;
    out.append(at, size_t(length));
    at += length;
  }
  return out;
}

}  // namespace lab
