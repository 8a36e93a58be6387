// Chapter 3: counting a text piece by piece is counting it whole; the ghost can go back in time.
#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "chapters/03_ngram/chapter.h"
#include "chapters/03_ngram/evaluate.h"
#include "chapters/03_ngram/ghost.h"
#include "chapters/03_ngram/session.h"
#include "tests/reference/compare.h"
#include "tests/unit/io/temp_dir.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

Corpus lines_corpus() {
  std::string text;
  const char* words[] = {"the cat ", "saw a dog\n", "나무 ", "ran far. ", "왜? "};
  for (u64 i = 0; i < 600; ++i) text += words[splitmix64(i) % 5];
  return corpus_from_text("lines", text);
}

std::unique_ptr<NgramSession> session_of(const NgramOptions& options, i64 steps = 20) {
  const Corpus corpus = lines_corpus();
  auto session = std::make_unique<NgramSession>(
      options, std::make_shared<NgramText>(options, corpus), corpus.vocab);
  session->plan_steps(steps);
  return session;
}

void run(Session& session, i64 steps) {
  for (i64 i = 0; i < steps; ++i) session.step();
}

Weights weights_of(const Session& session) {
  Weights weights{session.steps_done(), {}};
  copy_out(session.parameters(), weights.values);
  return weights;
}

Checkpoint checkpoint_of(const Session& session, const std::string& path) {
  const Tensor& read = session.parameters()[0].tensor;
  const std::vector<TensorSource> tensors = {{"read", {2}, read.data()}};
  write_checkpoint(path, session.steps_done(), tensors, session.state(), Durability::none);
  return Checkpoint::read(path);
}

TEST(NgramSession, BeginsAtTheUniformGuessAndGetsBetter) {
  const auto session = session_of({.order = 3});
  const double V = double(lines_corpus().vocab.size());
  const Corpus corpus = lines_corpus();
  EXPECT_NEAR(session->evaluate(corpus.valid_ids).nats_per_token, std::log(V), 1e-9);
  const double first = session->step().loss;
  EXPECT_NEAR(first, std::log(V), 1e-9);
  run(*session, 18);
  EXPECT_LT(session->step().loss, first / 3);
}

TEST(NgramSession, PiecesAddUpToTheWholeText) {
  const Corpus corpus = lines_corpus();
  for (const char* unit : {"char", "word"}) {
    const auto slow = session_of({.order = 4, .unit = unit}, 37);
    const auto at_once = session_of({.order = 4, .unit = unit}, 1);
    run(*slow, 37), run(*at_once, 1);
    EXPECT_EQ(slow->chars_seen(), at_once->chars_seen()) << unit;
    EXPECT_EQ(slow->model_size(), at_once->model_size()) << unit;
    EXPECT_EQ(slow->evaluate(corpus.valid_ids).nats_per_token,
              at_once->evaluate(corpus.valid_ids).nats_per_token)
        << unit;
  }
  EXPECT_EQ(session_of({.order = 2})->chars_seen(), 0);
}

TEST(NgramSession, WordsAreJudgedPerCharacterToo) {
  const auto session = session_of({.order = 2, .unit = "word"});
  run(*session, 20);
  const Corpus corpus = lines_corpus();
  const Evaluation valid = session->evaluate(corpus.valid_ids);
  EXPECT_EQ(valid.chars(), i64(corpus.valid_ids.size()));
  EXPECT_LT(valid.tokens, valid.chars() / 3);
  EXPECT_EQ(valid.unknown, 1);  // its first word is cut
  EXPECT_GT(valid.spelling_nats, 0);
  EXPECT_NEAR(valid.nats_per_char() * double(valid.chars()),
              valid.nats_per_token * double(valid.tokens) + valid.spelling_nats, 1e-9);
  EXPECT_EQ(session->evaluate_text(corpus.vocab, "the zebra\n").unknown, 1);
  EXPECT_EQ(session->chars_seen(), i64(corpus.train_ids.size()));
}

TEST(NgramSession, MaximumLikelihoodSaysHowOftenItIsWrong) {
  const auto session = session_of({.order = 4, .smoothing = "mle"});
  run(*session, 20);
  const Corpus corpus = lines_corpus();
  const Evaluation valid = session->evaluate_text(corpus.vocab, "왜?far the 나무\n\n\n");
  EXPECT_GT(valid.impossible, 0);
  EXPECT_TRUE(std::isinf(valid.nats_per_token));
  EXPECT_TRUE(std::isfinite(session->evaluate_text(corpus.vocab, "the cat ").nats_per_token));
}

