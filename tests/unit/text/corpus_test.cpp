#include "engine/text/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string put(const TempDir& dir, const std::string& name, const std::string& bytes) {
  write_file_atomic(dir / name, bytes, Durability::none);
  return dir / name;
}

TEST(Corpus, SplitsNinetyToTenByCharactersNotBytes) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "가나다라마바사아자a";  // 100 characters, 280 bytes
  const Corpus corpus = corpus_from_text("t", text);
  EXPECT_EQ(count_chars(corpus.train), 90);
  EXPECT_EQ(count_chars(corpus.valid), 10);
  EXPECT_EQ(corpus.train + corpus.valid, text);
  EXPECT_EQ(corpus.train_ids.size(), 90u);
  EXPECT_EQ(corpus.vocab.decode(corpus.valid_ids), corpus.valid);
}

TEST(Corpus, StripsMarkAndCarriageReturns) {
  const TempDir dir;
  const Corpus corpus = load_corpus(put(dir, "이야기 책.txt",
                                        "\xEF\xBB\xBF"
                                        "a\r\nb\rc\nd하e하f하g하h하i하"));
  EXPECT_EQ(corpus.train + corpus.valid, "a\nb\nc\nd하e하f하g하h하i하");
  EXPECT_EQ(corpus.name, "이야기 책");
}

TEST(Corpus, ValidationFileTakesPartInTheVocabulary) {
  const TempDir dir;
  const Corpus corpus = load_corpus(put(dir, "a.txt", "aaab"), put(dir, "v.txt", "zz\r\n"));
  EXPECT_EQ(corpus.train, "aaab");
  EXPECT_EQ(corpus.valid, "zz\n");
  EXPECT_EQ(corpus.vocab.save(), "\nabz");
}

TEST(Corpus, MistakesAreOneLineWithThePathAndTheNextStep) {
  const TempDir dir;
  const auto message = [&](const std::string& path, i64 min_chars = 2) {
    const std::string text = error_of([&] { load_corpus(path, "", min_chars); });
    EXPECT_THAT(text, AllOf(HasSubstr(path), Not(HasSubstr("\n"))));
    return text;
  };
  EXPECT_THAT(message(dir / "none.txt"), HasSubstr("no such file"));
  EXPECT_THAT(message(dir.path()), HasSubstr("is a directory"));
  EXPECT_THAT(message(put(dir, "empty.txt", "")), HasSubstr("is empty"));
  EXPECT_THAT(message(put(dir, "mark.txt", "\xEF\xBB\xBF")), HasSubstr("is empty"));
  EXPECT_THAT(message(put(dir, "short.txt", std::string(640, 'x')), 65),
              AllOf(HasSubstr("640 characters"), HasSubstr("65 (context + 1)")));
  EXPECT_THAT(message(put(dir, "bad.txt", "abc\xFFz")), HasSubstr("at byte 3"));
  EXPECT_NO_THROW(load_corpus(put(dir, "enough.txt", std::string(641, 'x')), "", 65));
}

TEST(Corpus, ShortValidationFileIsNamed) {
  const TempDir dir;
  const std::string train = put(dir, "a.txt", std::string(100, 'a')),
                    valid = put(dir, "v.txt", "vv");
  EXPECT_THAT(error_of([&] { load_corpus(train, valid, 65); }),
              AllOf(HasSubstr(valid), HasSubstr("2 characters")));
}

TEST(Corpus, GuessesTheEncodingOfOtherFiles) {
  const TempDir dir;
  const auto message = [&](const std::string& bytes) {
    const std::string path = put(dir, "x.txt", bytes);
    return error_of([&] { load_corpus(path); });
  };
  // "가나다 안녕" in CP949, as iconv writes it
  EXPECT_THAT(
      message("\xB0\xA1\xB3\xAA\xB4\xD9 \xBE\xC8\xB3\xE7"),
      AllOf(HasSubstr("CP949/EUC-KR"), HasSubstr("iconv -f CP949 -t UTF-8"), HasSubstr("byte 0")));
  EXPECT_THAT(message(std::string("\xFF\xFE"
                                  "a\0b\0",
                                  6)),
              HasSubstr("iconv -f UTF-16 "));
  EXPECT_THAT(message(std::string("a\0b\0c\0d\0", 8)), HasSubstr("iconv -f UTF-16LE"));
  EXPECT_THAT(message(std::string("\0a\0b\0c\0d", 8)), HasSubstr("iconv -f UTF-16BE"));
  const std::string program = read_file("/proc/self/exe").substr(0, 100'000);
  EXPECT_THAT(message(program), AllOf(HasSubstr("file '"), Not(HasSubstr("looks like"))));
  EXPECT_THAT(message("caf\xE9 au lait"), AllOf(HasSubstr("byte 3"), HasSubstr("file '")));
  // Korean UTF-8 with one broken byte is not taken for CP949.
  EXPECT_THAT(message("가나다라\xB0 마바사"), AllOf(HasSubstr("byte 12"), Not(HasSubstr("CP949"))));
}

TEST(Corpus, UnreadableFileSaysWhy) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TempDir dir;
  const std::string path = put(dir, "secret.txt", "abc");
  chmod(path.c_str(), 0);
  EXPECT_THAT(error_of([&] { load_corpus(path); }), AllOf(HasSubstr(path), HasSubstr("ermission")));
}

TEST(Corpus, RefusesHugeFilesBeforeReadingThem) {
  const TempDir dir;
  const std::string path = put(dir, "huge.txt", "a");
  std::filesystem::resize_file(path, (std::uintmax_t(2) << 30) + 1);  // sparse: takes no space
  EXPECT_THAT(error_of([&] { load_corpus(path); }), HasSubstr("at most 2 GB"));
}

TEST(Corpus, PartsMustFitTheVocabulary) {
  EXPECT_THROW(corpus_from_parts("t", "ab", "c", CharVocab::of({"ab"})), Error);
}

}  // namespace
}  // namespace lab
