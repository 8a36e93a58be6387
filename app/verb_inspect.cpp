// sample, eval: a stored run in words and numbers.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <optional>

#include "app/app.h"
#include "app/report.h"
#include "app/stored_weights.h"
#include "app/training.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

struct SampleRequest {
  std::string run, prompt;
  i64 chars = 200, step = -1;
  bool int8 = false;
  SamplerOptions options;
};

/// Runs `work`; an error is told with `where` it came from.
template <class Work>
auto at(const std::string& where, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    fail(where, ": ", error.what());
  }
}

/// Ids of a text; an unknown character is told with `where` it came from.
std::vector<i32> encode(const CharVocab& vocab, const std::string& text, const std::string& where) {
  return at(where, [&] { return vocab.encode(text); });
}

int sample(const SampleRequest& request) {
  const RunDir dir = RunDir::open(request.run);
  const Corpus corpus = dir.load_corpus();
  const std::unique_ptr<Ghost> ghost = model_of(dir)->make_ghost(corpus);
  if (request.int8) ghost->use_int8_weights();
  load_weights(dir, request.step, *ghost);
  i64 dropped = 0;
  const std::vector<i32> prompt = ghost->encode(request.prompt, dropped);
  if (dropped > 0) (void)encode(corpus.vocab, request.prompt, "--prompt");  // names what is unknown
  std::string text = request.prompt;
  i64 written = 0;  // a word or a token is more than one character: what is asked for is enough
  for (const i32 id : generate(*ghost, prompt, request.chars, request.options)) {
    if (written >= request.chars) break;
    const std::string piece = ghost->decode(id);
    written += count_chars(piece);
    text += piece;
  }
  fmt::print("{}\n", text);
  return 0;
}

struct EvalRequest {
  std::string run, data;
  bool json = false;
  bool sliding = false;
  std::optional<i64> stride;  ///< none: half the context
};

int evaluate(const EvalRequest& request) {
  const RunDir dir = RunDir::open(request.run);
  const std::unique_ptr<ChapterModel> model = model_of(dir);
  Corpus corpus = dir.load_corpus();
  const std::string text = request.data.empty() ? corpus.valid : load_text(request.data);
  if (count_chars(text) < 2)
    fail(request.data, ": want at least two characters to predict one from another, got ",
         count_chars(text));
  const std::unique_ptr<Session> session = model->make_session(corpus, dir.config().seed);
  const Checkpoint checkpoint = Checkpoint::read(dir.checkpoint_path());
  session->restore(checkpoint);
  const i64 stride = request.stride.value_or(std::max<i64>(1, model->context() / 2));
  const std::string where = request.data.empty() ? dir.valid_path() : request.data;
  const Evaluation result =
      request.sliding ? session->evaluate_sliding(encode(corpus.vocab, text, where), stride)
                      : at(where, [&] { return session->evaluate_text(corpus.vocab, text); });
  const double nats = result.nats_per_char(), bits = nats / std::log(2.0);
  if (request.json) {
    Json out = Json::object();
    out.set("run", dir.path())
        .set("chapter", dir.config().chapter)
        .set("step", checkpoint.step)
        .set("data", request.data.empty() ? "the run's validation text" : request.data)
        .set("nats_per_char", nats)
        .set("bits_per_char", bits)
        .set("chars", result.chars())
        .set("tokens", result.tokens)
        .set("perplexity", result.perplexity())
        .set("oov", result.unknown)
        .set("impossible", result.impossible)
        .set("rule", result.rule);
    if (request.sliding) out.set("stride", stride);
    fmt::print("{}\n", out.dump());
  } else {
    fmt::print("step {}: {}\nrule: {}\n", checkpoint.step, score_line(result), result.rule);
  }
  return 0;
}

}  // namespace

void add_inspect_verbs(CLI::App& app, Chosen& chosen) {
  auto s = std::make_shared<SampleRequest>();
  CLI::App* sampling = app.add_subcommand("sample", "let a stored run write");
  sampling->add_option("RUN", s->run, "the run directory")->required();
  sampling->add_option("--prompt", s->prompt, "what the text begins with");
  sampling->add_option("--chars", s->chars, "characters to write (default 200)")
      ->check(CLI::Range(i64(0), i64(1'000'000)));
  sampling->add_option("--temperature", s->options.temperature, "0 = always the likeliest")
      ->check(CLI::Range(0.0, 100.0));
  sampling->add_option("--top-k", s->options.top_k, "keep the K likeliest; 0 = all")
      ->check(CLI::NonNegativeNumber);
  sampling->add_option("--top-p", s->options.top_p, "keep the likeliest whose mass reaches P")
      ->check(CLI::Range(0.0, 1.0));
  sampling->add_option("--seed", s->options.seed, "of the draws (default 1)")->check(seed_error);
  sampling->add_option("--step", s->step, "weights of the nearest stored step");
  sampling->add_flag(
      "--int8", s->int8,
      "weights rounded to 8 bits: a large model writes faster, a little less exactly");
  sampling->callback([=, &chosen] { chosen = [=] { return sample(*s); }; });

  auto e = std::make_shared<EvalRequest>();
  CLI::App* evaluation = app.add_subcommand("eval", "score a run on a text, in bits/char");
  evaluation->add_option("RUN", e->run, "the run directory")->required();
  evaluation->add_option("--data", e->data, "a text file (default: the run's validation text)");
  auto rule = std::make_shared<std::string>("windows");
  evaluation
      ->add_option("--rule", *rule,
                   "windows: one after the other, each with an empty start (default); sliding: "
                   "overlapping, every character with nearly the whole context")
      ->check(CLI::IsMember({"windows", "sliding"}));
  evaluation->add_option("--stride", e->stride,
                         "sliding: characters from window to window (default: half the context)");
  evaluation->add_flag("--json", e->json, "one JSON object");
  evaluation->callback([=, &chosen] {
    chosen = [=] {
      e->sliding = *rule == "sliding";
      if (e->stride && !e->sliding) throw UsageError("--stride goes with --rule sliding");
      return evaluate(*e);
    };
  });
}

}  // namespace lab