TEST(NgramSession, ResumesToTheSameBits) {
  TempDir dir;
  const auto whole = session_of({.order = 5}), resumed = session_of({.order = 5});
  run(*whole, 7);
  resumed->restore(checkpoint_of(*whole, dir / "c.safetensors"));
  resumed->plan_steps(20);
  for (int i = 7; i < 20; ++i) EXPECT_EQ(whole->step().loss, resumed->step().loss) << i;
  EXPECT_EQ(whole->state(), resumed->state());
  EXPECT_EQ(whole->chars_seen(), i64(lines_corpus().train_ids.size()));
}

TEST(NgramSession, CountsNoTextTwice) {
  const auto session = session_of({.order = 2}, 5);
  run(*session, 3);
  session->plan_steps(6);  // another plan for what is left
  run(*session, 3);
  EXPECT_EQ(session->chars_seen(), i64(lines_corpus().train_ids.size()));
  EXPECT_THAT(error_of([&] { session->plan_steps(9); }), HasSubstr("counted after 6 steps"));
}

TEST(NgramSession, RefusesACheckpointOfAnotherText) {
  TempDir dir;
  const auto session = session_of({.order = 2});
  run(*session, 4);
  const Checkpoint saved = checkpoint_of(*session, dir / "c.safetensors");
  const NgramOptions options{.order = 2};
  const Corpus other = corpus_from_text("other", "a short text, and another\n");
  NgramSession stranger(options, std::make_shared<NgramText>(options, other), other.vocab);
  EXPECT_THAT(error_of([&] { stranger.restore(saved); }), HasSubstr("the text was changed"));
}

TEST(SpellingModel, GivesEveryWordAProbability) {
  const WordVocab words = WordVocab::of({"cat cats dog dogs the then\n"});
  const SpellingModel spelling(words);
  EXPECT_LT(spelling.nats("dogs"), spelling.nats("sgod"));
  EXPECT_LT(spelling.nats("cat"), spelling.nats("caz"));  // z: no character of the vocabulary
  EXPECT_GT(spelling.nats("z"), std::log(1e6));
  EXPECT_TRUE(std::isfinite(spelling.nats("\xff\xfe")));
  double all = 0;  // of all words of up to three letters, and what is longer takes the rest
  const std::string letters = "acdeghnost";
  for (const char a : letters) {
    all += std::exp(-spelling.nats({&a, 1}));
    for (const char b : letters) {
      all += std::exp(-spelling.nats(std::string{a, b}));
      for (const char c : letters) all += std::exp(-spelling.nats(std::string{a, b, c}));
    }
  }
  EXPECT_GT(all, 0.2);
  EXPECT_LT(all, 1);
}

TEST(NgramOptions, MistakesAreAnswered) {
  const auto refused = [](const NgramOptions& options) {
    return error_of([&] { options.check(); });
  };
  EXPECT_THAT(refused({.closed = true}), HasSubstr("go with unit=word"));
  EXPECT_THAT(refused({.unit = "word", .closed = true, .min_count = 2}), HasSubstr("min_count"));
  EXPECT_EQ(refused({.unit = "word", .min_count = 2}), "no error");
}

class NgramGhostTest : public ::testing::TestWithParam<const char*> {
 protected:
  NgramGhostTest() : session_(session_of({.order = 4, .unit = GetParam()})) {
    for (int i = 0; i < 20; ++i) {
      if (i == 6) early_ = weights_of(*session_);
      session_->step();
    }
    late_ = weights_of(*session_);
    ghost_ = session_->make_ghost();
  }
  Frame look(const Weights& weights, const std::string& text) {
    ghost_->load(weights);
    Frame frame;
    ghost_->look({.text = text, .taps = taps::kCounts}, frame);
    return frame;
  }
  std::unique_ptr<NgramSession> session_;
  std::unique_ptr<Ghost> ghost_;
  Weights early_, late_;
};

