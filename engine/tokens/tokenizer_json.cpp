#include "engine/tokens/tokenizer_json.h"

#include <algorithm>

#include "engine/core/check.h"

namespace lab {
namespace {

struct KnownPattern {
  const char* regex;
  PreSplit split;
};

/// The patterns that PieceScanner follows, as files write them.
constexpr KnownPattern kPatterns[] = {
    {R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)",
     PreSplit::gpt2},
    {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
     PreSplit::digits_3},
    {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
     PreSplit::digits_1},
};

/// Base64 as in RFC 4648; throws Error on any other character.
std::string decode_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  u32 bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t digit = kDigits.find(c);
    if (digit == kDigits.npos) fail("precompiled_charsmap is not base64");
    bits = bits << 6 | u32(digit);
    if ((count += 6) < 8) continue;
    count -= 8;
    bytes += char(bits >> count & 0xFF);
  }
  return bytes;
}

BertTextOptions read_bert(const Json& section) {
  BertTextOptions options;
  options.clean = json_flag(section, "clean_text", true);
  options.ideographs = json_flag(section, "handle_chinese_chars", true);
  options.lower = json_flag(section, "lowercase", true);
  options.strip_accents = json_flag(section, "strip_accents", options.lower);
  options.sigma = FinalSigma::keep_plain;
  return options;
}

void add_normalizer(JsonNormalizer& made, const Json& section) {
  const std::string type = json_text(section, "type");
  if (type == "Sequence") {
    for (const Json& step : section.at("normalizers").items()) add_normalizer(made, step);
  } else if (type == "BertNormalizer") {
    made.bert = read_bert(section);
  } else if (type == "NFC" || type == "NFD" || type == "NFKC" || type == "NFKD") {
    const bool composed = type.back() == 'C', compat = type.size() == 4;
    made.steps.add(composed ? (compat ? NormalForm::nfkc : NormalForm::nfc)
                            : (compat ? NormalForm::nfkd : NormalForm::nfd));
  } else if (type == "Lowercase") {
    made.steps.add(LowerCase{});
  } else if (type == "StripAccents") {
    made.steps.add(StripMarks{});
  } else if (type == "Prepend") {
    made.steps.add(PrependText{.text = json_text(section, "prepend")});
    made.prepends = true;
  } else if (type == "Replace" && json_member(section.at("pattern"), "String")) {
    made.steps.add(
        ReplaceText{json_text(section.at("pattern"), "String"), json_text(section, "content")});
  } else if (type == "Precompiled") {
    made.steps.add(std::make_shared<const CharsMap>(
        CharsMap::parse(decode_base64(json_text(section, "precompiled_charsmap")), "normalizer")));
  } else {
    fail("the normalizer \"", type, "\" is none that this program follows");
  }
}

void set_split(JsonPreTokenizer& made, PreSplit split) {
  if (made.split != PreSplit::none) fail("two pre_tokenizers that cut the text, one after another");
  made.split = split;
}

void add_metaspace(JsonPreTokenizer& made, const Json& section) {
  const std::string mark = json_text(section, "replacement");
  if (mark != kSpaceMark)
    fail("pre_tokenizer Metaspace: want the replacement ▁, got \"", mark, "\"");
  std::string scheme = json_text(section, "prepend_scheme");
  if (scheme.empty()) scheme = json_flag(section, "add_prefix_space", true) ? "always" : "never";
  made.marks = true;
  made.marks_cut = json_flag(section, "split", true);
  if (scheme != "never")
    made.prepend = PrependText{.text = mark, .unless_there = true, .only_first = scheme == "first"};
}

void add_pre_tokenizer(JsonPreTokenizer& made, const Json& section) {
  const std::string type = json_text(section, "type");
  if (type == "Sequence") {
    for (const Json& step : section.at("pretokenizers").items()) add_pre_tokenizer(made, step);
  } else if (type == "ByteLevel") {
    made.byte_level = true;
    made.space_first = json_flag(section, "add_prefix_space", true);
    if (made.space_first && made.split != PreSplit::none)
      fail("pre_tokenizer ByteLevel with add_prefix_space behind another cut");
    if (json_flag(section, "use_regex", true)) set_split(made, PreSplit::gpt2);
  } else if (type == "Split") {
    const std::string regex = json_text(section.at("pattern"), "Regex");
    const auto known = std::find_if(std::begin(kPatterns), std::end(kPatterns),
                                    [&](const KnownPattern& p) { return regex == p.regex; });
    if (known == std::end(kPatterns)) fail("pre_tokenizer Split: unknown pattern ", regex);
    set_split(made, known->split);
  } else if (type == "BertPreTokenizer") {
    made.bert = true;
  } else if (type == "WhitespaceSplit") {
    made.at_spaces = true;
  } else if (type == "Metaspace") {
    add_metaspace(made, section);
  } else {
    fail("the pre_tokenizer \"", type, "\" is none that this program follows");
  }
}

}  // namespace

const Json* json_member(const Json& object, std::string_view key) {
  const Json* const member = object.find(key);
  return member == nullptr || member->is_null() ? nullptr : member;
}

bool json_flag(const Json& object, std::string_view key, bool missing) {
  const Json* const member = json_member(object, key);
  return member == nullptr ? missing : member->as_bool();
}

std::string json_text(const Json& object, std::string_view key) {
  const Json* const member = json_member(object, key);
  return member == nullptr ? "" : member->as_string();
}

JsonNormalizer read_json_normalizer(const Json* section) {
  JsonNormalizer made;
  if (section != nullptr) add_normalizer(made, *section);
  return made;
}

JsonPreTokenizer read_json_pre_tokenizer(const Json* section) {
  JsonPreTokenizer made;
  if (section != nullptr) add_pre_tokenizer(made, *section);
  return made;
}

void add_json_vocab(TokenTable& tokens, const Json& vocab,
                    const std::function<std::string(const std::string&)>& bytes_of) {
  if (vocab.kind() != Json::Kind::object) fail("the vocabulary should be {\"token\": id, ...}");
  std::vector<std::pair<i64, const std::string*>> entries;
  for (size_t i = 0; i < vocab.keys().size(); ++i)
    entries.emplace_back(vocab.items()[i].as_i64(), &vocab.keys()[i]);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [id, name] : entries) {
    if (id < 0 || id > 0x7FFFFFFF) fail("token \"", *name, "\" has the id ", id);
    tokens.add(i32(id), *name, bytes_of(*name));
  }
}

}  // namespace lab
