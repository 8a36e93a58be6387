// The knobs of chapter 3.
#pragma once
#include "engine/ngram/model.h"
#include "engine/run/options.h"

namespace lab {

struct NgramOptions {
  i64 order = 5;                  ///< tokens in the longest n-gram: order-1 are looked back on
  std::string smoothing = "mkn";  ///< as smoothing_from() reads it
  double k = 1;                   ///< what add-k adds to every count
  std::string unit = "char";      ///< what is counted: "char" or "word"
  bool closed = false;  ///< words: validation text's words are known too, and there is no <unk>
  i64 min_count = 1;    ///< words: rarer ones are counted as <unk>

  OptionFields fields();
  /// Throws UsageError where two options do not go together.
  void check() const;
  bool words() const { return unit == "word"; }
  Smoothing how() const { return smoothing_from(smoothing); }
};

}  // namespace lab
