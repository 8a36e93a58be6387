// ARPA files: KenLM's own test model with the scores that KenLM's tests expect, and files of ours.
#include "engine/ngram/arpa.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>

#include "engine/core/check.h"
#include "engine/ngram/words.h"
#include "tests/reference/error_of.h"
#include "tests/reference/shared_data.h"
#include "tests/unit/ngram/naive_ngram.h"

namespace lab::test {
namespace {

struct Row {
  std::string word;
  int matched;
  double log10_p;
};

/// Scores words one after the other; each must match its row to 1e-4.
void expect_rows(const ArpaModel& model, ArpaModel::State state, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const ArpaModel::Score score = model.score(state, model.id(row.word));
    EXPECT_NEAR(score.log10_p, row.log10_p, 1e-4) << row.word;
    EXPECT_EQ(score.matched, row.matched) << row.word;
  }
}

TEST(Arpa, ScoresAsKenLmDoes) {
  LAB_NEEDS_SHARED_DATA("kenlm_arpa/test.arpa");
  const ArpaModel model = ArpaModel::read(shared_data("kenlm_arpa/test.arpa"));
  EXPECT_EQ(model.order(), 5);
  EXPECT_EQ(model.ngrams(2), 47);
  EXPECT_TRUE(model.lists_unknown());
  std::istringstream rows(read_file(shared_data("kenlm_arpa/expected_sample.tsv")));
  std::map<std::string, ArpaModel::State> states;
  int scored = 0;
  for (std::string line; std::getline(rows, line);) {
    if (line[0] == '#') continue;
    std::istringstream fields(line);
    std::string sequence, start;
    Row row;
    fields >> sequence >> start >> row.word >> row.matched >> row.log10_p;
    ArpaModel::State& state =
        states.try_emplace(sequence, start == "bos" ? model.sentence_start() : model.empty_state())
            .first->second;
    const ArpaModel::Score score = model.score(state, model.id(row.word));
    EXPECT_NEAR(score.log10_p, row.log10_p, 1e-4) << line;
    EXPECT_EQ(score.matched, row.matched) << line;
    ++scored;
  }
  EXPECT_EQ(scored, 13);
}

// The facts of kpu/kenlm lm/model_test.cc, Blanks and Unknowns.
TEST(Arpa, PrunedSuffixesCountAsFound) {
  LAB_NEEDS_SHARED_DATA("kenlm_arpa/test.arpa");
  const ArpaModel model = ArpaModel::read(shared_data("kenlm_arpa/test.arpa"));
  expect_rows(model, model.empty_state(),
              {{"also", 1, -1.687872},
               {"would", 2, -2},
               {"consider", 3, -3},
               {"higher", 4, -4},
               {"looking", 5, -5}});
  expect_rows(model, model.empty_state(),
              {{"also", 1, -1.687872},
               {"would", 2, -2},
               {"consider", 3, -3},
               {"not_found", 1, -1.995635 - 7 - 0.30103}});
  expect_rows(model, model.empty_state(),
              {{"higher", 1, -1.509559},
               {"looking", 2, -1.285941 - 0.30103},
               {"not_found", 1, -1.995635 - 0.4771212}});
  expect_rows(model, model.empty_state(),
              {{"would", 1, -1.687872},
               {"consider", 2, -1.687872 - 0.30103},
               {"higher", 3, -1.509559 - 0.30103},
               {"looking", 4, -1.285941 - 0.30103}});
  expect_rows(model, model.empty_state(),
              {{"not_found", 1, -1.995635}, {"not_found2", 2, -15}, {"not_found3", 2, -17}});
  expect_rows(model, model.empty_state(),
              {{"not_found", 1, -1.995635}, {"however", 2, -4}, {"not_found3", 3, -6}});
}

TEST(Arpa, WithoutUnknownItIsMinus100) {
  LAB_NEEDS_SHARED_DATA("kenlm_arpa/test_nounk.arpa");
  const ArpaModel model = ArpaModel::read(shared_data("kenlm_arpa/test_nounk.arpa"));
  EXPECT_FALSE(model.lists_unknown());
  EXPECT_EQ(model.ngrams(1), 36);
  expect_rows(model, model.sentence_start(),
              {{"nobody", 1, -100 - 0.4149733}, {"looking", 1, -1.285941}});
}

const std::string kSmall =
    "# made by hand\n\n\\data\\\nngram 1=5\nngram 2=3\nngram 3=1\n\n"
    "\\1-grams:\n-99\t<s>\t-0.5\n-1\t</s>\n-2\t<UNK>\n-0.5\ta\t-0.25\n-0.75\tb\n\n"
    "\\2-grams:\n-0.1\t<s> a\t-0.125\n-0.2 a\tb\t-0.3\n-0.4\tb </s>\n\n"
    "\\3-grams:\n-0.05\t<s> a b\n\n\\end\\\n";

TEST(Arpa, ReadsTabsBlanksCommentsAndMissingBackoffs) {
  const ArpaModel model = ArpaModel::parse("small", kSmall);
  expect_rows(model, model.sentence_start(),
              {{"a", 2, -0.1}, {"b", 3, -0.05}, {"</s>", 2, -0.4 - 0.3}});
  expect_rows(model, model.empty_state(), {{"b", 1, -0.75}, {"a", 1, -0.5}, {"x", 1, -2 - 0.25}});
  EXPECT_EQ(model.id("x"), 0);
  EXPECT_EQ(model.words()[0], "<unk>");
  std::string windows;
  for (const char c : kSmall) windows += c == '\n' ? "\r\n" : std::string(1, c);
  const ArpaModel same = ArpaModel::parse("windows", windows);
  EXPECT_EQ(same.words(), model.words());
  expect_rows(same, same.sentence_start(), {{"a", 2, -0.1}, {"b", 3, -0.05}});
}

TEST(Arpa, ScoresAText) {
  const ArpaModel model = ArpaModel::parse("small", kSmall);
  std::string seen;
  const ScoreTotals totals = model.score_text("a b\n\n x  b", [&](const ScoredWord& word) {
    seen += std::string(word.word) + "/" + std::to_string(word.matched) + " ";
  });
  EXPECT_EQ(seen, "a/2 b/3 </s>/2 </s>/1 x/1 b/1 </s>/2 ");
  EXPECT_EQ(totals.words, 7);
  EXPECT_EQ(totals.sentences, 3);
  EXPECT_EQ(totals.unknown, 1);
  const double log10_p = -0.1 - 0.05 - 0.7 - 1.5 - 2.5 - 0.75 - 0.4;
  EXPECT_NEAR(totals.log10_p, log10_p, 1e-5);
  EXPECT_NEAR(totals.perplexity(), std::pow(10, -log10_p / 7), 1e-4);
  EXPECT_NEAR(totals.perplexity_of_known(), std::pow(10, -(log10_p + 2.5) / 6), 1e-4);
}

/// A folder for one test's files.
std::string temp_file(const std::string& name) {
  return (std::filesystem::temp_directory_path() / ("lab_arpa_" + name)).string();
}

/// Writes, reads back, and compares with the model itself word by word, and with the tables that
/// are made without a file.
void expect_same_after_file(const NgramModel& model, const WordVocab& vocab,
                            const std::string& text) {
  const std::string path = temp_file(std::string(smoothing_name(model.smoothing())));
  write_arpa(path, model, vocab.words());
  const ArpaModel read = ArpaModel::read(path), direct = ArpaModel::of(model, vocab.words());
  std::filesystem::remove(path);
  for (int n = 2; n <= model.order(); ++n) {
    EXPECT_EQ(read.ngrams(n), model.counts().distinct(n));
    EXPECT_EQ(direct.ngrams(n), model.counts().distinct(n));
  }
  NgramContext context = model.counts().start();
  const std::vector<i32> ids = vocab.encode(text);
  for (const ArpaModel* arpa : {&read, &direct}) {
    std::size_t at = 0;
    context = model.counts().start();
    arpa->score_text(text, [&](const ScoredWord& word) {
      const double p = model.step(context, ids[at++]);
      if (p > 1e-30)
        ASSERT_NEAR(word.log10_p, std::log10(p), 1e-5) << word.word;
      else
        ASSERT_LT(word.log10_p, -30);
    });
    EXPECT_EQ(at, ids.size());
  }
}

TEST(Arpa, AFileGivesTheModelsProbabilitiesBack) {
  const std::string train = "a b c a b\nb a c\n\na a b c d\nc a b e\nd a b\n";
  const std::string test = "a b c d\nb b x a c\n\ne a b c a b e d\nc c c\n";
  const WordVocab vocab = WordVocab::of({train});
  for (int order = 1; order <= 5; ++order) {
    NgramCounts counts(vocab.shape(order));
    counts.add(vocab.encode(train));
    for (const Smoothing smoothing : {Smoothing::mle, Smoothing::add_k, Smoothing::witten_bell,
                                      Smoothing::kneser_ney, Smoothing::modified_kneser_ney}) {
      SCOPED_TRACE(cat(smoothing_name(smoothing), " ", order));
      expect_same_after_file(NgramModel(counts, smoothing, 0.5), vocab, test);
      if (order > 2) expect_same_after_file(NgramModel(counts, smoothing, 0.5, 2), vocab, test);
    }
  }
}

TEST(Arpa, CharactersGetMarksAndNames) {
  const std::vector<std::string> characters = {"\n", " ", "a", "b"};
  const std::vector<std::string> words = arpa_words(characters);
  EXPECT_EQ(words, (std::vector<std::string>{"<U+000A>", "<U+0020>", "a", "b"}));
  NgramCounts counts({.order = 3, .vocab_size = 4, .start = 0});
  const std::vector<i32> text = {2, 3, 1, 2, 2, 0, 3, 2, 1, 3};
  counts.add(text);
  const NgramModel model(counts, Smoothing::witten_bell);
  write_arpa(temp_file("chars"), model, words);
  const ArpaModel read = ArpaModel::read(temp_file("chars"));
  std::filesystem::remove(temp_file("chars"));
  ArpaModel::State state = read.empty_state();
  read.score(state, read.id("a"));
  read.score(state, read.id("b"));
  EXPECT_NEAR(read.score(state, read.id("<U+0020>")).log10_p,
              std::log10(model.probability(Ngram{2, 3}, 1)), 1e-5);
  EXPECT_NE(error_of([&] { write_arpa(temp_file("bad"), model, characters); }), "no error");
  const std::vector<std::string> twice = {"a", "b", "a", "c"};
  EXPECT_EQ(error_of([&] { write_arpa(temp_file("bad"), model, twice); }),
            "ARPA: two ids are called \"a\"");
}

}  // namespace
}  // namespace lab::test
