#include "engine/run/run_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "tests/unit/io/temp_dir.h"
#include "tests/unit/run/killed.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kTrain = "옛날 옛날에\n\"곰\"이", kValid = "날\n";

RunConfig some_config() {
  RunConfig config;
  config.chapter = "gpt";
  config.options = {{"n_layers", "4"}, {"lr", "0.001"}};
  config.data = "우리 글.txt";
  config.seed = ~u64(0);
  config.steps = 2000;
  config.vocab = CharVocab::of({kTrain, kValid}).save();
  config.references = {{"uniform", 4.17f}, {"floor", 0.1f}};
  config.build = "g++ 12";
  config.cpu_kernel = "Cooperlake";
  config.extra = {{"threads", "2"}};
  return config;
}

RunDir make(const std::string& path) { return RunDir::create(path, some_config(), kTrain, kValid); }

void expect_same(const RunConfig& a, const RunConfig& b) {
  EXPECT_EQ(a.chapter, b.chapter);
  EXPECT_EQ(a.options, b.options);
  EXPECT_EQ(a.data, b.data);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.steps, b.steps);
  EXPECT_EQ(a.vocab, b.vocab);
  ASSERT_EQ(a.references.size(), b.references.size());
  for (size_t i = 0; i < a.references.size(); ++i) {
    EXPECT_EQ(a.references[i].key, b.references[i].key);
    EXPECT_EQ(a.references[i].nats, b.references[i].nats);
  }
  EXPECT_EQ(a.build, b.build);
  EXPECT_EQ(a.cpu_kernel, b.cpu_kernel);
  EXPECT_EQ(a.extra, b.extra);
}

TEST(RunDir, CreatedThenOpenedIsTheSameRun) {
  const TempDir dir;
  const std::string path = dir / "내 실험/gpt 하나";
  make(path + "/");
  const RunDir run = RunDir::open(path);
  expect_same(run.config(), some_config());
  EXPECT_EQ(run.config().created.size(), std::string("2025-01-31T12:00:00Z").size());
  EXPECT_EQ(run.name(), "gpt 하나");
  EXPECT_FALSE(run.has_checkpoint());
  const Corpus corpus = run.load_corpus();
  EXPECT_EQ(corpus.train, kTrain);
  EXPECT_EQ(corpus.valid, kValid);
  EXPECT_EQ(corpus.vocab.decode(corpus.train_ids), kTrain);
  EXPECT_THAT(list_dir(path),
              ElementsAre("config.json", "keyframes", "log.jsonl", "train.txt", "valid.txt"));
  EXPECT_THAT(list_dir(dir / "내 실험"), ElementsAre("gpt 하나"));
}

TEST(RunDir, UpdatesItsConfig) {
  const TempDir dir;
  RunDir run = make(dir / "r");
  RunConfig config = run.config();
  config.steps = 5000;
  run.update_config(config);
  EXPECT_EQ(run.config().steps, 5000);
  expect_same(RunDir::open(dir / "r").config(), config);
}

TEST(RunDir, RefusesATakenPlace) {
  const TempDir dir;
  make(dir / "r");
  EXPECT_THAT(error_of([&] { make(dir / "r"); }),
              AllOf(HasSubstr("already holds a run"), HasSubstr("resume")));
  ensure_dir(dir / "full");
  write_file_atomic(dir / "full/photo.jpg", "x", Durability::none);
  EXPECT_THAT(error_of([&] { make(dir / "full"); }), HasSubstr("not empty"));
  write_file_atomic(dir / "file", "x", Durability::none);
  EXPECT_THAT(error_of([&] { make(dir / "file"); }), HasSubstr("is a file"));
  ensure_dir(dir / "empty");
  EXPECT_NO_THROW(make(dir / "empty"));
  EXPECT_THAT(list_dir(dir / "full"), ElementsAre("photo.jpg"));
}

TEST(RunDir, AFailureAnywhereLeavesNothing) {
  const TempDir dir;
  int operations = 0;
  set_file_hook([&](std::string_view, const std::string&) { return ++operations, 0; });
  make(dir / "count");
  set_file_hook(nullptr);
  ASSERT_GT(operations, 12);
  for (int fails_at = 0; fails_at < operations - 1; ++fails_at) {  // the last is after the rename
    int seen = 0;
    set_file_hook([&](std::string_view op, const std::string&) {
      return op != "remove" && seen++ == fails_at ? ENOSPC : 0;
    });
    EXPECT_THAT(error_of([&] { make(dir / "r"); }), HasSubstr("No space left")) << fails_at;
    set_file_hook(nullptr);
    EXPECT_THAT(list_dir(dir.path()), ElementsAre("count")) << fails_at;
  }
}

