// Every reader against files that are cut short or changed: one clear Error or a tokenizer that
// works, never a crash (the sanitizers watch).
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "tests/unit/tokens/model_file.h"
#include "tests/unit/tokens/random_text.h"

namespace lab {
namespace {

using Parse = std::function<std::unique_ptr<Tokenizer>(const std::string&)>;

/// What came of a broken file: an Error of one line that names the file, or ids that can be
/// decoded.
void read_and_use(const Parse& parse, const std::string& file, Rng& rng, i64& refused) {
  try {
    const auto tokenizer = parse(file);
    try {
      const std::vector<i32> ids = tokenizer->encode(test::random_bytes(rng, 20));
      (void)tokenizer->decode(ids);
    } catch (const Error&) {  // a byte without a token
    }
  } catch (const Error& error) {
    ++refused;
    const std::string message = error.what();
    ASSERT_NE(message.find("fuzzed"), std::string::npos) << message;
    ASSERT_LT(message.size(), 2000u);
  }
}

void fuzz(const std::string& file, const Parse& parse, int rounds) {
  Rng rng(file.size());
  i64 refused = 0;
  for (int i = 0; i < rounds; ++i) {
    std::string broken = file;
    const u64 kind = rng.below(4);
    if (kind == 0) broken.resize(size_t(rng.below(file.size())));
    for (u64 n = kind == 1 ? 1 + rng.below(8) : 0; n > 0; --n)
      broken[size_t(rng.below(broken.size()))] = char(rng.below(256));
    for (u64 n = kind == 2 ? 1 + rng.below(8) : 0; n > 0; --n)
      broken[size_t(rng.below(broken.size()))] ^= char(1 << rng.below(8));
    if (kind == 3) {  // a piece of the file is there twice, or gone
      const size_t from = size_t(rng.below(file.size())), n = size_t(rng.below(40));
      if (rng.below(2) == 0)
        broken.erase(from, n);
      else
        broken.insert(size_t(rng.below(file.size())), file.substr(from, n));
    }
    read_and_use(parse, broken, rng, refused);
    if (testing::Test::HasFatalFailure()) FAIL() << "round " << i;
  }
  EXPECT_GT(refused, rounds / 10);  // most of what is broken is noticed
}

TEST(ReaderFuzz, TokenizerJson) {
  const Parse parse = [](const std::string& file) { return parse_tokenizer_json(file, "fuzzed"); };
  fuzz(bpe_to_json(train_bpe("the cat sat on the mat", {.vocab_size = 280, .specials = {"<s>"}})),
       parse, 1500);
  fuzz(unigram_to_json(train_unigram("the cat sat on the mat 가나", {.vocab_size = 290})), parse,
       1500);
  fuzz(word_pieces_to_json({"[UNK]", "a", "##b", "the"}, 1, {}), parse, 1500);
}

TEST(ReaderFuzz, SentencePiece) {
  const Parse parse = [](const std::string& file) { return parse_sentencepiece(file, "fuzzed"); };
  for (const u64 type : {1, 2}) {
    std::vector<test::ModelPiece> pieces = test::first_pieces(false);
    for (const char* text : {"▁", "a", "b", "ab", "▁ab", "가", "나", "가나"})
      pieces.push_back({text, -float(pieces.size())});
    pieces.push_back({"<m>", 0, 4});
    std::string map(4 + 4 * 300 + 3, '\0');  // a trie in which anything may happen
    map[0] = char(0xB0), map[1] = 4;
    Rng rng(41);
    for (size_t i = 4; i < 4 + 1200; ++i) map[i] = char(rng.below(256));
    fuzz(test::model_file(pieces, type, test::int_field(35, 0), test::bytes_field(2, map)), parse,
         4000);
  }
}

TEST(ReaderFuzz, Gpt2AndBert) {
  const std::string encoder = R"({"a": 0, "b": 1, "\u0120": 2, "ab": 3, "\u0120ab": 4})";
  const std::string merges = "#version: 0.2\na b\n\u0120 ab\n";
  fuzz(
      encoder, [&](const std::string& f) { return parse_gpt2(f, "fuzzed", merges, "fuzzed"); },
      2000);
  fuzz(
      merges, [&](const std::string& f) { return parse_gpt2(encoder, "fuzzed", f, "fuzzed"); },
      2000);
  fuzz(
      "[UNK]\n[CLS]\na\n##b\n가\n##나\n",
      [](const std::string& f) { return parse_bert_vocab(f, "fuzzed", false); }, 2000);
}

}  // namespace
}  // namespace lab
