#include "chapters/03_ngram/options.h"

#include "engine/core/check.h"

namespace lab {

OptionFields NgramOptions::fields() {
  return {
      {"order", &order, 1, kMaxNgramOrder, "tokens in the longest n-gram; 1 ignores the context"},
      {"smoothing", Words{&smoothing, {"mkn", "kn", "wb", "addk", "mle"}}, 0, 0,
       "modified Kneser-Ney, Kneser-Ney, Witten-Bell, add-k, or none (maximum likelihood)"},
      {"k", &k, 1e-9, 1e6, "addk: what is added to every count"},
      {"unit", Words{&unit, {"char", "word"}}, 0, 0,
       "what is counted; a word is what stands between blanks, a line is a sentence"},
      {"closed", &closed, 0, 1, "word: the validation text's words are known too, without <unk>"},
      {"min_count", &min_count, 1, 1e6, "word: rarer ones are counted as <unk>"},
  };
}

void NgramOptions::check() const {
  if (!words() && (closed || min_count > 1))
    throw UsageError("options closed and min_count go with unit=word; characters are all known");
  if (closed && min_count > 1)
    throw UsageError(cat(
        "option min_count: want 1 in a closed vocabulary, which has no <unk>, got ", min_count));
}

}  // namespace lab
