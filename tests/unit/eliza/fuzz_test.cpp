// Damaged scripts are read or refused, and any bytes get an answer.
#include <gtest/gtest.h>

#include <filesystem>

#include "chapters/01_eliza/eliza.h"
#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/io/files.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

std::string script_text(const char* name) {
  return read_file(cat(LAB_SOURCE_DIR, "/chapters/01_eliza/doctor.", name));
}

/// Reads the text as a script; what is read has to answer.
void try_script(const std::string& text) {
  try {
    const Script script = parse_script("fuzz", text);
    Eliza eliza(script);
    for (const char* line : {"my mother and I, you know", "학교에 가고 싶어요", ""})
      EXPECT_FALSE(eliza.reply(line).reply.empty());
  } catch (const Error& error) {
    EXPECT_TRUE(std::string_view(error.what()).starts_with("fuzz:")) << error.what();
  }
}

TEST(ElizaFuzz, ATruncatedScriptIsReadOrRefused) {
  for (const char* name : {"en", "ko"}) {
    const std::string text = script_text(name);
    for (std::size_t end = 0; end < text.size(); end += 97) try_script(text.substr(0, end));
  }
}

TEST(ElizaFuzz, ADamagedScriptIsReadOrRefused) {
  Rng rng(5);
  constexpr std::string_view kOdd = "{}~|@*/=0 9\n#\t\xFF";
  for (const char* name : {"en", "ko"}) {
    const std::string whole = script_text(name);
    for (int round = 0; round < 150; ++round) {
      std::string text = whole;
      for (int i = 0; i < 3; ++i) {
        const std::size_t at = rng.below(text.size());
        switch (rng.below(3)) {
          case 0:
            text[at] = kOdd[rng.below(kOdd.size())];
            break;
          case 1:
            text.erase(at, 1 + rng.below(40));
            break;
          default:
            text.insert(at, text.substr(rng.below(text.size()), rng.below(60)));
        }
      }
      try_script(text);
    }
  }
}

std::string random_line(Rng& rng, const std::vector<std::string>& words) {
  std::string line;
  for (u64 i = rng.below(12); i-- > 0;) {
    if (rng.below(4) > 0)
      line += words[rng.below(words.size())];
    else if (rng.below(2) == 0)
      append_utf8(line, u32(rng.below(0xD7FF)));
    else
      line += char(rng.below(256));
    if (rng.below(5) > 0) line += " ,.~!?"[rng.below(6)];
  }
  return line;
}

TEST(ElizaFuzz, AnyBytesGetAnAnswer) {
  Rng rng(6);
  const std::vector<std::string> words = {"I",  "you",  "my",     "mother", "am",   "not", "can't",
                                          "가", "엄마", "고양이", "싶어요", "가고", "것",  "같아요",
                                          "수", "없어", "저를",   "때문에", "bye",  "0",   "{1}"};
  for (const char* language : {"en", "ko"}) {
    Eliza eliza(built_in_script(language));
    for (int round = 0; round < 8'000; ++round) {
      const Exchange exchange = eliza.reply(random_line(rng, words));
      ASSERT_FALSE(exchange.reply.empty()) << exchange.said;
      ASSERT_FALSE(find_utf8_error(exchange.reply)) << exchange.said;
      ASSERT_FALSE(find_utf8_error(exchange.said));
      for (const KeywordHit& hit : exchange.hits) {
        ASSERT_LE(hit.begin, hit.end);
        ASSERT_LE(hit.end, i64(exchange.said.size()));
      }
      for (const Part& part : exchange.parts) {
        ASSERT_LE(part.begin, part.end) << exchange.said << " " << exchange.pattern;
        ASSERT_LE(part.end, i64(exchange.said.size()));
      }
    }
  }
}

TEST(ElizaFuzz, AVeryLongLineIsAnswered) {
  for (const char* unit : {"my mother ", "엄마가 저를 ", "x", "가", "ㅠ", "', '", "i "}) {
    std::string line;
    while (line.size() < (1 << 18)) line += unit;
    for (const char* language : {"en", "ko"}) {
      Eliza eliza(built_in_script(language));
      EXPECT_FALSE(eliza.reply(line).reply.empty()) << unit;
    }
  }
}

}  // namespace
}  // namespace lab
