// WordVocab: lines to ids and back.
#include "engine/ngram/words.h"

#include <gtest/gtest.h>

#include "tests/reference/error_of.h"

namespace lab::test {
namespace {

using Ids = std::vector<i32>;

TEST(WordVocab, NumbersWordsAsTheyAppear) {
  const WordVocab vocab = WordVocab::of({"the cat\tsat\n the  cat \n", "on\r\n"});
  EXPECT_EQ(vocab.words(),
            (std::vector<std::string>{"<unk>", "<s>", "</s>", "the", "cat", "sat", "on"}));
  EXPECT_EQ(vocab.unknown(), 0);
  EXPECT_EQ(vocab.id("cat"), 4);
  EXPECT_EQ(vocab.id("dog"), 0);
  EXPECT_FALSE(vocab.knows("dog"));
  EXPECT_EQ(vocab.shape(3), (NgramShape{3, 7, 1, 2, false}));
}

TEST(WordVocab, EndsEveryLine) {
  const WordVocab vocab = WordVocab::of({"a b\n"});
  EXPECT_EQ(vocab.encode("a b\nb"), (Ids{3, 4, 2, 4, 2}));
  EXPECT_EQ(vocab.encode("a\n\n"), (Ids{3, 2, 2}));  // an empty line is a sentence
  EXPECT_EQ(vocab.encode(""), Ids{});
  i64 unknown = 0;
  EXPECT_EQ(vocab.encode("a x <unk>\n", unknown), (Ids{3, 0, 0, 2}));
  EXPECT_EQ(unknown, 1);
  EXPECT_EQ(vocab.decode(vocab.encode("b a\n\na b\n")), "b a\n\na b\n");
}

TEST(WordVocab, LiteralUnknownIsAWord) {
  const WordVocab open = WordVocab::of({"a <unk> b\n"});
  EXPECT_EQ(open.size(), 5);
  const WordVocab closed = WordVocab::of({"a <unk> b\n"}, {.closed = true});
  EXPECT_EQ(closed.unknown(), 0);
  EXPECT_EQ(closed.encode("zzz"), (Ids{0, 2}));
}

TEST(WordVocab, ClosedKnowsItsWordsOnly) {
  const WordVocab vocab = WordVocab::of({"a b\n"}, {.closed = true});
  EXPECT_EQ(vocab.words(), (std::vector<std::string>{"<s>", "</s>", "a", "b"}));
  EXPECT_EQ(vocab.id("c"), -1);
  EXPECT_EQ(error_of([&] { vocab.encode("a\nb c\n"); }),
            "words: line 2: \"c\" is not in the closed vocabulary of 4 words; train with an open "
            "one");
}

TEST(WordVocab, RareWordsAreUnknown) {
  const WordVocab vocab = WordVocab::of({"a b a c\nc a\n"}, {.min_count = 2});
  EXPECT_EQ(vocab.words(), (std::vector<std::string>{"<unk>", "<s>", "</s>", "a", "c"}));
  EXPECT_NE(error_of([] { WordVocab::of({"a"}, {.closed = true, .min_count = 2}); }), "no error");
}

TEST(WordVocab, SavesAndLoads) {
  const WordVocab vocab = WordVocab::of({"a \xea\xb0\x80 b\n"});
  const WordVocab again = WordVocab::load(vocab.save());
  EXPECT_EQ(again.words(), vocab.words());
  EXPECT_EQ(again.shape(2), vocab.shape(2));
  EXPECT_EQ(error_of([] { WordVocab::load("<s>\n</s>\na\na\n"); }),
            "words: line 4 of the vocabulary repeats \"a\"");
  EXPECT_NE(error_of([] { WordVocab::load("a\n"); }), "no error");
  EXPECT_NE(error_of([] { WordVocab::load("<s>\n\n</s>\n"); }), "no error");
}

TEST(WordVocab, RefusesMarksInATextWithTheirLine) {
  EXPECT_EQ(error_of([] { WordVocab::of({"a\nb </s>\n"}); }),
            "words: line 2 holds the word \"</s>\", which marks the borders of sentences; every "
            "line is a sentence, remove it");
  const WordVocab vocab = WordVocab::of({"a\n"});
  EXPECT_NE(error_of([&] { vocab.encode("<s> a\n"); }), "no error");
  EXPECT_NE(error_of([&] { vocab.decode(Ids{9}); }), "no error");
}

}  // namespace
}  // namespace lab::test
