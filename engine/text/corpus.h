// A text ready to be learned: train and validation parts, their vocabulary, their ids.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/vocab.h"

namespace lab {

/// Both parts hold normalised text: UTF-8 without byte order mark, lines end in "\n".
struct Corpus {
  std::string name;            ///< "input" for ".../input.txt"; "tinytown-en" for a generated one
  std::string train, valid;    ///< UTF-8
  CharVocab vocab;             ///< the characters of both parts
  std::vector<i32> train_ids;  ///< one per character of train
  std::vector<i32> valid_ids;
};

/// Reads a text file. Without `valid_path` the first 90 % of the characters train and the last 10 %
/// validate; with it, all of `path` trains. Each part needs `min_chars` characters (context + 1).
/// Throws Error, one line naming the file and the next step, when a file is missing, a directory,
/// unreadable, empty, too short, larger than 2 GB, or not UTF-8 (byte offset, likely encoding).
Corpus load_corpus(const std::string& path, const std::string& valid_path = "", i64 min_chars = 2);

/// The same from memory; `valid` empty means: split. `name` stands for the file in messages.
Corpus corpus_from_text(const std::string& name, std::string text, std::string valid = "",
                        i64 min_chars = 2);

/// From parts and a vocabulary that exist already (a run directory). Throws Error on a character
/// that the vocabulary lacks.
Corpus corpus_from_parts(const std::string& name, std::string train, std::string valid,
                         CharVocab vocab);

/// Reads one file as load_corpus does, without splitting: checked, normalised UTF-8.
std::string load_text(const std::string& path);

}  // namespace lab
