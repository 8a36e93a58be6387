#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/hangul.h"
#include "engine/tokens/normal_form.h"
#include "engine/tokens/utf8_reader.h"
#include "tests/reference/error_of.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using test::error_of;
using testing::HasSubstr;

u8 class_of(u32 c) { return CharClasses::table().of(c); }

TEST(CharClass, KnowsTheKindsThatTokenizersAskFor) {
  EXPECT_EQ(class_of('a'), kLetter);
  EXPECT_EQ(class_of(0xAC00), kLetter);
  EXPECT_EQ(class_of(0x1100), kLetter);  // a conjoining jamo
  EXPECT_EQ(class_of(0x4E2D), kLetter | kIdeograph);
  EXPECT_EQ(class_of('7'), kNumber);
  EXPECT_EQ(class_of(0xBD), kNumber);    // a half: No
  EXPECT_EQ(class_of(0x2160), kNumber);  // Roman one: Nl
  EXPECT_EQ(class_of(' '), kSpace | kBlank);
  EXPECT_EQ(class_of('\n'), kSpace | kBlank);
  EXPECT_EQ(class_of('\v'), kSpace | kControl);
  EXPECT_EQ(class_of(0x1C), kControl);  // no white space, whatever Python's str.split says
  EXPECT_EQ(class_of(0x85), kSpace | kControl);
  EXPECT_EQ(class_of(0x2028), kSpace);
  EXPECT_EQ(class_of(0x3000), kSpace | kBlank);
  EXPECT_EQ(class_of(0x200B), kControl);  // zero width space: Cf
  for (const char sign : std::string_view("!/:@[`{~$+<=>^|")) EXPECT_EQ(class_of(u8(sign)), kPunct);
  EXPECT_EQ(class_of(0x3002), kPunct);
  EXPECT_EQ(class_of(0x20AC), 0);  // a currency sign beyond ASCII is a symbol, no punctuation
  EXPECT_EQ(class_of(0x301), kMark);
  EXPECT_EQ(class_of(0x940), 0);  // Mc
  EXPECT_EQ(class_of(0xE000), kControl);
  EXPECT_EQ(class_of(0x10FFFF), kControl);
  EXPECT_EQ(class_of(0x110000), 0);
}

TEST(Utf8Reader, AgreesWithTheCheckedReaderOnEveryTwoLeadBytes) {
  for (int lead = 0; lead < 256; ++lead)
    for (int second = 0; second < 256; ++second) {
      const std::string text{char(lead), char(second), '\x80', '\x80'};
      for (size_t n = 1; n <= 4; ++n) {
        const std::string_view part(text.data(), n);
        const Utf8Char c = read_char(part.data(), part.data() + n);
        const auto error = find_utf8_error(part);
        const bool valid = !error || error->offset > 0;
        ASSERT_EQ(c.valid, valid) << lead << " " << second << " of " << n;
        if (!valid) {
          ASSERT_EQ(c.length, 1);
          ASSERT_EQ(c.code_point, 0xFFFDu);
        } else {
          ASSERT_EQ(decode_utf8(part.substr(0, size_t(c.length))), std::vector<u32>{c.code_point});
        }
      }
    }
}

TEST(NormalForm, ComposesAndDecomposes) {
  EXPECT_EQ(normalise("e\u0301", NormalForm::nfc), "\u00e9");
  EXPECT_EQ(normalise("\u00e9", NormalForm::nfd), "e\u0301");
  EXPECT_EQ(normalise("한글", NormalForm::nfd), "\u1112\u1161\u11ab\u1100\u1173\u11af");
  EXPECT_EQ(normalise("\u1112\u1161\u11ab\u1100\u1173\u11af", NormalForm::nfc), "한글");
  EXPECT_EQ(normalise("\ufb01 \u2163", NormalForm::nfkc), "fi IV");
  EXPECT_EQ(normalise("\ufb01", NormalForm::nfc), "\ufb01");
  EXPECT_EQ(normalise("a\u0323\u0307", NormalForm::nfd),
            normalise("a\u0307\u0323", NormalForm::nfd));
  EXPECT_EQ(normalise(std::string_view("a\0b", 3), NormalForm::nfd), std::string_view("a\0b", 3));
  EXPECT_EQ(normalise("", NormalForm::nfkd), "");
  EXPECT_THAT(error_of([] { normalise("ab\xFF", NormalForm::nfd); }), HasSubstr("at byte 2"));
}

