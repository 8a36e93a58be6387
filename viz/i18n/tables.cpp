#include "viz/i18n/tables.h"

namespace lab {
namespace {

#define LAB_STRING(key, text) {Str::key, text},
constexpr StringEntry kEnglishEntries[] = {
#include "viz/i18n/en.inc"
};
constexpr StringEntry kKoreanEntries[] = {
#include "viz/i18n/ko.inc"
};
#undef LAB_STRING

constexpr StringTable kEnglishTable = make_table(kEnglishEntries);
constexpr StringTable kKoreanTable = make_table(kKoreanEntries);
static_assert(complete(kEnglishTable), "en.inc: an empty text");
static_assert(complete(kKoreanTable), "ko.inc: a key of en.inc is missing, or its text is empty");
static_assert(same_placeholders(kEnglishTable, kKoreanTable), "ko.inc: other {n} than in en.inc");

}  // namespace

constinit const StringTable kEnglish = kEnglishTable;
constinit const StringTable kKorean = kKoreanTable;

}  // namespace lab
