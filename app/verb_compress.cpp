// compress, decompress: a model's predictions as a smaller file.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/app.h"
#include "app/progress_line.h"
#include "app/stored_weights.h"
#include "app/terminal_view.h"
#include "app/training.h"
#include "engine/coding/other_packers.h"
#include "engine/coding/squeezed.h"
#include "engine/core/blas.h"
#include "engine/gemm/gemm.h"
#include "engine/io/files.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

constexpr i64 kLargest = i64(1) << 31;  // bytes
constexpr const char* kEnding = ".lmlc";

struct CompressRequest {
  std::string file, model, out;
  int order = kDefaultOrder;
  bool json = false;
};

std::string kernel_line() {
  return cat(gemm_kernel(), ", ", blas_core_name(), kRealIsDouble ? ", double" : "");
}

/// A run ready to code with.
struct CodingModel {
  RunDir dir;
  Corpus corpus;
  std::unique_ptr<Ghost> ghost;
  ModelMark mark;
  i64 context = 0, step = 0;
};

CodingModel open_model(const std::string& run) {
  CodingModel model{RunDir::open(run), {}, nullptr, {}};
  const std::unique_ptr<ChapterModel> chapter = model_of(model.dir);
  model.corpus = model.dir.load_corpus();
  model.ghost = chapter->make_ghost(model.corpus);
  const Weights weights = read_weights(model.dir, -1, model.ghost->shapes());
  model.ghost->load(weights);
  model.context = chapter->context();
  model.step = weights.step;
  const RunConfig& config = model.dir.config();
  const std::string_view values(reinterpret_cast<const char*>(weights.values.data()),
                                weights.values.size() * sizeof(real));
  // A model of counts is its text up to a place, so the text belongs to what it is.
  model.mark = {.run = run,
                .identity = identity_of(cat(config.chapter, '\0', Json(config.options).dump(), '\0',
                                            config.vocab, '\0', model.corpus.train, '\0', values)),
                .kernel = kernel_line()};
  return model;
}

std::string output_name(const std::string& given, const std::string& chosen) {
  if (!given.empty()) return given;
  if (file_exists(chosen)) fail(chosen, ": is there already; say where to with -o");
  return chosen;
}

CodingProgress show(ProgressLine& line, i64 bytes) {
  return [&line, bytes](i64 done) { line.at(double(done) / double(std::max<i64>(1, bytes))); };
}

struct Sizes {
  i64 bytes = 0, file = 0, message = 0, gzip = 0, xz = 0;
  i64 units = 0;  // characters, or bytes where the file is no text
  bool is_text = false;
  std::string method;

  double bits(i64 size) const { return units ? 8.0 * double(size) / double(units) : 0; }
  const char* unit() const { return is_text ? "char" : "byte"; }
};

std::string method_text(const Squeezed& squeezed, i64 step) {
  switch (squeezed.method) {
    case Squeezed::Method::stored:
      return "stored as it is: counting finds nothing to save";
    case Squeezed::Method::adaptive:
      return cat("contexts of up to ", squeezed.order, " bytes, counted while coding");
    case Squeezed::Method::model:
      break;
  }
  return cat(squeezed.model.run, " at step ", step,
             "; whoever decompresses needs that run too, its size is not counted");
}

void print_sizes(const CompressRequest& request, const std::string& out, const Sizes& s) {
  if (request.json) {
    Json json = Json::object();
    json.set("file", request.file).set("out", out).set("bytes", s.bytes);
    json.set(s.is_text ? "chars" : "units", s.units).set("compressed", s.file);
    json.set("message", s.message).set("gzip", s.gzip).set("xz", s.xz);
    json.set(cat("bits_per_", s.unit()), s.bits(s.file)).set("method", s.method);
    fmt::print("{}\n", json.dump());
    return;
  }
  const auto line = [&](const std::string& name, i64 size) {
    fmt::print("{:<10} {:>13} bytes  {:6.2f} %  {:.3f} bits/{}\n", name,
               grouped_number(double(size)), s.bytes ? 100.0 * double(size) / double(s.bytes) : 100,
               s.bits(size), s.unit());
  };
  fmt::print("{} -> {}, with {}\n", request.file, out, s.method);
  line("as it is", s.bytes);
  line("gzip -9", s.gzip);
  line("xz -9e", s.xz);
  line("lab", s.file);
  const double change = 100.0 * double(s.file - s.xz) / double(std::max<i64>(1, s.xz));
  fmt::print("{:.1f} % {} than xz -9e\n", std::abs(change), change <= 0 ? "smaller" : "larger");
}

/// True if the model has learned from (nearly) this text: then its size says nothing.
bool was_trained_on(const Corpus& corpus, const std::string& bytes) {
  const std::string text = find_utf8_error(bytes) ? "" : normalise_newlines(bytes);
  return !text.empty() && (text.find(corpus.train) != std::string::npos ||
                           corpus.train.find(text) != std::string::npos);
}

