// Chapter 10's GPT, one token at a time. What a token's keys and values are depends on the tokens
// before it alone, so they are kept; each new token then costs one pass of its own.
#pragma once
#include <span>
#include <vector>

#include "chapters/10_gpt/model.h"

namespace lab {

enum class Precision {
  full,  ///< the model's own weights, read in place
  int8,  ///< a copy rounded to 8 bits, one scale per row; everything else stays `real`
};

/// A matrix of the model as the decoder reads it.
class DecoderMatrix {
 public:
  DecoderMatrix(const Tensor& W, const Tensor& b, Precision precision);
  /// Rounds again, after the model's weights have changed.
  void reload();
  /// y = outputs [first, first + count) of W x + b.   x: (rows, in) -> y: (rows, count)
  void operator()(real* y, const real* x, i64 rows, i64 first, i64 count) const;
  /// All outputs.   x: (rows, in) -> y: (rows, out)
  void operator()(real* y, const real* x, i64 rows) const { (*this)(y, x, rows, 0, W_.dim(0)); }

 private:
  Tensor W_, b_;               // (out, in), (out) or nothing
  std::vector<i8> quantized_;  // (out, in), empty in full precision
  std::vector<real> scale_;    // (out)
};

/// Holds the keys and values of the tokens fed so far. The same tokens give the same bits, whether
/// fed one by one or many at once, on any number of threads; they agree with Gpt's own pass up to
/// rounding. Nothing is allocated after construction.
/// Threads: used by one thread at a time; shares its products over the pool.
class GptDecoder {
 public:
  /// Shares the model's weights: whoever changes them calls reload().
  explicit GptDecoder(const Gpt& model, Precision precision = Precision::full);

  /// Appends tokens (at least one) -> logits (V) of the token after the last; valid until the next
  /// call. Throws if the text would grow beyond the context: positions are learned, there is none
  /// for the token after.
  std::span<const real> feed(std::span<const i32> ids);
  std::span<const real> feed(i32 id) { return feed({&id, 1}); }
  /// logits (V) of the token after `ids`: keeps what `ids` shares with the text fed so far, forgets
  /// the rest, and feeds what is missing.
  std::span<const real> logits_after(std::span<const i32> ids);

  /// The text fed so far.
  std::span<const i32> ids() const { return ids_; }
  i64 size() const { return i64(ids_.size()); }
  i64 context() const { return model_.options().context; }
  /// Forgets all but the first n tokens.
  void rewind(i64 n);
  void reset() { ids_.clear(); }
  /// Forgets the text, and takes over the weights as they are now.
  void reload();

 private:
  struct Block {
    DecoderMatrix qkv, proj, up, down;
  };

  void check(std::span<const i32> ids) const;
  void pass(std::span<const i32> ids);
  void attention(std::size_t layer, i64 n);
  void mlp(std::size_t layer, i64 n);
  void normalize(const LayerNorm& norm, const real* x, i64 n);

  Gpt model_;  // handles: the tensors are the model's own
  std::vector<Block> blocks_;
  DecoderMatrix head_;
  std::vector<i32> ids_;
  Buffer keys_, values_;  // (L, H, context, D)
  Buffer x_;              // (n, C): the stream, for up to kAtOnce tokens
  Buffer normed_;         // (n, C)
  Buffer q_;              // (H, n, D)
  Buffer att_;            // (H, context)
  Buffer heads_;          // (n, C)
  Buffer act_;            // (n, 4C)
  Buffer change_;         // (n, C): what a half of a block adds to the stream
  Buffer moments_;        // (2, n): mean and 1 / std of each row
  Buffer logits_;         // (V)
};

}  // namespace lab
