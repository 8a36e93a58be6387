// An n-gram run that never was, over a text that is really counted: the ladder adds up.
#pragma once
#include "engine/ngram/model.h"
#include "tests/ui/fake_watch.h"

namespace lab::test {

struct FakeNgram {
  int order = 5;
  Smoothing smoothing = Smoothing::modified_kneser_ney;
  bool pairs = true;  ///< the looks hold ngram.bigram
};

/// Makes `watch` an n-gram run: stage, facts, and the taps ngram.* in every look. At step 0 nothing
/// has been read, at a later one more and more of a few sentences.
void make_ngram(FakeWatch& watch, const FakeNgram& options = {});

}  // namespace lab::test