TEST_P(NgramGhostTest, GoesBackInTime) {
  const Frame first = look(early_, "the cat saw a"), then = look(late_, "the cat saw a"),
              again = look(early_, "the cat saw a");
  ASSERT_EQ(first.log_p.size(), again.log_p.size());
  for (std::size_t t = 1; t < first.log_p.size(); ++t) EXPECT_EQ(first.log_p[t], again.log_p[t]);
  EXPECT_NE(first.find("ngram.sparsity")->values, then.find("ngram.sparsity")->values);
  EXPECT_EQ(first.find("ngram.sparsity")->values, again.find("ngram.sparsity")->values);
}

TEST_P(NgramGhostTest, TheLadderAddsUpToTheProbability) {
  const Frame frame = look(late_, "the cat saw a dog\nran");
  const Tap &ladder = *frame.find("ngram.ladder"), &target = *frame.find("ngram.target");
  const i64 T = i64(frame.ids.size()), N = ladder.shape[1], F = ladder.shape[2];
  ASSERT_EQ(ladder.shape, (std::vector<i64>{T, 4, 8}));
  for (i64 t = 0; t + 1 < T; ++t) {
    EXPECT_EQ(i32(target.values[std::size_t(t)]), frame.ids[std::size_t(t) + 1]);
    const float* top = ladder.slice(t) + (N - 1) * F;
    EXPECT_NEAR(std::log(top[7]), frame.log_p[std::size_t(t) + 1], 1e-4) << t;
    double own = 0, handed_down = 1;
    for (i64 n = N - 1; n >= 0; --n) {
      own += ladder.slice(t)[n * F + 6];
      handed_down *= ladder.slice(t)[n * F + 5];
    }
    own += handed_down / double(ghost_->vocab_size());  // 1/V below the unigrams
    EXPECT_NEAR(own, top[7], 0.02 * top[7]) << t;       // words: <s> is no candidate, so V-1
  }
  EXPECT_EQ(i32(target.values.back()), frame.candidates[0].id);
}

TEST_P(NgramGhostTest, EveryNumberOfAProbeIsADistribution) {
  const Frame frame = look(late_, "saw");
  double sum = 0;
  for (const Candidate& c : frame.candidates) sum += double(c.raw);
  EXPECT_NEAR(sum, 1, 1e-4);
  const Tap& matrix = *frame.find("ngram.bigram");
  const i64 V = matrix.shape[0];
  for (i64 v = 0; v < V; ++v)
    EXPECT_NEAR(std::accumulate(matrix.slice(v), matrix.slice(v) + V, 0.), 1, 1e-4) << v;
}

TEST_P(NgramGhostTest, WritesWhatItReadsBack) {
  ghost_->load(late_);
  i64 dropped = 0;
  const std::vector<i32> ids = ghost_->encode("the cat saw a dog\n나무 ran", dropped);
  EXPECT_EQ(dropped, 0);
  std::string text;
  for (const i32 id : ids) text += ghost_->decode(id);
  const bool words = std::string(GetParam()) == "word";
  EXPECT_EQ(text, words ? " the cat saw a dog\n 나무 ran" : "the cat saw a dog\n나무 ran");
  EXPECT_EQ(generate(*ghost_, ids, 30, {}).size(), 30u);
}

TEST_P(NgramGhostTest, TheWriterSeesWhatTheSessionCounted) {
  const auto writer = session_->make_writer();
  ghost_->load(late_), writer->load(late_);
  std::vector<float> own, borrowed;
  const std::vector<i32> ids = {ghost_->start_token()};
  ghost_->next_logits(ids, own), writer->next_logits(ids, borrowed);
  EXPECT_EQ(own, borrowed);
}

TEST_P(NgramGhostTest, RefusesPlacesOutsideTheText) {
  EXPECT_THAT(error_of([&] { ghost_->load({1, {99, 0}}); }), HasSubstr("want a place from 0 to"));
  EXPECT_THAT(error_of([&] { ghost_->load({1, {0}}); }), HasSubstr("want 2 weights"));
}

INSTANTIATE_TEST_SUITE_P(Units, NgramGhostTest, ::testing::Values("char", "word"));

TEST(NgramChapter, CutsATextOnceForAllWhoLookAtIt) {
  const Corpus corpus = lines_corpus();
  NgramTexts texts;
  const NgramOptions chars, words{.unit = "word"};
  const auto first = texts.of(words, corpus);
  EXPECT_EQ(first, texts.of(words, corpus));
  EXPECT_NE(first, texts.of(chars, corpus));
}

}  // namespace
}  // namespace lab::test