TEST(NormalForm, FormsAreStable) {
  Rng rng(3);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = test::random_utf8(rng, 12);
    for (const NormalForm form :
         {NormalForm::nfc, NormalForm::nfd, NormalForm::nfkc, NormalForm::nfkd}) {
      const std::string once = normalise(text, form);
      ASSERT_EQ(normalise(once, form), once);
    }
    ASSERT_EQ(normalise(normalise(text, NormalForm::nfd), NormalForm::nfc),
              normalise(text, NormalForm::nfc));
  }
}

TEST(LowerCase, IsPythons) {
  EXPECT_EQ(lower_case("ABC äÖÜ ÉÑ", FinalSigma::by_context), "abc äöü éñ");
  EXPECT_EQ(lower_case("\u0130", FinalSigma::by_context), "i\u0307");
  EXPECT_EQ(lower_case("ΟΔΟΣ ΣΟΦΟΣ", FinalSigma::by_context), "οδος σοφος");
  EXPECT_EQ(lower_case("ΟΔΟΣ", FinalSigma::keep_plain), "οδοσ");
  EXPECT_EQ(lower_case("ΑΣ.", FinalSigma::by_context), "ας.");
  EXPECT_EQ(lower_case("Σ", FinalSigma::by_context), "σ");        // nothing cased before it
  EXPECT_EQ(lower_case("ΑΣ'Α", FinalSigma::by_context), "ασ'α");  // an apostrophe ends no word
  EXPECT_EQ(lower_case("한글 漢字", FinalSigma::by_context), "한글 漢字");
  EXPECT_EQ(lower_case("A\xFF\xC3", FinalSigma::by_context), "a\xFF\xC3");
}

TEST(StripMarks, TakesAccentsOnceDecomposed) {
  EXPECT_EQ(strip_marks("e\u0301o\u0308"), "eo");
  EXPECT_EQ(strip_marks("\u00e9"), "\u00e9");
}

TEST(Hangul, EverySyllableIsItsLetters) {
  EXPECT_EQ(split_syllable(0xD55C), (Jamo{0x1112, 0x1161, 0x11AB}));
  EXPECT_EQ(split_syllable(0xAC00), (Jamo{0x1100, 0x1161, 0}));
  for (u32 c = 0xAC00; c <= 0xD7A3; ++c) {
    ASSERT_EQ(join_syllable(split_syllable(c)), c);
    const std::string text = encode_utf8({c});
    ASSERT_EQ(to_jamo(text), normalise(text, NormalForm::nfd));
  }
  EXPECT_THROW(join_syllable({'a', 0x1161, 0}), Error);
  EXPECT_THROW(join_syllable({0x1100, 0x1161, 0x11A7}), Error);
}

TEST(Hangul, RoundTripIsLosslessForAnyBytes) {
  EXPECT_EQ(from_jamo(to_jamo("각 \u1100\u1161\u11a8 가\u11a8 \x1B")),
            "각 \u1100\u1161\u11a8 가\u11a8 \x1B");
  Rng rng(5);
  const u32 letters[] = {0x1100, 0x1112, 0x1161, 0x1175, 0x11A8, 0x11C2,
                         0xAC00, 0xAC01, 0xD7A3, 0x1B,   'a'};
  for (int i = 0; i < 20'000; ++i) {
    std::string text = test::random_bytes(rng, 6);
    for (int n = 0; n < 5; ++n) append_utf8(text, letters[rng.below(std::size(letters))]);
    ASSERT_EQ(from_jamo(to_jamo(text)), text);
  }
}

TEST(Hangul, LettersThatMakeNoSyllableStay) {
  EXPECT_EQ(from_jamo("\u1100\u1100\u1161"), "\u1100가");
  EXPECT_EQ(from_jamo("\u1161\u11a8"), "\u1161\u11a8");
  EXPECT_EQ(from_jamo("\u1100"), "\u1100");
  EXPECT_EQ(from_jamo("a\x1B"), "a\x1B");
}

}  // namespace
}  // namespace lab
