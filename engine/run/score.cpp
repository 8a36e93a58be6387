#include "engine/run/score.h"

#include <cmath>

#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/io/sha256.h"

namespace lab {
namespace {

constexpr const char* kFormat = "lmlab-score/1";

}  // namespace

Json score_json(const Score& score) {
  const Evaluation& e = score.evaluation;
  Json out = Json::object();
  out.set("format", kFormat)
      .set("step", score.step)
      .set("nats_per_char", e.nats_per_char())
      .set("bits_per_char", e.nats_per_char() / std::log(2.0))
      .set("nats_per_token", e.nats_per_token)
      .set("perplexity", e.perplexity())
      .set("chars", e.chars())
      .set("tokens", e.tokens)
      .set("oov", e.unknown)
      .set("spelling_nats", e.spelling_nats)
      .set("impossible", e.impossible)
      .set("rule", e.rule)
      .set("parameters", score.parameters)
      .set("seconds", score.seconds)
      .set("chars_seen", score.chars_seen)
      .set("valid_sha256", score.valid_sha256);
  return out;
}

Score score_from(const Json& in) {
  if (in.at("format").as_string() != kFormat)
    fail("want format ", kFormat, ", got ", in.at("format").as_string());
  Score score;
  Evaluation& e = score.evaluation;
  score.step = in.at("step").as_i64();
  e.nats_per_token = in.at("nats_per_token").as_double();
  e.tokens = in.at("tokens").as_i64();
  e.characters = in.at("chars").as_i64();
  e.unknown = in.at("oov").as_i64();
  e.spelling_nats = in.at("spelling_nats").as_double();
  e.impossible = in.at("impossible").as_i64();
  e.rule = in.at("rule").as_string();
  score.parameters = in.at("parameters").as_i64();
  score.seconds = in.at("seconds").as_double();
  score.chars_seen = in.at("chars_seen").as_i64();
  score.valid_sha256 = in.at("valid_sha256").as_string();
  return score;
}

void write_score(const RunDir& dir, Score score) {
  score.valid_sha256 = sha256(read_file(dir.valid_path()));
  write_file_atomic(dir.file("score.json"), score_json(score).dump(1) + "\n", Durability::none);
}

std::optional<Score> read_score(const RunDir& dir) {
  const std::string path = dir.file("score.json");
  if (!file_exists(path)) return std::nullopt;
  const Json in = Json::parse(read_file(path), path);
  try {
    return score_from(in);
  } catch (const Error& error) {
    fail(path, ": ", error.what(), "; delete it, and it is made anew");
  }
}

}  // namespace lab
