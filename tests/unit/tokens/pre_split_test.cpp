#include "engine/tokens/pre_split.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/tokens/char_class.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using testing::ElementsAre;

std::vector<std::string> pieces_of(std::string_view text, PreSplit split) {
  std::vector<std::string> pieces;
  for (PieceScanner scanner(text, split); !scanner.done();) pieces.emplace_back(scanner.next());
  return pieces;
}

/// The patterns as a regular-expression engine reads them: alternatives tried in order, each greedy
/// and backtracking, over an array of characters.
class NaiveSplit {
 public:
  explicit NaiveSplit(std::string_view text) {
    for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
      points_.push_back(c.valid ? c.code_point : 0x110000);
      bytes_.emplace_back(bytes);
    });
  }

  std::vector<std::string> pieces(PreSplit split) const {
    std::vector<std::string> out;
    for (size_t at = 0, end; at < points_.size(); at = end) {
      end = split == PreSplit::gpt2 ? gpt2(at) : digits(at, split == PreSplit::digits_3 ? 3 : 1);
      std::string piece;
      for (size_t i = at; i < end; ++i) piece += bytes_[i];
      out.push_back(piece);
    }
    return out;
  }

 private:
  bool is(size_t i, u8 bits) const {
    return i < points_.size() && (CharClasses::table().of(points_[i]) & bits);
  }
  bool sign(size_t i) const { return i < points_.size() && !is(i, kLetter | kNumber | kSpace); }
  bool line(size_t i) const {
    return i < points_.size() && (points_[i] == '\r' || points_[i] == '\n');
  }
  template <class F>
  static size_t many(size_t i, F&& f, size_t most = SIZE_MAX) {
    for (; most > 0 && f(i); --most) ++i;
    return i;
  }
  size_t word(size_t at, bool any_case) const {
    for (const std::string tail : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"}) {
      size_t i = 0;
      while (i < tail.size() && at + i < points_.size() &&
             (points_[at + i] == u32(tail[i]) || (any_case && points_[at + i] < 128 &&
                                                  (points_[at + i] | 32) == u32(tail[i]) && i > 0)))
        ++i;
      if (i == tail.size()) return at + i;
    }
    return at;
  }
  /// \s+(?!\S)|\s+
  size_t spaces(size_t at) const {
    const auto space = [&](size_t i) { return is(i, kSpace); };
    for (size_t end = many(at, space); end > at; --end)
      if (end == points_.size() || is(end, kSpace)) return end;
    return many(at, space);
  }
  size_t gpt2(size_t at) const {
    if (const size_t end = word(at, false); end > at) return end;
    const size_t from = at + (points_[at] == ' ');
    for (const u8 bits : {kLetter, kNumber})
      if (const size_t end = many(from, [&](size_t i) { return is(i, bits); }); end > from)
        return end;
    if (const size_t end = many(from, [&](size_t i) { return sign(i); }); end > from) return end;
    return spaces(at);
  }
  size_t digits(size_t at, size_t most) const {
    if (const size_t end = word(at, true); end > at) return end;
    const auto letter = [&](size_t i) { return is(i, kLetter); };
    const size_t behind = at + (!line(at) && !is(at, kLetter | kNumber));
    for (const size_t from : {behind, at})
      if (const size_t end = many(from, letter); end > from) return end;
    if (const size_t end = many(
            at, [&](size_t i) { return is(i, kNumber); }, most);
        end > at)
      return end;
    const size_t from = at + (points_[at] == ' ');
    if (const size_t end = many(from, [&](size_t i) { return sign(i); }); end > from)
      return many(end, [&](size_t i) { return line(i); });
    for (size_t end = many(at, [&](size_t i) { return is(i, kSpace); }) + 1; end-- > at;)
      if (line(end)) return many(end, [&](size_t i) { return line(i); });
    return spaces(at);
  }

  std::vector<u32> points_;  // 0x110000 for a byte that is no character: no letter, number or space
  std::vector<std::string> bytes_;
};

TEST(PreSplit, Gpt2CutsAsItsPatternDoes) {
  const auto cut = [](std::string_view text) { return pieces_of(text, PreSplit::gpt2); };
  EXPECT_THAT(cut("Hello, world!"), ElementsAre("Hello", ",", " world", "!"));
  EXPECT_THAT(cut("they'll we're I'd'VE"),
              ElementsAre("they", "'ll", " we", "'re", " I", "'d", "'", "VE"));
  EXPECT_THAT(cut("   a"), ElementsAre("  ", " a"));
  EXPECT_THAT(cut("a \n\n b  "), ElementsAre("a", " \n\n", " b", "  "));
  EXPECT_THAT(cut("a\n\nb"), ElementsAre("a", "\n", "\n", "b"));
  EXPECT_THAT(cut("x1 23½."), ElementsAre("x", "1", " 23½", "."));
  EXPECT_THAT(cut("안녕 세계"), ElementsAre("안녕", " 세계"));
  EXPECT_THAT(cut("e\u0301"), ElementsAre("e", "\u0301"));
  EXPECT_THAT(cut(" '' 's"), ElementsAre(" ''", " '", "s"));
  EXPECT_THAT(cut("a\xFF\xFE b"), ElementsAre("a", "\xFF\xFE", " b"));
  EXPECT_THAT(cut("\u00a0\u00a0a"), ElementsAre("\u00a0", "\u00a0", "a"));
  EXPECT_THAT(cut(""), ElementsAre());
}

TEST(PreSplit, DigitsCutsAsItsPatternDoes) {
  const auto cut = [](std::string_view text) { return pieces_of(text, PreSplit::digits_3); };
  EXPECT_THAT(cut("12345 (don'T)\n\n  x"),
              ElementsAre("123", "45", " (", "don", "'T", ")\n\n", " ", " x"));
  EXPECT_THAT(cut("a  \n  b"), ElementsAre("a", "  \n", " ", " b"));
  EXPECT_THAT(cut("#include"), ElementsAre("#include"));
  EXPECT_THAT(pieces_of("1234", PreSplit::digits_1), ElementsAre("1", "2", "3", "4"));
}

TEST(PreSplit, EqualsTheNaiveReadingOfThePatterns) {
  Rng rng(7);
  for (int i = 0; i < 60'000; ++i) {
    const std::string text = test::random_bytes(rng, 14);
    const NaiveSplit naive(text);
    for (const PreSplit split : {PreSplit::gpt2, PreSplit::digits_3, PreSplit::digits_1})
      ASSERT_EQ(pieces_of(text, split), naive.pieces(split)) << testing::PrintToString(text);
  }
}

TEST(PreSplit, NoneIsOnePiece) {
  EXPECT_THAT(pieces_of("a b\nc", PreSplit::none), ElementsAre("a b\nc"));
}

}  // namespace
}  // namespace lab
