#include "chapters/10_gpt/ghost.h"

#include <algorithm>
#include <cmath>

#include "engine/gemm/gemm.h"
#include "engine/observe/look.h"

namespace lab {
namespace {

/// Fills a frame's taps while the model computes, and switches heads off on the way.
class FrameObserver final : public Observer {
 public:
  FrameObserver(const Gpt& model, const Probe& probe, i64 T, Frame& frame)
      : model_(model), probe_(probe), T_(T), frame_(frame) {}
  ~FrameObserver() override { frame_.taps.resize(used_); }

  void on_tensor(int layer, const char* name, const Tensor& t) override {
    const std::string_view what = name;
    if (what == "attn.qkv") {
      if (wants(taps::kAttention)) add_scores(layer, t);
      if (wants(taps::kVectors)) add_vectors(layer, t);
    } else if (what == "attn.p") {
      if (wants(taps::kAttention)) copy(layer, name, {"head", "query", "key"}, {H_, T_, T_}, t);
    } else if (what == "attn.heads") {
      edit_heads(layer, t);
      if (wants(taps::kVectors)) add_head_outputs(layer, t);
    } else if (what == "mlp.act") {
      if (wants(taps::kMlp)) copy(layer, name, {"position", "unit"}, {T_, t.dim(-1)}, t);
    } else if (what == "logits") {
      if (wants(taps::kLogits)) copy(layer, name, {"position", "token"}, {T_, t.dim(-1)}, t);
    } else if (what != "emb" && wants(taps::kResidual)) {
      copy(layer, name, {"position", "channel"}, {T_, C_}, t);
    }
  }

  void add_embeddings() {
    if (!wants(taps::kEmbeddings)) return;
    const Tensor &tok = model_.token_embedding(), &pos = model_.position_embedding();
    copy(-1, "emb.tok", {"token", "channel"}, {tok.dim(0), C_}, tok);
    if (pos) copy(-1, "emb.pos", {"position", "channel"}, {pos.dim(0), C_}, pos);
  }

 private:
  bool wants(u32 group) const { return probe_.taps & group; }

  /// The next tap, reusing the memory of the frame's last look.
  Tap& next(int layer, std::string_view name, std::vector<std::string> axes,
            std::vector<i64> shape) {
    if (used_ == frame_.taps.size()) frame_.taps.emplace_back();
    Tap& tap = frame_.taps[used_++];
    tap.name = layer < 0 ? std::string(name) : cat("blk", layer, ".", name);
    tap.axes = std::move(axes);
    tap.shape = std::move(shape);
    i64 n = 1;
    for (const i64 size : tap.shape) n *= size;
    tap.values.resize(std::size_t(n));
    return tap;
  }

  void copy(int layer, std::string_view name, std::vector<std::string> axes, std::vector<i64> shape,
            const Tensor& t) {
    Tap& tap = next(layer, name, std::move(axes), std::move(shape));
    std::copy_n(t.data(), tap.values.size(), tap.values.begin());
  }

  /// score[h][i][j] = q_i . k_j / sqrt(D), before the mask.
  void add_scores(int layer, const Tensor& qkv) {
    Tap& tap = next(layer, "attn.score", {"head", "query", "key"}, {H_, T_, T_});
    scratch_.resize(std::size_t(T_ * T_));
    for (i64 h = 0; h < H_; ++h) {
      gemm_serial(Trans::no, Trans::yes, T_, T_, D_, 1 / std::sqrt(real(D_)), qkv.data() + h * D_,
                  3 * C_, qkv.data() + C_ + h * D_, 3 * C_, 0, scratch_.data(), T_);
      std::copy(scratch_.begin(), scratch_.end(), tap.values.begin() + h * T_ * T_);
    }
  }

  void add_vectors(int layer, const Tensor& qkv) {
    constexpr const char* kNames[] = {"attn.q", "attn.k", "attn.v"};
    for (i64 part = 0; part < 3; ++part) {
      Tap& tap = next(layer, kNames[part], {"head", "position", "unit"}, {H_, T_, D_});
      for (i64 h = 0; h < H_; ++h)
        for (i64 t = 0; t < T_; ++t)
          std::copy_n(qkv.data() + t * 3 * C_ + part * C_ + h * D_, D_,
                      tap.values.begin() + (h * T_ + t) * D_);
    }
  }

