#include "engine/tokens/tokenizer.h"

#include "engine/core/check.h"
#include "engine/tokens/readers.h"

namespace lab {

void TokenTable::add(i32 id, std::string name, std::string bytes) {
  constexpr i64 kMaxGap = 65'536;
  if (id < 0) fail("token \"", name, "\" has the id ", id, "; want one from 0");
  if (id > known_ + kMaxGap)
    fail("token \"", name, "\" has the id ", id, " after ", known_, " tokens: a gap beyond ",
         kMaxGap, " is taken for a broken file");
  if (id >= size()) {
    names_.resize(size_t(id) + 1);
    bytes_.resize(size_t(id) + 1);
    known_ids_.resize(size_t(id) + 1);
  }
  if (known_ids_[size_t(id)])
    fail("tokens \"", names_[size_t(id)], "\" and \"", name, "\" have the same id ", id);
  if (!ids_.emplace(name, id).second) fail("token \"", name, "\" is there twice");
  names_[size_t(id)] = std::move(name), bytes_[size_t(id)] = std::move(bytes);
  known_ids_[size_t(id)] = true;
  ++known_;
}

i32 TokenTable::find(std::string_view name) const {
  const auto found = ids_.find(std::string(name));
  return found == ids_.end() ? -1 : found->second;
}

std::vector<i32> Tokenizer::encode(std::string_view text, InText specials) const {
  std::vector<i32> ids;
  encode_to(ids, text, specials);
  return ids;
}

void Tokenizer::encode_to(std::vector<i32>& ids, std::string_view text, InText specials) const {
  if (text.empty()) return;
  if (specials == InText::plain || specials_.empty()) return encode_text(ids, text, true);
  specials_.split(
      text, [&](std::string_view part) { encode_text(ids, part, part.data() == text.data()); },
      [&](const SpecialToken& token) { ids.push_back(token.id); });
}

std::string Tokenizer::decode(std::span<const i32> ids) const {
  for (const i32 id : ids) check_id(id);
  return decode_known(ids);
}

std::string Tokenizer::decode_known(std::span<const i32> ids) const {
  std::string text;
  for (const i32 id : ids) text += tokens_.bytes(id);
  return text;
}

const std::string& Tokenizer::name(i32 id) const {
  check_id(id);
  return tokens_.name(id);
}

const std::string& Tokenizer::bytes(i32 id) const {
  check_id(id);
  return tokens_.bytes(id);
}

void Tokenizer::check_id(i32 id) const {
  if (!tokens_.has(id))
    fail("token id ", id, " is not in this vocabulary of ", vocab_size(), " tokens");
}

std::unique_ptr<Tokenizer> load_tokenizer(const std::string& spec) {
  const auto after = [&](std::string_view start) { return spec.substr(start.size()); };
  if (spec.starts_with("gpt2:")) return read_gpt2(after("gpt2:"));
  if (spec.starts_with("bert:")) return read_bert_vocab(after("bert:"), false);
  if (spec.starts_with("bert-cased:")) return read_bert_vocab(after("bert-cased:"), true);
  if (spec.ends_with(".json")) return read_tokenizer_json(spec);
  if (spec.ends_with(".model")) return read_sentencepiece(spec);
  throw UsageError(cat("cannot tell what kind of tokenizer \"", spec,
                       "\" is: want gpt2:DIR, bert:VOCAB, bert-cased:VOCAB, FILE.json or "
                       "FILE.model"));
}

}  // namespace lab
