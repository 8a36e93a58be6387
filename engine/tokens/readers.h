// The files in which tokenizers come: each read whole, doubted, and turned into a Tokenizer.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "engine/tokens/tokenizer.h"

namespace lab {

// All throw Error: the file's path, the line or byte, what was wanted.

/// GPT-2's encoder.json and vocab.bpe in a folder; also under the names vocab.json and merges.txt.
std::unique_ptr<Tokenizer> read_gpt2(const std::string& folder);

/// BERT's vocab.txt: one token a line, the line's number is the id.
std::unique_ptr<Tokenizer> read_bert_vocab(const std::string& path, bool cased);

/// Hugging Face's tokenizer.json: BPE (byte-level, or characters with byte fallback), WordPiece,
/// Unigram. What this program cannot follow exactly is refused, by name.
std::unique_ptr<Tokenizer> read_tokenizer_json(const std::string& path);

/// SentencePiece's .model: unigram and bpe.
std::unique_ptr<Tokenizer> read_sentencepiece(const std::string& path);

// The same from bytes in memory; `path` is used in messages.
std::unique_ptr<Tokenizer> parse_gpt2(std::string_view encoder_json, const std::string& json_path,
                                      std::string_view merges, const std::string& merges_path);
std::unique_ptr<Tokenizer> parse_bert_vocab(std::string_view text, const std::string& path,
                                            bool cased);
std::unique_ptr<Tokenizer> parse_tokenizer_json(std::string_view text, const std::string& path);
std::unique_ptr<Tokenizer> parse_sentencepiece(const std::string& bytes, const std::string& path);

}  // namespace lab
