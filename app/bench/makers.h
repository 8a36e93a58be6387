// The functions behind the table of workloads: each allocates what it needs and says what one
// repetition is worth.
#pragma once
#include <memory>
#include <string>

#include "app/bench/workloads.h"

namespace lab {

/// A GPT and its batch.
struct GptSize {
  i64 layers, heads, width, context, batch, vocab;
  bool bias;
  i64 tokens() const { return batch * context; }
};
/// nanoGPT's two character models, and GPT-2 124M.
inline constexpr GptSize kGptA{4, 4, 128, 64, 12, 65, false};
inline constexpr GptSize kGptB{6, 6, 384, 256, 16, 65, false};
inline constexpr GptSize kGptC{12, 12, 768, 256, 1, 50257, true};

/// Operations of one training step: 6 per weight of a matrix and token, and attention's products.
/// Those count for the causal half only, which is what has to be computed.
double training_flops(const GptSize& size);

/// One training step of chapter 10 on random ids: batch, forward, backward, clipping, AdamW.
/// `bf16`: products of bfloat16 pairs, summed in float.
Work gpt_training(const GptSize& size, bool bf16 = false);
/// `context` - 1 tokens after a start token, drawn at temperature 0.8.
/// int8: weights rounded to 8 bits.
Work gpt_generation(const GptSize& size, bool int8 = false);
/// One training step of an LSTM on random ids: batch, forward, backward, clipping, Adam.
Work lstm_training();
/// The trainer's copy of all weights, and the analyst's look at them.
Work snapshot_look(const GptSize& size);

/// The three products of a linear layer: y = x W^T, dx += dy W, dW += dy^T x.
enum class Product : u8 { forward, dx, dw };
Work product(i64 rows, i64 out, i64 in, Product which);
/// y = x W^T with W laid out beforehand, as for every time step of a recurrent model.
Work packed_product(i64 rows, i64 out, i64 in);

/// Each op, forward without a tape, or backward alone.
enum class Pass : u8 { forward, backward };
Work layer_norm_work(i64 rows, i64 cols, Pass pass);
Work gelu_work(i64 rows, i64 cols, Pass pass);
Work cross_entropy_work(i64 rows, i64 vocab, Pass pass);
Work attention_work(const GptSize& size, Pass pass);
Work embedding_work(const GptSize& size, Pass pass);
/// Clipping and one update of all the weights that the model has.
Work adamw_work(const GptSize& size);

/// 8,000 tokens learned from a text of 25 MB, byte pairs; that text cut by them; and by GPT-2's
/// 50,257 tokens. One thread. The text is made up, or the file that LAB_BENCH_TEXT names; GPT-2's
/// files are those in the folder LAB_BENCH_GPT2, otherwise as many tokens learned from the text.
Work bpe_training_work();
Work bpe_encoding_work();
Work gpt2_encoding_work();

/// The text that LAB_BENCH_TEXT names, or a made-up one of 25 MB: words, signs, lines.
std::shared_ptr<const std::string> bench_text();

/// That text's words, numbered and counted up to order 5, discounts estimated.
Work ngram_training_work();
/// Every word of that text scored by the model of order 5 that was made from it.
Work ngram_query_work();
/// Of the text's first million characters, 90 % counted up to order 7 and 10 % scored.
Work ngram_chars_work();

/// One picture of the whole screen after a new look, up to the draw lists: not their pixels.
Work frame_build();

}  // namespace lab
