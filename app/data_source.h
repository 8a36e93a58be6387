// Where a run's text comes from: a file, or the built-in corpus by name.
#pragma once
#include <string>
#include <vector>

#include "engine/observe/watch.h"
#include "engine/text/corpus.h"

namespace lab {

struct DataSource {
  Corpus corpus;
  std::string title;  ///< "tinytown en 1 MB", "input.txt 1.1 MB"
  std::vector<ReferenceLine> references;
};

/// spec: a path, or tinytown[:en|ko|both][:SIZE][:SEED], e.g. "tinytown:ko:500k:7".
/// `min_chars` as in load_corpus. Throws Error before anything is written anywhere.
DataSource load_data(const std::string& spec, const std::string& valid_path, i64 min_chars);

/// "500k", "1M", "1500000" -> bytes. Throws UsageError.
i64 parse_bytes(const std::string& text);

}  // namespace lab
