#include "engine/tokens/char_class.h"

#include <utf8proc.h>

#include <algorithm>

namespace lab {
namespace {

bool within(u32 c, u32 first, u32 last) { return c >= first && c <= last; }

/// Source: Unicode 15, PropList.txt, White_Space.
bool is_white_space(u32 c) {
  return within(c, 0x09, 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         within(c, 0x2000, 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

/// Source: google-research/bert, tokenization.py, BasicTokenizer: CJK Unified Ideographs and their
/// extensions; neither Hangul nor Japanese kana.
bool is_ideograph(u32 c) {
  return within(c, 0x4E00, 0x9FFF) || within(c, 0x3400, 0x4DBF) || within(c, 0x20000, 0x2A6DF) ||
         within(c, 0x2A700, 0x2B73F) || within(c, 0x2B740, 0x2B81F) ||
         within(c, 0x2B820, 0x2CEAF) || within(c, 0xF900, 0xFAFF) || within(c, 0x2F800, 0x2FA1F);
}

u8 class_of(u32 c) {
  const utf8proc_category_t category = utf8proc_category(utf8proc_int32_t(c));
  const bool line = c == '\t' || c == '\n' || c == '\r';
  u8 bits = 0;
  if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) bits |= kLetter;
  if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) bits |= kNumber;
  if (is_white_space(c)) bits |= kSpace;
  const bool ascii_sign = within(c, 33, 126) && !(bits & (kLetter | kNumber));
  if (ascii_sign || (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO))
    bits |= kPunct;
  if (category == UTF8PROC_CATEGORY_MN) bits |= kMark;
  const bool other = category == UTF8PROC_CATEGORY_CN ||
                     (category >= UTF8PROC_CATEGORY_CC && category <= UTF8PROC_CATEGORY_CO);
  if (other && !line) bits |= kControl;
  if (line || category == UTF8PROC_CATEGORY_ZS) bits |= kBlank;
  if (is_ideograph(c)) bits |= kIdeograph;
  return bits;
}

}  // namespace

CharClasses::CharClasses() {
  for (u32 block = 0; block < first_.size(); ++block) {
    std::array<u8, 256> classes;
    for (u32 i = 0; i < 256; ++i) classes[i] = class_of(block << 8 | i);
    const auto same = std::find(blocks_.begin(), blocks_.end(), classes);
    first_[block] = std::uint16_t(same - blocks_.begin());
    if (same == blocks_.end()) blocks_.push_back(classes);
  }
}

const CharClasses& CharClasses::table() {
  static const CharClasses table;
  return table;
}

}  // namespace lab
