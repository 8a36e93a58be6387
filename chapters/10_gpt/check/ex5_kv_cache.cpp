// Judges feed: token by token it has to give the logits of the whole pass, which the engine's ops
// compute here for each text anew. Unused rows of a cache hold large numbers: whoever reads them
// gets another answer.
#include "ex5_kv_cache.h"

#include "chapters/10_gpt/check/cases.h"
#include "engine/ops/ops.h"

namespace lab {
namespace {

constexpr double kTolerance = 2e-4;
constexpr real kLeftover = 1000;  // in rows that nobody has written

using Text = std::vector<i32>;

/// Logits (T, V) and, for each layer, qkv (T, 3C) of the whole text at once.
struct WholePass {
  Matrix logits;
  std::vector<Matrix> qkv;

  WholePass(const ex::AttentionModel& m, const Text& text) {
    const i64 T = i64(text.size()), C = m.wte.cols();
    const Tensor table = tensor_of(m.wte);
    Tensor x = embedding(make_ids(text), 1, T, table, tensor_of(m.wpe));
    for (const auto& layer : m.layers) {
      const Tensor packed = linear(x, tensor_of(layer.qkv));  // (1, T, 3C)
      qkv.push_back(matrix_of(packed.data(), T, 3 * C));
      x = add(x, linear(causal_attention(packed, m.n_heads), tensor_of(layer.proj)));
    }
    logits = matrix_of(linear(x, table).data(), T, m.wte.rows());
  }
};

ex::KvCache fresh_cache(const ex::AttentionModel& m) {
  ex::KvCache cache;
  cache.layers.resize(m.layers.size());
  for (auto& layer : cache.layers) {
    layer.keys = layer.values = Matrix(m.wpe.rows(), m.wpe.cols());
    for (real& value : layer.keys.values()) value = kLeftover;
    for (real& value : layer.values.values()) value = kLeftover;
  }
  return cache;
}

std::string list(std::span<const i32> ids) {
  std::string out;
  for (const i32 id : ids) out += cat(out.empty() ? "" : " ", id);
  return out;
}

/// What the cache holds of place t, then the logits. `hint` is for logits that are wrong.
void compare_place(ExerciseCheck& check, const ex::KvCache& cache, const std::vector<real>& logits,
                   const WholePass& whole, i64 t, int hint) {
  const i64 C = cache.layers[0].keys.cols();
  const bool one_layer = cache.layers.size() == 1;  // else attention has to do with it
  check.equal(cat("cache.size after the token at place ", t), cache.size, t + 1, 1);
  const auto kept = [&](std::size_t layer, const char* name, const Matrix& rows, i64 first) {
    const auto wanted = whole.qkv[layer].row(t).subspan(std::size_t(first), std::size_t(C));
    check.near(cat("row ", t, " of the ", name, " of layer ", layer), rows.row(t), wanted,
               kTolerance,
               hint == 3   ? 3
               : one_layer ? 1
                           : 2);
  };
  for (std::size_t layer = 0; layer < cache.layers.size(); ++layer) {
    kept(layer, "keys", cache.layers[layer].keys, C);
    kept(layer, "values", cache.layers[layer].values, 2 * C);
  }
  check.equal("number of logits", i64(logits.size()), whole.logits.cols(), 1);
  check.near(cat("logits after the token at place ", t), logits, whole.logits.row(t), kTolerance,
             hint);
}

/// Feeds text[cache.size] and what follows it, and compares each place with the whole pass.
void feed_rest(ExerciseCheck& check, const std::string& about, const ex::AttentionModel& m,
               ex::KvCache& cache, const Text& text, int hint) {
  const WholePass whole(m, text);
  for (i64 t = cache.size; t < i64(text.size()); ++t) {
    const std::span<const i32> ids(text);
    check.given(cat(about, "\ntokens so far: ", t ? list(ids.first(std::size_t(t))) : "none",
                    "; fed now: ", ids[std::size_t(t)], " (place ", t, ")"));
    const std::vector<real> logits = ex::feed(cache, ids[std::size_t(t)], m);
    compare_place(check, cache, logits, whole, t, hint);
  }
}

/// Two tokens, one layer, queries and keys 0: everybody listens to all whom they see alike.
void by_hand(ExerciseCheck& check) {
  const ex::AttentionModel m = {
      .n_heads = 1,
      .wte = identity(2),
      .wpe = Matrix({{0, 0}, {2, 0}, {0, 4}}),
      .layers = {
          {.qkv = Matrix({{0, 0}, {0, 0}, {0, 0}, {0, 0}, {1, 0}, {0, 1}}), .proj = identity(2)}}};
  const std::string about =
      cat("V = 2, C = 2, 1 head, 1 layer, wte = ", m.wte.str(), ", wpe = ", m.wpe.str(),
          "; queries and keys 0, value = x, proj identity");
  ex::KvCache cache = fresh_cache(m);
  check.given(about + "\ntokens so far: none; fed now: 0 (place 0). x = (1, 0), the only value");
  std::vector<real> logits = ex::feed(cache, 0, m);
  check.equal("cache.size", cache.size, 1, 1);
  check.near("row 0 of the values", cache.layers[0].values.row(0), std::vector<real>{1, 0}, 1e-6,
             1);
  check.equal("number of logits", i64(logits.size()), 2, 1);
  check.near("logits", logits, std::vector<real>{2, 0}, 1e-6, 2);

  check.given(about +
              "\ntokens so far: 0; fed now: 1 (place 1). x = (2, 1), the mean of the two "
              "values (1.5, 0.5)");
  logits = ex::feed(cache, 1, m);
  check.equal("cache.size", cache.size, 2, 1);
  check.near("row 1 of the values", cache.layers[0].values.row(1), std::vector<real>{2, 1}, 1e-6,
             1);
  check.near("logits", logits, std::vector<real>{real(3.5), real(1.5)}, 1e-6, 2);

  ex::KvCache second = fresh_cache(m);
  check.given(about + "\na second cache; tokens so far: none; fed now: 0 (place 0)");
  logits = ex::feed(second, 0, m);
  check.equal("size of the second cache", second.size, 1, 3);
  check.near("logits", logits, std::vector<real>{2, 0}, 1e-6, 3);
}

struct Sizes {
  i64 V, C, H, layers, context;
};

ex::AttentionModel random_model(Rng& rng, const Sizes& s) {
  ex::AttentionModel m{.n_heads = s.H,
                       .wte = random_matrix(rng, s.V, s.C, 1),
                       .wpe = random_matrix(rng, s.context, s.C, 1),
                       .layers = {}};
  for (i64 l = 0; l < s.layers; ++l)
    m.layers.push_back(
        {.qkv = random_matrix(rng, 3 * s.C, s.C, 0.6), .proj = random_matrix(rng, s.C, s.C, 0.4)});
  return m;
}

std::string tell(const Sizes& s) {
  return cat("V = ", s.V, ", C = ", s.C, ", heads = ", s.H, ", layers = ", s.layers,
             ", context = ", s.context, ", weights random");
}

Text random_text(Rng& rng, i64 V, i64 length) {
  Text text(static_cast<std::size_t>(length));
  for (i32& id : text) id = i32(rng.below(u64(V)));
  return text;
}

void token_by_token(ExerciseCheck& check) {
  Rng rng(501);
  for (const Sizes& s : {Sizes{3, 2, 1, 1, 1},
                         {4, 3, 1, 1, 4},
                         {5, 4, 2, 1, 6},
                         {5, 4, 2, 2, 6},
                         {7, 6, 3, 3, 11}}) {
    const ex::AttentionModel m = random_model(rng, s);
    ex::KvCache cache = fresh_cache(m);
    feed_rest(check, tell(s), m, cache, random_text(rng, s.V, s.context), 2);  // to the last place
  }
}

void rewound_and_second_text(ExerciseCheck& check) {
  Rng rng(502);
  const Sizes s{.V = 6, .C = 4, .H = 2, .layers = 2, .context = 8};
  const ex::AttentionModel m = random_model(rng, s);
  ex::KvCache cache = fresh_cache(m);
  feed_rest(check, tell(s), m, cache, {0, 1, 2, 3, 4, 5, 0, 1}, 2);

  cache.size = 3;
  feed_rest(check, tell(s) + "; the text was 0 1 2 3 4 5 0 1 and has been taken back to 3 tokens",
            m, cache, {0, 1, 2, 5, 5, 4, 2}, 3);
  cache.size = 0;
  feed_rest(check, tell(s) + "; the cache held another text, and cache.size was set to 0", m, cache,
            {4, 4, 3, 0}, 3);

  // Two texts take turns, each with a cache of its own.
  ex::KvCache a = fresh_cache(m), b = fresh_cache(m);
  const Text text_a = {1, 3, 5, 0, 2}, text_b = {2, 2, 0, 4, 1};
  for (std::size_t n = 1; n <= text_a.size(); ++n) {
    const std::string about = tell(s) + "; two caches take turns";
    feed_rest(check, about + ", the first", m, a, Text(text_a.begin(), text_a.begin() + i64(n)), 3);
    feed_rest(check, about + ", the second", m, b, Text(text_b.begin(), text_b.begin() + i64(n)),
              3);
  }
}

/// Keys and queries of hundreds: without the largest score subtracted, e to their power overflows.
void huge_scores(ExerciseCheck& check) {
  Rng rng(503);
  const Sizes s{.V = 4, .C = 4, .H = 1, .layers = 1, .context = 4};
  ex::AttentionModel m = random_model(rng, s);
  for (i64 r = 0; r < 2 * s.C; ++r)
    for (real& weight : m.layers[0].qkv.row(r)) weight *= 64;
  ex::KvCache cache = fresh_cache(m);
  feed_rest(check, tell(s) + ", those of queries and keys times 64: scores of thousands", m, cache,
            {0, 1, 2, 3}, 2);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  token_by_token(check);
  rewound_and_second_text(check);
  huge_scores(check);
}

}  // namespace lab