/// A file is never replaced by what was made of it.
void refuse_same(const std::string& in, const std::string& out) {
  std::error_code error;
  if (std::filesystem::equivalent(in, out, error))
    throw UsageError(cat("-o ", out, " is the file that is read; give another name"));
}

int compress(const CompressRequest& request) {
  const std::string bytes = read_file(request.file, kLargest);
  const std::string out = output_name(request.out, request.file + kEnding);
  refuse_same(request.file, out);
  Squeezed squeezed;
  i64 step = 0;
  {
    ProgressLine line("compress");
    const CodingProgress progress = show(line, i64(bytes.size()));
    if (request.model.empty()) {
      squeezed = squeeze(bytes, request.order, progress);
    } else {
      CodingModel model = open_model(request.model);
      GhostSymbols symbols(*model.ghost, model.context);
      model.mark.arithmetic = arithmetic_of(*model.ghost);
      squeezed = squeeze(bytes, symbols, model.mark, progress);
      step = model.step;
      if (was_trained_on(model.corpus, bytes))
        fmt::print(stderr, "lab: {} learned from this very text: its size here says nothing\n",
                   request.model);
    }
  }
  const std::string file = pack(squeezed);
  write_file_atomic(out, file, Durability::none);
  const bool is_text = !find_utf8_error(bytes);
  print_sizes(request, out,
              {.bytes = i64(bytes.size()),
               .file = i64(file.size()),
               .message = i64(squeezed.message.size()),
               .gzip = gzip_size(bytes),
               .xz = xz_size(bytes),
               .units = is_text ? count_chars(bytes) : i64(bytes.size()),
               .is_text = is_text,
               .method = method_text(squeezed, step)});
  return 0;
}

/// The run that wrote a file. Throws Error if it is another one, or computes otherwise here.
CodingModel matching_model(const CompressRequest& request, const ModelMark& wanted) {
  const std::string run = request.model.empty() ? wanted.run : request.model;
  if (request.model.empty() && !is_directory(run))
    fail(request.file, ": was written with the run ", run,
         ", which is not there; say where it is with --model RUN");
  CodingModel model = open_model(run);
  if (model.mark.identity != wanted.identity)
    fail(request.file, ": was written with another model than ", run,
         ": another run, or the same one after more training");
  if (model.mark.kernel != wanted.kernel)
    fail(request.file, ": was written with the CPU kernel \"", wanted.kernel, "\", here it is \"",
         model.mark.kernel,
         "\"; their numbers differ in the last bits, and decoding needs every bit");
  model.mark.arithmetic = arithmetic_of(*model.ghost);
  if (model.mark.arithmetic != wanted.arithmetic)
    fail(request.file, ": ", run,
         " computes other last bits here than where the file was written (another compiler or "
         "library), and decoding needs every bit");
  return model;
}

int decompress(const CompressRequest& request) {
  const Squeezed squeezed = unpack(read_file(request.file, kLargest), request.file);
  const bool named = request.file.ends_with(kEnding);
  if (request.out.empty() && !named)
    throw UsageError(cat("decompress: say where to with -o; only a name that ends in ", kEnding,
                         " says it by itself"));
  const std::string out = output_name(
      request.out, named ? request.file.substr(0, request.file.size() - 5) : std::string());
  refuse_same(request.file, out);
  ProgressLine line("decompress");
  const CodingProgress progress = show(line, squeezed.length);
  std::string bytes;
  if (squeezed.method == Squeezed::Method::model) {
    CodingModel model = matching_model(request, squeezed.model);
    GhostSymbols symbols(*model.ghost, model.context);
    bytes = unsqueeze(squeezed, &symbols, progress);
  } else {
    bytes = unsqueeze(squeezed, nullptr, progress);
  }
  write_file_atomic(out, bytes, Durability::none);
  return 0;
}

}  // namespace

void add_compress_verbs(CLI::App& app, Chosen& chosen) {
  auto c = std::make_shared<CompressRequest>();
  CLI::App* packing =
      app.add_subcommand("compress", "make a file smaller by predicting it, and compare with xz");
  packing->add_option("FILE", c->file, "any file")->required();
  auto* model = packing->add_option("--model", c->model,
                                    "a trained run of characters (without: counts made on the "
                                    "way, which need no run to decompress)");
  packing->add_option("--order", c->order, "without --model: bytes of context (default 6)")
      ->check(CLI::Range(0, 16))
      ->excludes(model);
  packing->add_option("-o,--out", c->out, "the file to write (default: FILE.lmlc)");
  packing->add_flag("--json", c->json, "one JSON object");
  packing->callback([=, &chosen] { chosen = [=] { return compress(*c); }; });

  auto d = std::make_shared<CompressRequest>();
  CLI::App* unpacking = app.add_subcommand("decompress", "the file that compress was given");
  unpacking->add_option("FILE", d->file, "what compress wrote")->required();
  unpacking->add_option("--model", d->model,
                        "the run that wrote it (default: where it was at that time)");
  unpacking->add_option("-o,--out", d->out, "the file to write (default: without .lmlc)");
  unpacking->callback([=, &chosen] { chosen = [=] { return decompress(*d); }; });
}

}  // namespace lab
