#include "app/bench/workloads.h"

#include <algorithm>

#include "app/bench/makers.h"
#include "engine/core/check.h"
#include "engine/core/edit_distance.h"

namespace lab {
namespace {

/// Linear layers by the matrix they multiply with; each gives gemm_NAME_fwd, _dx and _dw.
struct Layer {
  const char* name;
  i64 rows, out, in;
};
constexpr Layer kLayers[] = {
    {"a_qkv", 768, 384, 128},      {"a_proj", 768, 128, 128},       {"a_up", 768, 512, 128},
    {"a_down", 768, 128, 512},     {"a_head", 768, 65, 128},        {"b_qkv", 4096, 1152, 384},
    {"b_proj", 4096, 384, 384},    {"b_up", 4096, 1536, 384},       {"b_down", 4096, 384, 1536},
    {"b_head", 4096, 65, 384},     {"b1024_qkv", 1024, 1152, 384},  {"b1024_proj", 1024, 384, 384},
    {"b1024_up", 1024, 1536, 384}, {"b1024_down", 1024, 384, 1536}, {"b1024_head", 1024, 65, 384},
    {"lstm", 32, 2048, 512},
};

/// One row, as in generation: forward only, gemm_row_NAME.
constexpr Layer kRows[] = {
    {"a_up", 1, 512, 128},  {"a_down", 1, 128, 512},  {"b_qkv", 1, 1152, 384},
    {"b_up", 1, 1536, 384}, {"b_down", 1, 384, 1536}, {"b_head", 1, 65, 384},
    {"lstm", 1, 2048, 512}, {"c_up", 1, 3072, 768},   {"c_head", 1, 50257, 768},
};

constexpr Pass kForward = Pass::forward, kBackward = Pass::backward;

/// To add a workload: its line here, its function in makers.h and one of the files beside this one.
const Workload kTable[] = {
    {"gpt_a", "training step, 4 layers, 4 heads, width 128, context 64, batch 12, 65 symbols",
     [] { return gpt_training(kGptA); }},
    {"gpt_b", "training step, 6 layers, 6 heads, width 384, context 256, batch 16, 65 symbols",
     [] { return gpt_training(kGptB); }},
    {"gpt_c", "training step, GPT-2 124M: 12, 12, 768, context 256, batch 1, 50,257 symbols",
     [] { return gpt_training(kGptC); }},
    {"gpt_b_bf16", "the same as gpt_b with products of bfloat16 pairs, summed in float",
     [] { return gpt_training(kGptB, true); }},
    {"lstm_512", "training step, LSTM of 512 units, batch 32, 64 steps, 65 symbols",
     [] { return lstm_training(); }},
    {"gen_a", "63 tokens written by the model of gpt_a, one sequence, keys and values kept",
     [] { return gpt_generation(kGptA); }},
    {"gen_b", "255 tokens written by the model of gpt_b, likewise",
     [] { return gpt_generation(kGptB); }},
    {"gen_b_int8", "the same with weights rounded to 8 bits",
     [] { return gpt_generation(kGptB, true); }},
    {"snapshot_look", "weights of gpt_a published, taken over by the analyst, and looked at",
     [] { return snapshot_look(kGptA); }},
    {"bpe_train", "8,000 byte-level tokens learned from a text of 25 MB, or LAB_BENCH_TEXT",
     [] { return bpe_training_work(); }},
    {"bpe_encode", "that text cut by these tokens", [] { return bpe_encoding_work(); }},
    {"gpt2_encode",
     "that text cut by GPT-2's tokens (LAB_BENCH_GPT2: their folder), or as many own",
     [] { return gpt2_encoding_work(); }},
    {"ngram_train", "that text's words counted up to order 5: a modified Kneser-Ney model",
     [] { return ngram_training_work(); }},
    {"ngram_query", "that text's words scored by this model", [] { return ngram_query_work(); }},
    {"ngram_7", "a million characters: 90 % counted up to order 7, 10 % scored",
     [] { return ngram_chars_work(); }},
    {"frame_build", "the whole screen at 1440 x 900 after a new look, up to its draw lists",
     [] { return frame_build(); }},
    {"gemm_lstm_packed", "y = x W^T of 32 rows with W (2048, 512) laid out beforehand",
     [] { return packed_product(32, 2048, 512); }},
    {"layer_norm_a_fwd", "768 x 128", [] { return layer_norm_work(768, 128, kForward); }},
    {"layer_norm_a_bwd", "768 x 128", [] { return layer_norm_work(768, 128, kBackward); }},
    {"layer_norm_b_fwd", "4096 x 384", [] { return layer_norm_work(4096, 384, kForward); }},
    {"layer_norm_b_bwd", "4096 x 384", [] { return layer_norm_work(4096, 384, kBackward); }},
    {"gelu_a_fwd", "768 x 512", [] { return gelu_work(768, 512, kForward); }},
    {"gelu_a_bwd", "768 x 512", [] { return gelu_work(768, 512, kBackward); }},
    {"gelu_b_fwd", "4096 x 1536", [] { return gelu_work(4096, 1536, kForward); }},
    {"gelu_b_bwd", "4096 x 1536", [] { return gelu_work(4096, 1536, kBackward); }},
    {"cross_entropy_a_fwd", "768 x 65", [] { return cross_entropy_work(768, 65, kForward); }},
    {"cross_entropy_a_bwd", "768 x 65", [] { return cross_entropy_work(768, 65, kBackward); }},
    {"cross_entropy_b_fwd", "4096 x 65", [] { return cross_entropy_work(4096, 65, kForward); }},
    {"cross_entropy_b_bwd", "4096 x 65", [] { return cross_entropy_work(4096, 65, kBackward); }},
    {"cross_entropy_c_fwd", "256 x 50257", [] { return cross_entropy_work(256, 50257, kForward); }},
    {"cross_entropy_c_bwd", "256 x 50257",
     [] { return cross_entropy_work(256, 50257, kBackward); }},
    {"attention_a_fwd", "12 x 4 heads, 64 places, head size 32",
     [] { return attention_work(kGptA, kForward); }},
    {"attention_a_bwd", "12 x 4 heads, 64 places, head size 32",
     [] { return attention_work(kGptA, kBackward); }},
    {"attention_b_fwd", "16 x 6 heads, 256 places, head size 64",
     [] { return attention_work(kGptB, kForward); }},
    {"attention_b_bwd", "16 x 6 heads, 256 places, head size 64",
     [] { return attention_work(kGptB, kBackward); }},
    {"embedding_a_fwd", "768 ids of 65, width 128", [] { return embedding_work(kGptA, kForward); }},
    {"embedding_a_bwd", "768 ids of 65, width 128",
     [] { return embedding_work(kGptA, kBackward); }},
    {"embedding_b_fwd", "4096 ids of 65, width 384",
     [] { return embedding_work(kGptB, kForward); }},
    {"embedding_b_bwd", "4096 ids of 65, width 384",
     [] { return embedding_work(kGptB, kBackward); }},
    {"adamw_a", "clipping and update of the 0.81 M weights of gpt_a",
     [] { return adamw_work(kGptA); }},
    {"adamw_b", "clipping and update of the 10.77 M weights of gpt_b",
     [] { return adamw_work(kGptB); }},
};

void add_products(std::vector<Workload>& out) {
  struct Form {
    Product which;
    const char *suffix, *formula;
  };
  constexpr Form kForms[] = {{Product::forward, "fwd", "y = x W^T"},
                             {Product::dx, "dx", "dx += dy W"},
                             {Product::dw, "dw", "dW += dy^T x"}};
  const auto add = [&](const std::string& name, const Layer& l, const Form& form) {
    out.push_back({name,
                   cat(form.formula, " of ", l.rows, " rows with W (", l.out, ", ", l.in, ")"),
                   [=] { return product(l.rows, l.out, l.in, form.which); }});
  };
  for (const Layer& layer : kLayers)
    for (const Form& form : kForms) add(cat("gemm_", layer.name, "_", form.suffix), layer, form);
  for (const Layer& layer : kRows) add(cat("gemm_row_", layer.name), layer, kForms[0]);
}

/// * stands for any text, ? for one letter.
bool fits(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*')
    return fits(pattern.substr(1), name) || (!name.empty() && fits(pattern, name.substr(1)));
  return !name.empty() && (pattern[0] == '?' || pattern[0] == name[0]) &&
         fits(pattern.substr(1), name.substr(1));
}

std::string nearest_names(std::string_view word) {
  std::vector<const Workload*> all;
  for (const Workload& w : workloads()) all.push_back(&w);
  const auto far = [&](const Workload* w) { return edit_distance(word, w->name); };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Workload* a, const Workload* b) { return far(a) < far(b); });
  return cat(all[0]->name, ", ", all[1]->name, ", ", all[2]->name);
}

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = [] {
    std::vector<Workload> table(std::begin(kTable), std::end(kTable));
    add_products(table);
    return table;
  }();
  return all;
}

std::vector<const Workload*> select_workloads(std::span<const std::string> words) {
  const std::vector<Workload>& all = workloads();
  std::vector<bool> chosen(all.size());
  for (const std::string& word : words) {
    const auto exact =
        std::find_if(all.begin(), all.end(), [&](const Workload& w) { return w.name == word; });
    const bool pattern = word.find_first_of("*?") != std::string::npos;
    bool found = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool named =
          exact != all.end() ? &all[i] == &*exact : fits(pattern ? word : word + "*", all[i].name);
      if (named && !word.empty()) chosen[i] = found = true;
    }
    if (!found)
      throw UsageError(cat("there is no workload \"", word, "\"; the nearest are ",
                           nearest_names(word), "; `lab bench` lists all"));
  }
  std::vector<const Workload*> out;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (chosen[i]) out.push_back(&all[i]);
  return out;
}

}  // namespace lab
