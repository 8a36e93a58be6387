#include "engine/run/run_dir.h"

#include <signal.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <utility>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kFormatPrefix = "lmlab-run/";

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  gmtime_r(&now, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string config_text(const RunConfig& config) {
  Json references = Json::array();
  for (const ReferenceLine& line : config.references)
    references.push(Json::object().set("key", line.key).set("nats", line.nats));
  Json json = Json::object();
  json.set("format", cat(kFormatPrefix, kRunVersion))
      .set("chapter", config.chapter)
      .set("data", config.data)
      .set("seed", config.seed)
      .set("steps", config.steps)
      .set("options", config.options)
      .set("references", std::move(references))
      .set("vocab", config.vocab)
      .set("build", config.build)
      .set("cpu_kernel", config.cpu_kernel)
      .set("created", config.created)
      .set("extra", config.extra);
  return json.dump(2) + "\n";
}

/// The number behind "lmlab-run/", -1 if the text is no such format name.
int version_in(std::string_view format) {
  int version = -1;
  if (!format.starts_with(kFormatPrefix)) return -1;
  format.remove_prefix(kFormatPrefix.size());
  const char* const end = format.data() + format.size();
  const auto [stopped, error] = std::from_chars(format.data(), end, version);
  return error == std::errc() && stopped == end ? version : -1;
}

/// Refuses what this program cannot read. Version 1 is the first, so nothing is migrated yet: a
/// later reader turns the Json of an older version into the current one here.
void check_version(const Json& json) {
  const Json* const format = json.find("format");
  if (!format || format->kind() != Json::Kind::string)
    fail("no \"format\": it is not the config.json of a run");
  const int version = version_in(format->as_string());
  if (version < 0) fail("format \"", format->as_string(), "\" is not that of a run");
  if (version > kRunVersion)
    fail("written by a newer lab (format ", version, ", this one reads up to ", kRunVersion,
         "); update this one to open it");
  if (version < kRunVersion)
    fail("format ", version, " is older than any this lab can read (", kRunVersion,
         "); train the run again");
}

RunConfig config_from(const Json& json) {
  check_version(json);
  RunConfig config;
  config.chapter = json.at("chapter").as_string();
  config.data = json.at("data").as_string();
  config.seed = json.at("seed").as_u64();
  config.steps = json.at("steps").as_i64();
  config.options = json.at("options").as_key_values();
  for (const Json& line : json.at("references").items())
    config.references.push_back({line.at("key").as_string(), line.at("nats").as_float()});
  config.vocab = json.at("vocab").as_string();
  config.build = json.at("build").as_string();
  config.cpu_kernel = json.at("cpu_kernel").as_string();
  config.created = json.at("created").as_string();
  config.extra = json.at("extra").as_key_values();
  return config;
}

std::string without_trailing_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// "<parent>/.<name>.partial-": completed by the process id while a run is being made.
fs::path partial_prefix(const fs::path& target) {
  return target.parent_path() / cat(".", target.filename().string(), ".partial-");
}

/// Removes what processes left behind that died while making this run.
void remove_dead_partials(const fs::path& target) {
  const std::string prefix = partial_prefix(target).filename().string();
  const std::string parent = target.parent_path().string();
  for (const std::string& name : list_dir(parent)) {
    if (!name.starts_with(prefix)) continue;
    pid_t pid = 0;
    const auto [stopped, error] =
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), pid);
    const bool dead = error == std::errc() && pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH;
    std::error_code ignored;
    if (dead && stopped == name.data() + name.size())
      fs::remove_all(fs::path(parent) / name, ignored);
  }
}

void refuse_if_taken(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (status.type() == fs::file_type::not_found) return;
  if (!is_directory(path)) fail(path, ": is a file; choose another name for the run");
  if (list_dir(path).empty()) return;
  if (file_exists(path + "/config.json"))
    fail(path, ": already holds a run; choose another name, or continue that one: ./lab resume '",
         path, "'");
  fail(path, ": is a folder that is not empty; choose another name for the run");
}

/// Removes the folder unless told that it has become the run.
struct PartialFolder {
  fs::path path;
  bool done = false;
  ~PartialFolder() {
    std::error_code ignored;
    if (!done) fs::remove_all(path, ignored);
  }
};

}  // namespace

RunDir RunDir::create(const std::string& wanted, RunConfig config, const std::string& train,
                      const std::string& valid) {
  const std::string path = without_trailing_slash(wanted);
  refuse_if_taken(path);
  if (config.created.empty()) config.created = utc_now();
  const fs::path target = fs::absolute(path);
  ensure_dir(target.parent_path().string());
  remove_dead_partials(target);

  PartialFolder partial{partial_prefix(target).string() + cat(::getpid())};
  const std::string folder = partial.path.string();
  ensure_dir(folder);
  ensure_dir(folder + "/keyframes");
  write_file_atomic(folder + "/train.txt", train, Durability::fsync);
  write_file_atomic(folder + "/valid.txt", valid, Durability::fsync);
  write_file_atomic(folder + "/log.jsonl", "", Durability::none);
  write_file_atomic(folder + "/config.json", config_text(config), Durability::fsync);
  rename_path(folder, target.string(), Durability::fsync);
  partial.done = true;
  return open(path);
}

RunDir RunDir::open(const std::string& wanted) {
  RunDir run;
  run.path_ = without_trailing_slash(wanted);
  if (!is_directory(run.path_))
    fail(wanted, file_exists(wanted) ? ": is a file" : ": no such folder",
         "; give the folder of a run, which holds config.json, train.txt, valid.txt and log.jsonl");
  std::string missing;
  for (const char* name : {"config.json", "train.txt", "valid.txt"})
    if (!file_exists(run.file(name))) missing += cat(missing.empty() ? "" : ", ", name);
  if (!missing.empty())
    fail(wanted, ": not a run: looked for config.json, train.txt and valid.txt, and missed ",
         missing);
  const std::string config_path = run.file("config.json");
  const Json json = Json::parse(read_file(config_path, i64(64) << 20), config_path);
  try {
    run.config_ = config_from(json);
  } catch (const Error& error) {
    fail(config_path, ": ", error.what());
  }
  return run;
}

std::string RunDir::name() const {
  return fs::absolute(path_).lexically_normal().filename().string();
}

void RunDir::update_config(RunConfig config) {
  write_file_atomic(file("config.json"), config_text(config), Durability::fsync);
  config_ = std::move(config);
}

bool RunDir::has_checkpoint() const { return file_exists(checkpoint_path()); }

Corpus RunDir::load_corpus() const {
  try {
    return corpus_from_parts(config_.data, read_file(train_path()), read_file(valid_path()),
                             CharVocab::load(config_.vocab));
  } catch (const Error& error) {
    fail(path_, ": the texts of this run do not fit its vocabulary: ", error.what());
  }
}

std::string RunDir::default_name(const std::string& chapter, const std::string& data, u64 seed,
                                 const std::string& root) {
  const std::string stem = fs::path(data).stem().string();
  std::string slug;
  for (const char c : stem) {
    const bool letter = (u8(c) >= 0x80) || std::isalnum(u8(c)) || c == '_' || c == '.';
    if (letter)
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  while (slug.ends_with('-')) slug.pop_back();
  if (slug.empty() || find_utf8_error(slug)) slug = "text";
  const std::string base = cat(root, "/", chapter, "-", slug, "-", seed);
  std::string name = base;
  std::error_code ignored;
  for (int n = 2; fs::exists(fs::symlink_status(name, ignored)); ++n) name = cat(base, "-", n);
  return name;
}

}  // namespace lab
