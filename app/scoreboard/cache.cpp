#include "app/scoreboard/cache.h"

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

constexpr const char* kFormat = "lmlab-scoreboard/2";
constexpr i64 kMostBytes = 16 << 20;

Json to_json(const std::vector<ScoreBaseline>& baselines) {
  Json list = Json::array();
  for (const ScoreBaseline& line : baselines)
    list.push(Json::object().set("key", line.key).set("bits", line.bits).set("rule", line.rule));
  return list;
}

std::vector<ScoreBaseline> baselines_from(const Json& list) {
  std::vector<ScoreBaseline> out;
  for (const Json& item : list.items())
    out.push_back(
        {item.at("key").as_string(), item.at("bits").as_double(), item.at("rule").as_string()});
  return out;
}

}  // namespace

ScoreCache::ScoreCache(std::string path) : path_(std::move(path)) {
  try {
    if (file_exists(path_)) read();
  } catch (const Error&) {
    baselines_.clear();
    scores_.clear();
  }
}

void ScoreCache::read() {
  const Json file = Json::parse(read_file(path_, kMostBytes), path_);
  if (file.at("format").as_string() != kFormat) return;
  const Json& baselines = file.at("baselines");
  for (const std::string& key : baselines.keys())
    baselines_[key] = baselines_from(baselines.at(key));
  const Json& scores = file.at("scores");
  for (const std::string& key : scores.keys()) scores_[key] = score_from(scores.at(key));
}

const std::vector<ScoreBaseline>* ScoreCache::baselines(const std::string& key) const {
  const auto found = baselines_.find(key);
  return found == baselines_.end() ? nullptr : &found->second;
}

void ScoreCache::keep(const std::string& key, std::vector<ScoreBaseline> baselines) {
  baselines_[key] = std::move(baselines);
  changed_ = true;
}

const Score* ScoreCache::score(const std::string& key) const {
  const auto found = scores_.find(key);
  return found == scores_.end() ? nullptr : &found->second;
}

void ScoreCache::keep(const std::string& key, Score score) {
  scores_[key] = std::move(score);
  changed_ = true;
}

void ScoreCache::save() const {
  if (!changed_) return;
  Json baselines = Json::object(), scores = Json::object(), file = Json::object();
  for (const auto& [key, lines] : baselines_) baselines.set(key, to_json(lines));
  for (const auto& [key, score] : scores_) scores.set(key, score_json(score));
  file.set("format", kFormat).set("baselines", baselines).set("scores", scores);
  try {
    write_file_atomic(path_, file.dump(1) + "\n", Durability::none);
  } catch (const Error&) {  // somebody else's folder: computed again next time
  }
}

}  // namespace lab
