#include "engine/text/unicode.h"

#include <gtest/gtest.h>

#include "engine/core/check.h"

namespace lab {
namespace {

struct BadCase {
  std::string bytes;
  i64 offset;
  std::string_view reason;
};

TEST(Unicode, NamesOffsetAndReasonOfTheFirstError) {
  const BadCase cases[] = {
      {"ab\x80", 2, "continuation byte without a lead byte"},
      {"\xC0\x80", 0, "overlong sequence"},
      {"\xC1\xBF", 0, "overlong sequence"},
      {"a\xE0\x9F\xBF", 1, "overlong sequence"},
      {"\xF0\x8F\xBF\xBF", 0, "overlong sequence"},
      {"\xED\xA0\x80", 0, "surrogate (U+D800..U+DFFF)"},
      {"\xED\xBF\xBF", 0, "surrogate (U+D800..U+DFFF)"},
      {"\xF4\x90\x80\x80", 0, "beyond U+10FFFF"},
      {"\xF5\x80\x80\x80", 0, "beyond U+10FFFF"},
      {"\xFF", 0, "byte that UTF-8 never uses"},
      {"가\xEA\xB0", 3, "truncated sequence at the end"},
      {"\xEA\xB0x", 0, "truncated sequence"},
      {"\xF0\x9F\x98", 0, "truncated sequence at the end"},
  };
  for (const BadCase& bad : cases) {
    const auto error = find_utf8_error(bad.bytes);
    ASSERT_TRUE(error.has_value()) << bad.reason;
    EXPECT_EQ(error->offset, bad.offset) << bad.reason;
    EXPECT_EQ(error->reason, bad.reason);
    EXPECT_THROW(decode_utf8(bad.bytes), Error);
  }
}

TEST(Unicode, EveryCodePointSurvivesTheRoundTrip) {
  std::vector<u32> all;
  for (u32 c = 0; c <= 0x10FFFF; ++c)
    if (c < 0xD800 || c > 0xDFFF) all.push_back(c);
  const std::string text = encode_utf8(all);
  EXPECT_FALSE(find_utf8_error(text).has_value());
  EXPECT_EQ(decode_utf8(text), all);
  EXPECT_EQ(count_chars(text), i64(all.size()));
}

TEST(Unicode, AcceptsTwoByteSequencesExactlyWhenTheyDecode) {
  // All 65,536 pairs of bytes: valid iff both are ASCII or they form one two-byte character.
  i64 valid = 0;
  for (int a = 0; a < 256; ++a)
    for (int b = 0; b < 256; ++b) {
      const std::string pair = {char(a), char(b)};
      valid += !find_utf8_error(pair).has_value();
    }
  EXPECT_EQ(valid, 128 * 128 + (0x800 - 0x80));
}

TEST(Unicode, RefusesToWriteWhatIsNoCharacter) {
  std::string out;
  EXPECT_THROW(append_utf8(out, 0xD800), Error);
  EXPECT_THROW(append_utf8(out, 0x110000), Error);
  EXPECT_EQ(out, "");
}

TEST(Unicode, NamesCodePoints) {
  EXPECT_EQ(code_point_name(0xA), "U+000A");
  EXPECT_EQ(code_point_name(0xAC00), "U+AC00");
  EXPECT_EQ(code_point_name(0x1F600), "U+1F600");
}

TEST(Unicode, DropsByteOrderMarkAndUnifiesNewlines) {
  EXPECT_EQ(normalise_newlines("\xEF\xBB\xBF가\r\n나\r다\n\r\n\r"), "가\n나\n다\n\n\n");
  EXPECT_EQ(normalise_newlines("a\r\r\nb"), "a\n\nb");
  EXPECT_EQ(normalise_newlines("a\xEF\xBB\xBF"), "a\xEF\xBB\xBF");  // only a mark at the start
  EXPECT_EQ(normalise_newlines(""), "");
}

}  // namespace
}  // namespace lab