  /// What each head alone adds to the stream: its columns through its part of the projection.
  void add_head_outputs(int layer, const Tensor& heads) {
    Tap& tap = next(layer, "attn.head_out", {"head", "position", "channel"}, {H_, T_, C_});
    const Tensor& W = model_.blocks()[std::size_t(layer)].proj.W;  // (C, C)
    scratch_.resize(std::size_t(T_ * C_));
    for (i64 h = 0; h < H_; ++h) {
      gemm_serial(Trans::no, Trans::yes, T_, C_, D_, 1, heads.data() + h * D_, C_,
                  W.data() + h * D_, C_, 0, scratch_.data(), C_);
      std::copy(scratch_.begin(), scratch_.end(), tap.values.begin() + h * T_ * C_);
    }
  }

  void edit_heads(int layer, const Tensor& heads) {
    for (const HeadEdit& edit : probe_.heads) {
      if (edit.layer != layer || edit.mode == HeadMode::normal) continue;
      if (edit.head < 0 || edit.head >= H_) continue;
      for (i64 c = edit.head * D_; c < (edit.head + 1) * D_; ++c) {
        real value = 0;
        if (edit.mode == HeadMode::mean)
          for (i64 t = 0; t < T_; ++t) value += heads.data()[t * C_ + c] / real(T_);
        for (i64 t = 0; t < T_; ++t) heads.data()[t * C_ + c] = value;
      }
    }
  }

  const Gpt& model_;
  const Probe& probe_;
  const i64 T_, H_ = model_.options().n_heads, C_ = model_.options().d_model, D_ = C_ / H_;
  Frame& frame_;
  std::size_t used_ = 0;
  std::vector<real> scratch_;
};

/// log p and rank of each token of the text, given what precedes it. logits: (T, V)
void score_text(const Tensor& logits, Frame& frame) {
  const i64 T = i64(frame.ids.size()), V = logits.dim(-1);
  frame.log_p.assign(std::size_t(T), std::numeric_limits<float>::quiet_NaN());
  frame.rank.assign(std::size_t(T), -1);
  for (i64 t = 1; t < T; ++t) {
    const real* row = logits.data() + (t - 1) * V;
    const real own = row[frame.ids[std::size_t(t)]], top = *std::max_element(row, row + V);
    double sum = 0;
    i32 above = 0;
    for (i64 c = 0; c < V; ++c) {
      sum += std::exp(double(row[c] - top));
      above += row[c] > own;
    }
    frame.log_p[std::size_t(t)] = float(double(own - top) - std::log(sum));
    frame.rank[std::size_t(t)] = above;
  }
}

}  // namespace

GptGhost::GptGhost(const GptOptions& options, const CharVocab& vocab)
    : vocab_(vocab), model_(options, vocab.size(), rng_) {}

void GptGhost::load(const Weights& weights) {
  copy_in(model_.parameters(), weights.values);
  if (decoder_) decoder_->reload();
}

void GptGhost::use_int8_weights() {
  precision_ = Precision::int8;
  decoder_.reset();
}

void GptGhost::look(const Probe& probe, Frame& frame) {
  take_probe(*this, probe, std::min(kMaxProbeTokens, model_.options().context), frame);
  const i64 T = i64(frame.ids.size()), V = vocab_.size();
  FrameObserver observer(model_, probe, T, frame);
  observer.add_embeddings();
  const Tensor logits = model_(make_ids(frame.ids), 1, T, observer);  // (1, T, V)
  score_text(logits, frame);

  const real* row = logits.data() + asked_position(frame) * V;
  rank_next(std::vector<float>(row, row + V), frame);
}

void GptGhost::next_logits(std::span<const i32> ids, std::vector<float>& logits) {
  const i64 T = std::min<i64>(i64(ids.size()), model_.options().context), V = vocab_.size();
  const auto last = ids.subspan(ids.size() - std::size_t(T));
  if (T < i64(ids.size()) && precision_ == Precision::full) {
    // The window slides: every token stands at another place, so nothing kept is of use.
    NoObserver nobody;
    const Tensor out = model_(make_ids(last), 1, T, nobody);
    const real* row = out.data() + (T - 1) * V;
    logits.assign(row, row + V);
    return;
  }
  if (!decoder_) decoder_.emplace(model_, precision_);
  const std::span<const real> row = decoder_->logits_after(last);
  logits.assign(row.begin(), row.end());
}

std::vector<i32> GptGhost::encode(const std::string& text, i64& dropped) const {
  return vocab_.encode_known(text, dropped);
}

i32 GptGhost::start_token() const { return std::max(0, vocab_.id('\n')); }

}  // namespace lab
