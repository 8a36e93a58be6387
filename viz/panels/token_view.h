// Chapter 02's taps as its panels ask for them (contract: engine/observe/README.md).
#pragma once
#include <span>
#include <string_view>

#include "engine/observe/frame.h"

namespace lab {

/// What one text costs the tokenizer.
struct Fertility {
  std::string_view name;  ///< "English", "Korean", "code", "probe": keys of the i18n tables
  double bytes = 0, characters = 0, words = 0, tokens = 0;
};

/// One look at a tokenizer. Holds pointers into the frame: make a new one for every picture.
/// Every accessor is safe for any id; what the frame lacks is 0 or "?".
class TokenView {
 public:
  struct Merge {
    i32 left = -1, right = -1, made = -1;  ///< ids
    i64 count = 0;                         ///< of the pair, when it was merged
  };

  explicit TokenView(const Frame& frame);

  /// False: the look is not one at a tokenizer.
  bool any() const { return vocab_ != nullptr; }
  i64 merges() const { return merges_ ? merges_->shape[0] : 0; }
  i32 vocab() const { return vocab_ ? i32(vocab_->shape[0]) : 0; }
  Merge merge(i64 index) const;
  /// The merge that made a token; -1 for a byte.
  i64 merge_of(i32 id) const;
  std::string_view label(i32 id) const;
  i64 bytes(i32 id) const;
  /// How often the training text has it now.
  i64 count(i32 id) const;
  /// The value of a token of one byte; -1 for longer ones.
  int byte(i32 id) const;

  /// 4 at most; the last is the probe text.
  int texts() const { return fertility_ ? int(fertility_->shape[0]) : 0; }
  Fertility fertility(int text) const;
  /// The pieces of a text, 0 <= text < 3; nullptr if the look has none.
  const Tap* sample(int text) const;
  static i32 sample_id(const Tap& sample, i64 piece);

 private:
  const Tap* vocab_ = nullptr;
  const Tap* merges_ = nullptr;
  const Tap* fertility_ = nullptr;
  const Tap* samples_[3] = {};
};

/// True for a label that spells bytes, "ED 95": a piece that is no whole characters. A text of
/// `bytes` bytes that looks like one is always longer or shorter.
bool is_hex(std::string_view label, i64 bytes);

/// The bytes of a token from left to right, read off the bytes that it was merged from; -1 where a
/// byte is not known. Those that `room` has no place for are left out: bytes() says how many.
std::span<const int> bytes_of(const TokenView& tokens, i32 id, std::span<int> room);

}  // namespace lab
