// A run on disk: everything needed to look at it, continue it or repeat it, in one folder.
#pragma once
#include <string>
#include <vector>

#include "engine/io/json.h"
#include "engine/observe/watch.h"
#include "engine/text/corpus.h"

namespace lab {

inline constexpr int kRunVersion = 1;  ///< config.json says "lmlab-run/1"

/// config.json: what must be known to repeat the run.
struct RunConfig {
  std::string chapter;  ///< "gpt"
  KeyValues options;    ///< every option of the chapter, as text
  std::string data;     ///< "tinytown en 1 MB", a file name: for people
  u64 seed = 0;
  i64 steps = 0;                          ///< planned; resume may raise it
  std::string vocab;                      ///< CharVocab::save()
  std::vector<ReferenceLine> references;  ///< lines of the loss chart
  std::string build;                      ///< compiler, precision, FTZ
  std::string cpu_kernel;                 ///< openblas_get_corename()
  std::string created;  ///< UTC, "2025-01-31T12:00:00Z"; filled by create if empty
  KeyValues extra;      ///< anything else a later reader may want
};

/// The folder of one run:
///   config.json  train.txt  valid.txt  log.jsonl  checkpoint.safetensors
///   keyframes/step_000000500.safetensors
class RunDir {
 public:
  /// Makes the folder, complete or not at all: written under a hidden sibling name, then renamed.
  /// Throws Error if `path` is a file or a folder that is not empty.
  static RunDir create(const std::string& path, RunConfig config, const std::string& train,
                       const std::string& valid);

  /// Opens an existing run. Throws Error if it is not one (says what was looked for), or is of a
  /// format that this program cannot read (says which).
  static RunDir open(const std::string& path);

  /// A free name under `root`: "runs/gpt-tinytown-1", then "...-1-2", "...-1-3". `data` may be a
  /// path (its stem is taken); Korean stays, spaces and other signs become "-".
  static std::string default_name(const std::string& chapter, const std::string& data, u64 seed,
                                  const std::string& root = "runs");

  const std::string& path() const { return path_; }
  std::string name() const;  ///< last part of the path
  const RunConfig& config() const { return config_; }
  /// Replaces config.json, e.g. with more steps.
  void update_config(RunConfig config);

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string train_path() const { return file("train.txt"); }
  std::string valid_path() const { return file("valid.txt"); }
  std::string log_path() const { return file("log.jsonl"); }
  std::string checkpoint_path() const { return file("checkpoint.safetensors"); }
  std::string keyframes_path() const { return file("keyframes"); }
  bool has_checkpoint() const;

  /// The texts of the run with its vocabulary.
  Corpus load_corpus() const;

 private:
  std::string path_;
  RunConfig config_;
};

}  // namespace lab
