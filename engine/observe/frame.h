// What anyone outside the engine may see of a model: named arrays of one look at one probe text.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "engine/observe/dialogue.h"
#include "engine/text/sampling.h"

namespace lab {

/// A named array that a model shows of itself; float whatever `real` is, row-major.
/// Names and axes are the tap contract of engine/observe/README.md, e.g.
///   "blk0.attn.p" axes {"head","query","key"} shape {H,T,T}; "logits" {"position","token"} {T,V}.
struct Tap {
  std::string name;
  std::vector<std::string> axes;
  std::vector<i64> shape;
  std::vector<float> values;
  std::vector<std::string> labels;  ///< may be empty; one per index of the first axis
  /// Values with the first index fixed, e.g. one head of an attention tap.
  const float* slice(i64 first) const;
};

/// What is done to one head while looking: nothing, output set to 0, or to its mean over the text.
enum class HeadMode : u8 { normal, zero, mean };
struct HeadEdit {
  i32 layer = 0, head = 0;
  HeadMode mode = HeadMode::zero;
  bool operator==(const HeadEdit&) const = default;
};

/// Groups of taps; a look fills only those that a visible panel draws from.
namespace taps {
inline constexpr u32 kAttention = 1;    ///< blk{l}.attn.p, blk{l}.attn.score
inline constexpr u32 kVectors = 2;      ///< blk{l}.attn.q, .k, .v, .head_out
inline constexpr u32 kResidual = 4;     ///< blk{l}.resid_mid, .resid_out, final.ln
inline constexpr u32 kMlp = 8;          ///< blk{l}.mlp.act
inline constexpr u32 kLogits = 16;      ///< logits
inline constexpr u32 kEmbeddings = 32;  ///< emb.tok, emb.pos
inline constexpr u32 kCounts = 64;      ///< ngram.ladder, .target, .bigram, .sparsity, .unigram
inline constexpr u32 kPieces = 128;     ///< tokens.merges, .vocab, .bytes, .fertility, .sample.K
inline constexpr u32 kDialogue = 256;   ///< Frame::exchanges
inline constexpr u32 kAll = 511;
}  // namespace taps

/// What to look at. Equal probes on equal weights give equal frames.
struct Probe {
  std::string text;         ///< UTF-8; characters the vocabulary lacks are left out, and counted
  std::vector<i32> forced;  ///< token ids appended after the text ("what if it had said ...")
  i64 position = -1;        ///< whose next-token distribution is ranked; -1 = the last
  SamplerOptions sampler;
  std::vector<HeadEdit> heads;  ///< interventions; empty = the model as it is
  u32 taps = taps::kAttention;  ///< which groups of taps to fill
  bool operator==(const Probe&) const = default;
};

inline constexpr i64 kMaxProbeTokens = 64;

/// One look. Everything on screen that concerns the model is drawn from one of these.
struct Frame {
  u64 id = 0;           ///< differs whenever any content differs; textures are rebuilt on change
  i64 step = -1;        ///< the weights' training step; -1 = no look yet
  i64 asked_step = -1;  ///< what the user asked for; differs when the nearest keyframe was taken
  bool live = false;    ///< newest weights of a training run (true) or a stored keyframe (false)
  Probe probe;
  i64 dropped = 0;       ///< probe characters left out: not in the vocabulary, or beyond the limit
  i64 text_tokens = 0;   ///< ids before the forced ones
  std::vector<i32> ids;  ///< (T)
  std::vector<std::string> labels;  ///< (T) one printable label per token
  std::vector<float> log_p;         ///< (T) nats given to token t by what precedes it; [0] is NaN
  std::vector<i32> rank;            ///< (T) 0 = the model's first choice; [0] is -1
  std::vector<Tap> taps;
  std::vector<Candidate> candidates;  ///< at `probe.position`, sorted, all V of them
  std::vector<Exchange> exchanges;    ///< of a rule-based partner: one per line of the probe text
  double u = 0;                       ///< the random number that `sampled` was drawn with
  i32 sampled = -1;                   ///< index into candidates
  double look_ms = 0;                 ///< cost of this look
  std::string error;                  ///< not empty: why there is nothing to see

  const Tap* find(std::string_view name) const;
};

}  // namespace lab
