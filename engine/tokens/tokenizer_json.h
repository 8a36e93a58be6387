// Hugging Face's tokenizer.json, section by section; the writers of it.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/json.h"
#include "engine/tokens/bert_text.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/normal_steps.h"
#include "engine/tokens/pre_split.h"
#include "engine/tokens/tokenizer.h"
#include "engine/tokens/unigram_train.h"

namespace lab {

/// The section "normalizer".
struct JsonNormalizer {
  NormalSteps steps;
  std::optional<BertTextOptions> bert;  ///< BertNormalizer
  bool prepends = false;                ///< the steps set something before the text
};

/// The section "pre_tokenizer".
struct JsonPreTokenizer {
  bool byte_level = false, space_first = false;
  PreSplit split = PreSplit::none;
  bool bert = false, at_spaces = false;   ///< BertPreTokenizer; WhitespaceSplit
  bool marks = false, marks_cut = false;  ///< Metaspace, and whether it cuts
  std::optional<PrependText> prepend;     ///< of Metaspace
};

// Each takes nullptr for a section that is missing, and throws Error (without the path) naming what
// it does not follow.
JsonNormalizer read_json_normalizer(const Json* section);
JsonPreTokenizer read_json_pre_tokenizer(const Json* section);

/// A member that is there and not null, or nullptr.
const Json* json_member(const Json& object, std::string_view key);
/// A member that is true or false, or what it is when missing.
bool json_flag(const Json& object, std::string_view key, bool missing);
/// A member that is text, or "" when missing.
std::string json_text(const Json& object, std::string_view key);

/// Adds {"token": id, ...} in the order of the ids. bytes_of: what a token of that name stands for.
/// Throws Error as TokenTable::add, and if it is no object of whole numbers.
void add_json_vocab(TokenTable& tokens, const Json& vocab,
                    const std::function<std::string(const std::string&)>& bytes_of);

/// tokenizer.json texts that Hugging Face's library and this one read back. bpe_to_json throws
/// Error if a special token is also the name of an ordinary one.
std::string bpe_to_json(const BpeVocabulary& vocabulary);
std::string word_pieces_to_json(const std::vector<std::string>& pieces, i64 special_count,
                                const BertTextOptions& options);
std::string unigram_to_json(const UnigramVocabulary& vocabulary);

}  // namespace lab
