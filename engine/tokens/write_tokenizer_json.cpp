// tokenizer.json written by hand: a vocabulary is one long object, and its order is its meaning.
#include <algorithm>

#include "engine/core/check.h"
#include "engine/tokens/byte_alphabet.h"
#include "engine/tokens/tokenizer_json.h"

namespace lab {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

/// The file's first sections: special tokens are the first `specials.size()` ids from `first_id`.
std::string head(const std::vector<std::string>& specials, i64 first_id) {
  std::string out = "{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n";
  out += "  \"added_tokens\": [";
  for (size_t i = 0; i < specials.size(); ++i)
    out += cat(i == 0 ? "\n" : ",\n", "    {\"id\": ", first_id + i64(i),
               ", \"content\": ", quoted(specials[i]),
               ", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, "
               "\"normalized\": false, \"special\": true}");
  return out += specials.empty() ? "],\n" : "\n  ],\n";
}

std::string vocab_object(const std::vector<std::string>& names) {
  std::string out = "    \"vocab\": {";
  for (size_t id = 0; id < names.size(); ++id)
    out += cat(id == 0 ? "\n" : ",\n", "      ", quoted(names[id]), ": ", i64(id));
  return out += "\n    }";
}

constexpr const char* kByteLevel =
    "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, "
    "\"use_regex\": true}";
constexpr const char* kMetaspace =
    "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"always\", "
    "\"split\": true}";

constexpr const char* kPieceDecoder =
    "{\"type\": \"Sequence\", \"decoders\": [{\"type\": \"Replace\", \"pattern\": {\"String\": "
    "\"▁\"}, \"content\": \" \"}, {\"type\": \"ByteFallback\"}, {\"type\": \"Fuse\"}, "
    "{\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\": 0}]}";

const char* json_bool(bool value) { return value ? "true" : "false"; }

}  // namespace

std::string bpe_to_json(const BpeVocabulary& vocabulary) {
  const i64 special_count = i64(vocabulary.specials.size());
  std::vector<std::string> names;
  for (size_t id = 0; id < vocabulary.tokens.size(); ++id)
    names.push_back(i64(id) < special_count ? vocabulary.tokens[id]
                                            : spell_bytes(vocabulary.tokens[id]));
  for (size_t id = 0, n = vocabulary.specials.size(); id < n; ++id)
    if (std::find(names.begin() + i64(n), names.end(), names[id]) != names.end())
      fail("the special token \"", names[id],
           "\" is also how an ordinary token is written; choose another, e.g. <|", names[id], "|>");
  std::string out = head(vocabulary.specials, 0);
  out += cat("  \"normalizer\": null,\n  \"pre_tokenizer\": ", kByteLevel,
             ",\n  \"post_processor\": null,\n  \"decoder\": ", kByteLevel,
             ",\n  \"model\": {\n    \"type\": \"BPE\",\n    \"dropout\": null,\n"
             "    \"unk_token\": null,\n    \"continuing_subword_prefix\": null,\n"
             "    \"end_of_word_suffix\": null,\n    \"fuse_unk\": false,\n"
             "    \"byte_fallback\": false,\n",
             vocab_object(names), ",\n    \"merges\": [");
  for (size_t i = 0; i < vocabulary.merges.size(); ++i) {
    const Merge& merge = vocabulary.merges[i];
    out += cat(i == 0 ? "\n" : ",\n", "      ",
               quoted(cat(names[size_t(merge.left)], " ", names[size_t(merge.right)])));
  }
  return out += "\n    ]\n  }\n}\n";
}

std::string word_pieces_to_json(const std::vector<std::string>& pieces, i64 special_count,
                                const BertTextOptions& options) {
  std::string out = head({pieces.begin(), pieces.begin() + special_count}, 0);
  out += cat(
      "  \"normalizer\": {\"type\": \"BertNormalizer\", \"clean_text\": ", json_bool(options.clean),
      ", \"handle_chinese_chars\": ", json_bool(options.ideographs),
      ", \"strip_accents\": ", json_bool(options.strip_accents),
      ", \"lowercase\": ", json_bool(options.lower),
      "},\n  \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"},\n"
      "  \"post_processor\": null,\n"
      "  \"decoder\": {\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true},\n"
      "  \"model\": {\n    \"type\": \"WordPiece\",\n    \"unk_token\": \"[UNK]\",\n"
      "    \"continuing_subword_prefix\": \"##\",\n"
      "    \"max_input_chars_per_word\": 100,\n",
      vocab_object(pieces));
  return out += "\n  }\n}\n";
}

std::string unigram_to_json(const UnigramVocabulary& vocabulary) {
  std::string out = head(vocabulary.specials, 1);
  out += cat("  \"normalizer\": null,\n  \"pre_tokenizer\": ", kMetaspace,
             ",\n  \"post_processor\": null,\n  \"decoder\": ", kPieceDecoder,
             ",\n  \"model\": {\n    \"type\": \"Unigram\",\n    \"unk_id\": 0,\n    \"vocab\": [");
  for (size_t i = 0; i < vocabulary.pieces.size(); ++i) {
    out += cat(i == 0 ? "\n" : ",\n", "      [", quoted(vocabulary.pieces[i].text), ", ");
    append_json_number(out, vocabulary.pieces[i].score);
    out += "]";
  }
  return out += cat("\n    ],\n    \"byte_fallback\": ", json_bool(vocabulary.byte_begin >= 0),
                    "\n  }\n}\n");
}

}  // namespace lab
