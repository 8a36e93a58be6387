// data make: the built-in corpus as a file.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "app/app.h"
#include "app/data_source.h"
#include "app/terminal_view.h"
#include "datasets/tinytown/tinytown.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

struct MakeRequest {
  std::string name, bytes = "1M", lang = "en", out;
  u64 seed = 1;
  bool json = false;
};

int make(const MakeRequest& request) {
  const i64 bytes = parse_bytes(request.bytes);
  const auto town =
      tinytown::make_tinytown(bytes, tinytown::language_from(request.lang), request.seed);
  const std::string out = request.out.empty()
                              ? cat(request.name, "-", request.lang, "-", request.seed, ".txt")
                              : request.out;
  if (is_directory(out)) fail(out, ": is a folder; give a file name with -o");
  write_file_atomic(out, town.text, Durability::none);
  if (request.json) {
    fmt::print("{}\n", Json::object()
                           .set("path", out)
                           .set("bytes", i64(town.text.size()))
                           .set("chars", town.chars)
                           .set("stories", i64(town.stories.size()))
                           .set("entropy_bits_per_char", town.realised_bits_per_char)
                           .dump());
    return 0;
  }
  fmt::print("{}: {} bytes, {} characters, {} stories\n", out,
             grouped_number(double(town.text.size())), grouped_number(double(town.chars)),
             grouped_number(double(town.stories.size())));
  fmt::print(
      "entropy: {:.4f} bits/char = -log2 P(this text) / characters, from the generator's "
      "own choices; no model can do better on average\n",
      town.realised_bits_per_char);
  return 0;
}

}  // namespace

void add_data_verbs(CLI::App& app, Chosen& chosen) {
  auto request = std::make_shared<MakeRequest>();
  CLI::App* data = app.add_subcommand("data", "texts to train on");
  data->require_subcommand(1);
  CLI::App* making = data->add_subcommand("make", "write the built-in corpus to a file");
  making->add_option("NAME", request->name, "tinytown")
      ->required()
      ->check(CLI::IsMember({"tinytown"}));
  making->add_option("--bytes", request->bytes, "size, e.g. 500k or 1M (default 1M)");
  making->add_option("--lang", request->lang, "en, ko, or both (aligned pairs of lines)")
      ->check(CLI::IsMember({"en", "ko", "both"}));
  making->add_option("--seed", request->seed, "which town (default 1)")->check(seed_error);
  making->add_option("-o,--out", request->out, "file to write (default tinytown-LANG-SEED.txt)");
  making->add_flag("--json", request->json, "one JSON object");
  making->callback([=, &chosen] { chosen = [=] { return make(*request); }; });
}

}  // namespace lab
