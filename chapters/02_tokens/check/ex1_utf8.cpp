// Judges utf8_bytes and code_points: characters worked out by hand, the first and last code point
// of every length, then what must be refused.
#include "ex1_utf8.h"

#include "chapters/02_tokens/check/cases.h"

namespace lab {
namespace {

struct Written {
  u32 point;
  std::string bytes;
};

void write_one(ExerciseCheck& check, const Written& one, int hint) {
  check.given(cat("the code point ", names({one.point})));
  const std::string got = ex::utf8_bytes(one.point);
  check.equal("number of bytes", i64(got.size()), i64(one.bytes.size()), hint);
  check.that("its bytes", got == one.bytes, hex(one.bytes), hex(got), hint == 3 ? 3 : 2);
}

void read_text(ExerciseCheck& check, std::string_view bytes,
               const std::optional<std::vector<u32>>& wanted, const std::string& about, int hint) {
  check.given(cat(about, "the bytes ", hex(bytes)));
  const std::optional<std::vector<u32>> got = ex::code_points(bytes);
  const auto told = [](const std::optional<std::vector<u32>>& points) {
    return points ? names(*points) : "std::nullopt, as this is not UTF-8";
  };
  check.that("code points", got == wanted, told(wanted), told(got), hint);
}

const Written kByHand[] = {
    {0x41, "A"}, {0xE9, "\xC3\xA9"}, {0xD55C, "\xED\x95\x9C"}, {0x1F600, "\xF0\x9F\x98\x80"}};

const Written kBorders[] = {
    {0x00, std::string(1, '\0')},  {0x7F, "\x7F"},           {0x80, "\xC2\x80"},
    {0x7FF, "\xDF\xBF"},           {0x800, "\xE0\xA0\x80"},  {0xD7FF, "\xED\x9F\xBF"},
    {0xE000, "\xEE\x80\x80"},      {0xFFFF, "\xEF\xBF\xBF"}, {0x10000, "\xF0\x90\x80\x80"},
    {0x10FFFF, "\xF4\x8F\xBF\xBF"}};

void write_all(ExerciseCheck& check) {
  for (const Written& one : kByHand) write_one(check, one, 1);
  for (const Written& one : kBorders) write_one(check, one, 1);
  for (const u32 point : {0xD800u, 0xDABCu, 0xDFFFu, 0x110000u, 0x200000u, 0xFFFFFFFFu})
    write_one(check, {point, ""}, 3);
}

void read_all(ExerciseCheck& check) {
  for (const Written& one : kByHand) read_text(check, one.bytes, {{one.point}}, "", 2);
  for (const Written& one : kBorders) read_text(check, one.bytes, {{one.point}}, "", 2);
  std::string all;
  std::vector<u32> points;
  for (const Written& one : kByHand) all += one.bytes, points.push_back(one.point);
  read_text(check, all, points, "several characters: ", 2);
  read_text(check, "", std::vector<u32>(), "the empty text: ", 2);
}

/// Each of them in front of, behind and without an ordinary character.
void refuse_all(ExerciseCheck& check) {
  const struct {
    const char* about;
    std::string_view bytes;
  } cases[] = {
      {"a byte from the middle of a character: ", "\x95"},
      {"two bytes from the middle of characters: ", "\x95\x95"},
      {"a character without its last byte: ", "\xED\x95"},
      {"a character without its last byte: ", "\xF0\x9F\x98"},
      {"a first byte alone: ", "\xC3"},
      {"a first byte, then a character of one byte: ", "\xC3\x41"},
      {"a first byte, then another first byte: ", "\xED\x95\xC3"},
      {"a character of three bytes whose second is an A: ", "\xED\x41\x9C"},
      {"a character of four bytes whose second is a _: ", "\xF0\x5F\x98\x80"},
      {"a character of four bytes whose third is an A: ", "\xF0\x9F\x41\x80"},
      {"a character of four bytes whose last is an A: ", "\xF0\x9F\x98\x41"},
      {"an A written in two bytes: ", "\xC1\x81"},
      {"U+007F written in two bytes: ", "\xC1\xBF"},
      {"U+07FF written in three bytes: ", "\xE0\x9F\xBF"},
      {"U+FFFF written in four bytes: ", "\xF0\x8F\xBF\xBF"},
      {"a slash written in three bytes: ", "\xE0\x80\xAF"},
      {"U+D55C written in four bytes: ", "\xF0\x8D\x95\x9C"},
      {"the surrogate U+D800: ", "\xED\xA0\x80"},
      {"the surrogate U+DFFF: ", "\xED\xBF\xBF"},
      {"the number 110000, beyond U+10FFFF: ", "\xF4\x90\x80\x80"},
      {"a byte that never occurs: ", "\xFF"},
      {"a first byte for five bytes, then three: ", "\xF8\x90\x80\x80"},
      {"a first byte for five bytes: ", "\xF8\x88\x80\x80\x80"},
  };
  for (const auto& one : cases) {
    const std::string bytes(one.bytes);
    read_text(check, bytes, std::nullopt, one.about, 3);
    read_text(check, "A" + bytes, std::nullopt, one.about, 3);
    read_text(check, bytes + "A", std::nullopt, one.about, 3);
  }
  // The byte that is missing stands behind the text's end: it does not belong to it.
  const std::string_view whole = "\xED\x95\x9C";
  read_text(check, whole.substr(0, 2), std::nullopt, "a text that ends within a character: ", 3);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  write_all(check);
  read_all(check);
  refuse_all(check);
}

}  // namespace lab