TEST(RunDir, KilledAnywhereIsNoRunOrAWholeOne) {
  const TempDir dir;
  int operation = 0, whole = 0;
  for (; test::killed_at(operation, [&] { make(dir / "r"); }); ++operation) {
    if (is_directory(dir / "r")) {
      ++whole;
      EXPECT_EQ(RunDir::open(dir / "r").load_corpus().train, kTrain);
    } else {
      make(dir / "r");  // the litter of the dead process is swept up
    }
    EXPECT_THAT(list_dir(dir.path()), ElementsAre("r")) << operation;
    std::filesystem::remove_all(dir / "r");
  }
  EXPECT_GT(operation, 12);
  EXPECT_EQ(whole, 1);
}

TEST(RunDir, SaysWhatItMissesWhenAFolderIsNoRun) {
  const TempDir dir;
  EXPECT_THAT(error_of([&] { RunDir::open(dir / "none"); }), HasSubstr("no such folder"));
  EXPECT_THAT(error_of([&] { RunDir::open(dir.path()); }),
              AllOf(HasSubstr("not a run"), HasSubstr("missed config.json, train.txt, valid.txt")));
  make(dir / "r");
  remove_file(dir / "r/train.txt");
  EXPECT_THAT(error_of([&] { RunDir::open(dir / "r"); }),
              AllOf(HasSubstr("missed train.txt"), Not(HasSubstr("missed config.json"))));
}

TEST(RunDir, RefusesOtherVersionsWithTheReason) {
  const TempDir dir;
  const RunDir run = make(dir / "r");
  const std::string path = run.file("config.json"), good = read_file(path);
  const auto message = [&](const std::string& format) {
    std::string text = good;
    const std::string now = "\"lmlab-run/1\"";
    text.replace(text.find(now), now.size(), format);
    write_file_atomic(path, text, Durability::none);
    return error_of([&] { RunDir::open(dir / "r"); });
  };
  EXPECT_THAT(message("\"lmlab-run/2\""), AllOf(HasSubstr("newer"), HasSubstr(path)));
  EXPECT_THAT(message("\"lmlab-run/0\""), HasSubstr("older"));
  EXPECT_THAT(message("\"cookbook\""), HasSubstr("cookbook"));
  EXPECT_THAT(message("\"lmlab-run/1x\""), HasSubstr("lmlab-run/1x"));
  EXPECT_THAT(message("7"), HasSubstr("no \"format\""));
  EXPECT_EQ(message("\"lmlab-run/1\""), "no error");
}

TEST(RunDir, DamagedConfigIsAnErrorAtEveryByte) {
  const TempDir dir;
  const RunDir run = make(dir / "r");
  const std::string path = run.file("config.json"), good = read_file(path);
  for (size_t length = 0; length + 2 < good.size(); ++length) {  // the last two are "}\n"
    write_file_atomic(path, good.substr(0, length), Durability::none);
    ASSERT_THAT(error_of([&] { RunDir::open(dir / "r"); }), HasSubstr(path)) << length;
  }
}

TEST(RunDir, DefaultNamesAreReadableAndFree) {
  const TempDir dir;
  const std::string root = dir / "runs";
  const auto name = [&](const std::string& data) {
    return RunDir::default_name("gpt", data, 1, root).substr(root.size() + 1);
  };
  EXPECT_EQ(name("tinytown"), "gpt-tinytown-1");
  EXPECT_EQ(name("../data/my text.txt"), "gpt-my-text-1");
  EXPECT_EQ(name("글/봄 봄.txt"), "gpt-봄-봄-1");
  EXPECT_EQ(name("?!"), "gpt-text-1");
  EXPECT_EQ(name("\xFF\xFE"), "gpt-text-1");
  ensure_dir(root + "/gpt-tinytown-1");
  EXPECT_EQ(name("tinytown"), "gpt-tinytown-1-2");
  ensure_dir(root + "/gpt-tinytown-1-2");
  EXPECT_EQ(name("tinytown"), "gpt-tinytown-1-3");
}

}  // namespace
}  // namespace lab
