// Text to ids and back: what every tokenizer can do, whatever it was trained with.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/real.h"
#include "engine/tokens/special_tokens.h"

namespace lab {

/// The tokens of a vocabulary by id: their names as files write them, and the bytes they stand for.
class TokenTable {
 public:
  /// Throws Error if the id is negative, taken, or 65,536 beyond the number of tokens so far (a
  /// broken file would ask for gigabytes), or if the name is there already.
  void add(i32 id, std::string name, std::string bytes);

  i64 size() const { return i64(names_.size()); }  ///< greatest id + 1
  i64 known() const { return known_; }             ///< ids that have a token; there may be gaps
  bool has(i32 id) const { return id >= 0 && id < size() && known_ids_[size_t(id)]; }
  const std::string& name(i32 id) const { return names_[size_t(id)]; }
  const std::string& bytes(i32 id) const { return bytes_[size_t(id)]; }
  i32 find(std::string_view name) const;  ///< -1 if there is none

 private:
  std::vector<std::string> names_, bytes_;
  std::vector<bool> known_ids_;
  std::unordered_map<std::string, i32> ids_;
  i64 known_ = 0;
};

/// What special tokens in a text mean: themselves, or just the letters they are written with
/// (for text from a stranger).
enum class InText : u8 { special, plain };

/// Immutable after construction; encode and decode may be called from any thread.
class Tokenizer {
 public:
  Tokenizer(TokenTable tokens, SpecialTokens specials)
      : tokens_(std::move(tokens)), specials_(std::move(specials)) {}
  virtual ~Tokenizer() = default;
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  /// Ids of a text. No token is added that does not stand in it ([CLS], <s>, ...).
  std::vector<i32> encode(std::string_view text, InText specials = InText::special) const;

  /// The same, appended to `ids`.
  void encode_to(std::vector<i32>& ids, std::string_view text,
                 InText specials = InText::special) const;

  /// The bytes of ids; UTF-8 if the ids come from a text that was. Throws Error on an id that the
  /// vocabulary does not have. Which tokenizers give back the very text: see kind().
  std::string decode(std::span<const i32> ids) const;

  /// "byte-level BPE", "WordPiece", ...
  virtual std::string_view kind() const = 0;
  /// True if decode(encode(x)) == x for every UTF-8 text (of known characters).
  virtual bool lossless() const = 0;

  i64 vocab_size() const { return tokens_.size(); }
  /// Throws Error on an id that the vocabulary does not have.
  const std::string& name(i32 id) const;   ///< "Ġthe", "##ing", "▁the", "<0x0A>"
  const std::string& bytes(i32 id) const;  ///< " the", "ing", " the", "\n"
  i32 find(std::string_view name) const { return tokens_.find(name); }  ///< -1 if there is none
  const SpecialTokens& specials() const { return specials_; }

 protected:
  /// Appends the ids of a text without special tokens; not empty. `first`: nothing stands before.
  virtual void encode_text(std::vector<i32>& ids, std::string_view text, bool first) const = 0;
  virtual std::string decode_known(std::span<const i32> ids) const;
  const TokenTable& tokens() const { return tokens_; }

 private:
  void check_id(i32 id) const;
  TokenTable tokens_;
  SpecialTokens specials_;
};

/// Reads a tokenizer:
///   gpt2:DIR         encoder.json and vocab.bpe (or vocab.json and merges.txt) in a folder
///   bert:VOCAB       a vocab.txt; text is lower-cased and loses its accents
///   bert-cased:VOCAB a vocab.txt; text keeps both
///   FILE.json        Hugging Face's tokenizer.json
///   FILE.model       SentencePiece
/// Throws UsageError if the form is none of these, Error naming file and place if the file is
/// wrong.
std::unique_ptr<Tokenizer> load_tokenizer(const std::string& spec);

}  // namespace lab
