// Exact ids and merges as the programs that made the vocabularies give them.
#include <gtest/gtest.h>

#include <sstream>

#include "engine/core/check.h"
#include "engine/io/json.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/byte_alphabet.h"
#include "engine/tokens/normal_form.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "tests/reference/shared_data.h"

namespace lab {
namespace {

using test::shared_data;

std::vector<Json> json_lines(const std::string& path) {
  std::vector<Json> lines;
  std::istringstream in(read_file(path));
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line, path));
  return lines;
}

std::vector<i32> ids_of(const Json& array) {
  std::vector<i32> ids;
  for (const Json& id : array.items()) ids.push_back(i32(id.as_i64()));
  return ids;
}

TEST(Reference, Gpt2GivesTheIdsOfOthers) {
  LAB_NEEDS_SHARED_DATA("gpt2_bpe/encoder.json");
  const auto from_files = load_tokenizer("gpt2:" + shared_data("gpt2_bpe"));
  const auto from_json = load_tokenizer(shared_data("gpt2_bpe/tokenizer.json"));
  EXPECT_EQ(from_files->vocab_size(), 50257);
  EXPECT_EQ(from_json->vocab_size(), 50257);
  i64 pairs = 0;
  for (const Json& line : json_lines(shared_data("gpt2_bpe/pairs_sample.jsonl"))) {
    const std::string& text = line.at("text").as_string();
    const std::vector<i32> wanted = ids_of(line.at("ids"));
    ASSERT_EQ(from_files->encode(text), wanted) << text;
    ASSERT_EQ(from_json->encode(text), wanted) << text;
    ASSERT_EQ(from_files->decode(wanted), text);
    ++pairs;
  }
  EXPECT_GT(pairs, 20);
}

TEST(Reference, BertUncasedGivesTheIdsOfOthers) {
  LAB_NEEDS_SHARED_DATA("bert_tokens_reference/questions_first1000.jsonl");
  const auto bert = load_tokenizer("bert:" + shared_data("bert_vocab/bert-base-uncased-vocab.txt"));
  i64 questions = 0;
  for (const Json& line :
       json_lines(shared_data("bert_tokens_reference/questions_first1000.jsonl"))) {
    const std::string& text = line.at("original").as_string();
    const std::vector<i32> ids = bert->encode(text);
    ASSERT_EQ(ids, ids_of(line.at("ids"))) << text;
    for (size_t i = 0; i < ids.size(); ++i)
      ASSERT_EQ(bert->name(ids[i]), line.at("wordpiece").items()[i].as_string());
    ++questions;
  }
  EXPECT_EQ(questions, 1000);
}

TEST(Reference, BertTokenizerJsonIsRead) {
  LAB_NEEDS_SHARED_DATA("bert_vocab/bert-base-uncased-tokenizer.json");
  const auto json = load_tokenizer(shared_data("bert_vocab/bert-base-uncased-tokenizer.json"));
  EXPECT_EQ(json->vocab_size(), 30522);
  const auto text = load_tokenizer("bert:" + shared_data("bert_vocab/bert-base-uncased-vocab.txt"));
  for (const char* line :
       {"Tokenization isn't trivial, is it?", "ÀÉÎ [MASK] unaffable 漢字 한글"}) {
    std::vector<std::string> a, b;
    for (const i32 id : json->encode(line)) a.push_back(json->name(id));
    for (const i32 id : text->encode(line)) b.push_back(text->name(id));
    EXPECT_EQ(a, b) << line;
  }
}

TEST(Reference, KoreanVocabularies) {
  LAB_NEEDS_SHARED_DATA("bert_vocab/kcbert-vocab.txt");
  const std::string text = "한국어 모델을 공유합니다.";
  for (const char* name : {"kcbert-vocab.txt", "koelectra-vocab.txt"}) {
    const auto cased = load_tokenizer(cat("bert-cased:", shared_data(cat("bert_vocab/", name))));
    const std::vector<i32> ids = cased->encode(text);
    std::string joined;
    for (const i32 id : ids) joined += cased->bytes(id);
    EXPECT_EQ(joined, "한국어모델을공유합니다.") << name;
  }
  // uncased BERT sees letters, not syllables
  const auto uncased =
      load_tokenizer("bert:" + shared_data("bert_vocab/bert-base-uncased-vocab.txt"));
  std::string joined;
  for (const i32 id : uncased->encode(text)) joined += uncased->bytes(id);
  EXPECT_EQ(joined, normalise("한국어모델을공유합니다.", NormalForm::nfd));
}

TEST(Reference, BpeTrainingLearnsTheSameMerges) {
  LAB_NEEDS_SHARED_DATA("bpe_training_reference/corpus.en");
  const std::string text = read_file(shared_data("bpe_training_reference/corpus.en"));
  const BpeVocabulary made = train_bpe(text, {.vocab_size = 500, .specials = {"<|endoftext|>"}});
  EXPECT_EQ(made.tokens.size(), 500u);
  std::istringstream lines(read_file(shared_data("bpe_training_reference/merges_first64.txt")));
  size_t n = 0;
  for (std::string line; std::getline(lines, line); ++n) {
    const Merge& merge = made.merges.at(n);
    EXPECT_EQ(cat(spell_bytes(made.tokens[size_t(merge.left)]), " ",
                  spell_bytes(made.tokens[size_t(merge.right)])),
              line)
        << "merge " << n;
  }
  EXPECT_EQ(n, 64u);
  const auto tokenizer = parse_tokenizer_json(bpe_to_json(made), "trained.json");
  EXPECT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
}

TEST(Reference, SentencePieceModelCutsItsText) {
  LAB_NEEDS_SHARED_DATA("sentencepiece/test_model.model");
  const auto tokenizer = load_tokenizer(shared_data("sentencepiece/test_model.model"));
  EXPECT_EQ(tokenizer->vocab_size(), 1000);
  EXPECT_EQ(tokenizer->kind(), "Unigram");
  const std::string text = "I saw a girl with a telescope.";
  EXPECT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
  // nmt_nfkc: full width, ligatures and no-break spaces are those of ASCII
  EXPECT_EQ(tokenizer->encode("Ｉ saw\u00a0a  girl"), tokenizer->encode("I saw a girl"));
}

}  // namespace
}  // namespace lab
