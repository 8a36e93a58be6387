#include "app/data_source.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "datasets/tinytown/tinytown.h"
#include "engine/core/check.h"
#include "engine/text/count_model.h"

namespace lab {
namespace {

// Counting is for reference lines: on huge texts the beginning says the same.
constexpr std::size_t kCountedIds = 5'000'000;

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::vector<ReferenceLine> count_references(const Corpus& corpus) {
  std::vector<ReferenceLine> lines;
  lines.push_back({"uniform", float(std::log(double(corpus.vocab.size())))});
  const std::span<const i32> all = corpus.train_ids;
  const auto train = all.first(std::min(all.size(), kCountedIds));
  constexpr std::pair<const char*, int> kOrders[] = {{"unigram", 1}, {"bigram", 2}, {"order5", 5}};
  for (const auto& [name, order] : kOrders) {
    CountModel model(order, corpus.vocab.size());
    model.train(train);
    lines.push_back({name, float(model.nats_per_token(corpus.valid_ids))});
  }
  return lines;
}

/// "1.0 MB", "130 KB".
std::string size_text(std::size_t bytes) {
  if (bytes >= 950'000) return fmt::format("{:.1f} MB", double(bytes) / 1e6);
  return fmt::format("{} KB", (bytes + 500) / 1000);
}

u64 parse_seed(const std::string& text) {
  u64 seed = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, seed);
  if (error != std::errc() || stop != end || text.empty())
    throw UsageError(cat("want a seed, a whole number from 0, got \"", text, "\""));
  return seed;
}

struct TownSpec {
  std::string language = "en";
  i64 bytes = 1'000'000;
  u64 seed = 1;
};

/// "tinytown", then in this order, each or none: language, size, seed.
TownSpec parse_town(const std::string& spec) {
  TownSpec town;
  const std::vector<std::string> parts = split(spec, ':');
  std::size_t i = 1;
  if (i < parts.size() && !parts[i].empty() &&
      std::isalpha(static_cast<unsigned char>(parts[i][0])))
    town.language = parts[i++];
  if (i < parts.size()) town.bytes = parse_bytes(parts[i++]);
  if (i < parts.size()) town.seed = parse_seed(parts[i++]);
  if (i < parts.size())
    throw UsageError(cat("--data: want tinytown[:en|ko|both][:SIZE][:SEED], got \"", spec, "\""));
  return town;
}

DataSource load_tinytown(const std::string& spec, const std::string& valid_path, i64 min_chars) {
  if (!valid_path.empty())
    throw UsageError("--valid goes with a file; tinytown brings its own validation text");
  const TownSpec wanted = parse_town(spec);
  const tinytown::TinytownText town =
      tinytown::make_tinytown(wanted.bytes, tinytown::language_from(wanted.language), wanted.seed);
  DataSource source;
  source.corpus = corpus_from_text(cat("tinytown-", wanted.language), town.text, "", min_chars);
  source.title = cat("tinytown ", wanted.language, " ", size_text(town.text.size()));
  source.references = count_references(source.corpus);
  const i64 split_at = i64(source.corpus.train_ids.size());
  const auto whole_story = std::find_if(town.stories.begin(), town.stories.end(),
                                        [&](const auto& s) { return s.first_char >= split_at; });
  if (whole_story != town.stories.end())  // a very short text validates on a part of one story
    source.references.push_back(
        {"floor", float(tinytown::floor_nats_per_char(town, split_at, town.chars))});
  return source;
}

}  // namespace

i64 parse_bytes(const std::string& text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  std::string unit(stop, end);
  double factor = unit.empty() ? 1 : 0;
  if (unit == "k" || unit == "K") factor = 1e3;
  if (unit == "M" || unit == "m") factor = 1e6;
  if (error != std::errc() || factor == 0 || !(number * factor >= 1) || number * factor > 1e9)
    throw UsageError(cat("want a size such as 500k or 1M (at most 1000M), got \"", text, "\""));
  return i64(number * factor);
}

DataSource load_data(const std::string& spec, const std::string& valid_path, i64 min_chars) {
  const bool file_wins = std::filesystem::exists(spec);
  if (!file_wins && (spec == "tinytown" || spec.starts_with("tinytown:")))
    return load_tinytown(spec, valid_path, min_chars);
  DataSource source;
  source.corpus = load_corpus(spec, valid_path, min_chars);
  source.title = cat(std::filesystem::path(spec).filename().string(), " ",
                     size_text(source.corpus.train.size() + source.corpus.valid.size()));
  source.references = count_references(source.corpus);
  return source;
}

}  // namespace lab
