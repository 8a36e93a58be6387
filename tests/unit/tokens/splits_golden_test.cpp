// How texts are cut, compared with Python's tables (tests/golden/tokens, with the script).
#include <gtest/gtest.h>

#include <sstream>

#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/tokens/bert_text.h"
#include "engine/tokens/pre_split.h"

namespace lab {
namespace {

std::vector<std::string> texts_of(const Json& array) {
  std::vector<std::string> texts;
  for (const Json& text : array.items()) texts.push_back(text.as_string());
  return texts;
}

std::vector<std::string> bert_words(std::string_view text, bool lower) {
  const BertText cutter({.lower = lower, .strip_accents = lower});
  std::vector<std::string> words;
  for (i64 at = 0;;) {
    const std::string_view chunk = cutter.next_chunk(text, at);
    if (chunk.empty()) return words;
    cutter.words(chunk, words);
  }
}

TEST(SplitsGolden, AreThoseOfPythonsUnicode) {
  const std::string path = LAB_SOURCE_DIR "/tests/golden/tokens/splits.jsonl";
  std::istringstream lines(read_file(path));
  i64 count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const Json wanted = Json::parse(line, path);
    const std::string& text = wanted.at("text").as_string();
    std::vector<std::string> pieces;
    for (PieceScanner scanner(text, PreSplit::gpt2); !scanner.done();)
      pieces.emplace_back(scanner.next());
    ASSERT_EQ(pieces, texts_of(wanted.at("gpt2"))) << line;
    ASSERT_EQ(bert_words(text, true), texts_of(wanted.at("uncased"))) << line;
    ASSERT_EQ(bert_words(text, false), texts_of(wanted.at("cased"))) << line;
  }
  EXPECT_EQ(count, 400);
}

}  // namespace
}  // namespace lab
