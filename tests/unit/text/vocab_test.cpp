#include "engine/text/vocab.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

using test::error_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(CharVocab, NumbersDistinctCharactersInRisingOrder) {
  const CharVocab vocab = CharVocab::of({"나가 나", "ba\n"});
  EXPECT_THAT(vocab.code_points(),
              ElementsAre(u32('\n'), u32(' '), u32('a'), u32('b'), 0xAC00u, 0xB098u));
  EXPECT_THAT(vocab.encode("나 b"), ElementsAre(5, 1, 3));
  EXPECT_EQ(vocab.decode(vocab.encode("가나 ab\n")), "가나 ab\n");
}

TEST(CharVocab, SavesAndLoads) {
  const CharVocab vocab = CharVocab::of({std::string_view("\0z가😀\"\\", 11)});
  EXPECT_EQ(vocab.size(), 6);
  EXPECT_EQ(CharVocab::load(vocab.save()), vocab);
  EXPECT_THROW(CharVocab::load("ba"), Error);
  EXPECT_THROW(CharVocab::load("aa"), Error);
}

TEST(CharVocab, NamesTheFirstUnknownCharacterAndCountsAll) {
  const CharVocab vocab = CharVocab::of({"ab 가"});
  EXPECT_THAT(error_of([&] { vocab.encode("가 나b다나"); }),
              AllOf(HasSubstr("\"나\""), HasSubstr("U+B098"), HasSubstr("byte 4"),
                    HasSubstr("3 characters are unknown")));
  i64 dropped = -1;
  EXPECT_THAT(vocab.encode_known("가 나b다나", dropped), ElementsAre(3, 0, 2));
  EXPECT_EQ(dropped, 3);
  EXPECT_TRUE(vocab.encode_known("", dropped).empty());
  EXPECT_EQ(dropped, 0);
}

TEST(CharVocab, RefusesIdsOutside) {
  const CharVocab vocab = CharVocab::of({"ab"});
  const i32 too_large[] = {0, 2}, negative[] = {-1};
  EXPECT_THROW(vocab.decode(too_large), Error);
  EXPECT_THROW(vocab.decode(negative), Error);
}

TEST(CharVocab, LabelsArePrintable) {
  const CharVocab vocab = CharVocab::of({"\t\n\x1b a\u00a0\u200b가"});
  EXPECT_THAT(vocab.labels(), ElementsAre("→", "↵", "U+001B", "·", "a", "U+00A0", "U+200B", "가"));
  EXPECT_THAT(vocab.texts(), ElementsAre("\t", "\n", "\x1b", " ", "a", "\u00a0", "\u200b", "가"));
}

}  // namespace
}  // namespace lab
