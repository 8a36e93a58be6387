#include "tests/ui/fake_tokens.h"

#include <algorithm>
#include <cstdio>

#include "viz/draw/text.h"

namespace lab::test {
namespace {

constexpr const char* kEnglish =
    "The fox and the hen met in the forest. The hen said that the fox was there before the rain, "
    "and the fox said that the hen was there before the fox.";
constexpr const char* kKorean =
    "미나는 시장에 갔다. 미나는 사과를 샀다. 사과는 시었다. 그래서 미나는 사과를 염소에게 주었다.";
constexpr const char* kCode =
    "for (int i = 0; i < n; ++i) {\n  sum += x[i] * w[i];\n}\nreturn sum / n;\n";

std::string hex(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%02X", unsigned(u8(c)));
    if (!out.empty()) out += ' ';
    out += digits;
  }
  return out;
}

/// As the contract of the taps says: text if it is whole characters, else bytes.
std::string label_of(const std::string& bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(bytes, at);
    if (c == U'\uFFFD' || (c < 0x20 && c != '\n') || c == 0x7F) return hex(bytes);
    out += c == ' ' ? "·" : c == '\n' ? "↵" : bytes.substr(begin, at - begin);
  }
  return out;
}

std::vector<i32> replaced(const std::vector<i32>& ids, i32 left, i32 right, i32 made) {
  std::vector<i32> out;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool pair = i + 1 < ids.size() && ids[i] == left && ids[i + 1] == right;
    out.push_back(pair ? made : ids[i]);
    i += pair;
  }
  return out;
}

std::vector<i32> bytes_as_ids(const std::string& text) {
  std::vector<i32> ids;
  for (const char c : text) ids.push_back(u8(c));
  return ids;
}

/// Text to learn from; every part repeated as often as its weight says.
std::string training_text() {
  std::string all;
  for (int i = 0; i < 5; ++i) all += std::string(kEnglish) + "\n";
  for (int i = 0; i < 6; ++i) all += std::string(kKorean) + "\n";
  return all + kCode;
}

struct Counts {
  float bytes = 0, characters = 0, words = 0;
};
Counts counts_of(const std::string& text) {
  Counts counts{float(text.size()), 0, 0};
  bool in_word = false;
  for (std::size_t at = 0; at < text.size(); ++counts.characters) {
    const char32_t c = next_code_point(text, at);
    const bool space = c == ' ' || c == '\n';
    counts.words += float(!space && !in_word);
    in_word = !space;
  }
  return counts;
}

}  // namespace

FakeTokensWatch::FakeTokensWatch(FakeText text) : FakeWatch(text) {
  learn();
  RunInfo& info = change_info();
  info.stage = info.chapter = "tokens";
  info.name = "tokens-tinytown-3";
  info.summary = "byte-level BPE";
  info.optimizer.clear();
  info.layers = info.heads = info.width = 0;
  info.total_steps = kMerges, info.vocab = 256 + kMerges;
  change_status().step = kMerges;
  asked.probe.text = default_text = text == FakeText::korean
                                        ? "미나는 사과를 염소에게 주었다. 염소는 기뻤다."
                                        : "The fox said that the hen ate 사과 there.";
  info.probe = default_text;
  see();
}

void FakeTokensWatch::learn() {
  std::vector<i32> ids = bytes_as_ids(training_text());
  std::vector<std::string> bytes = vocabulary(0);
  const auto begins_word = [&](i32 id) {
    const char first = bytes[std::size_t(id)][0];
    return first == ' ' || first == '\n';
  };
  for (i32 made = 256; made < 256 + kMerges; ++made) {
    std::map<std::pair<i32, i32>, i64> pairs;
    for (std::size_t i = 0; i + 1 < ids.size(); ++i)
      if (ids[i] != '\n' && !begins_word(ids[i + 1])) ++pairs[{ids[i], ids[i + 1]}];
    const auto best = std::ranges::max_element(
        pairs, {}, [](const auto& entry) { return std::pair(entry.second, entry.first); });
    merges_.push_back({best->first.first, best->first.second, best->second});
    bytes.push_back(bytes[std::size_t(best->first.first)] + bytes[std::size_t(best->first.second)]);
    ids = replaced(ids, best->first.first, best->first.second, made);
  }
}

std::vector<i32> FakeTokensWatch::encode(const std::string& text, i64 merges) const {
  std::vector<i32> ids = bytes_as_ids(text);
  for (i64 m = 0; m < merges; ++m)
    ids = replaced(ids, merges_[std::size_t(m)].left, merges_[std::size_t(m)].right, i32(256 + m));
  return ids;
}

std::vector<std::string> FakeTokensWatch::vocabulary(i64 merges) const {
  std::vector<std::string> bytes;
  for (int b = 0; b < 256; ++b) bytes.emplace_back(1, char(b));
  for (i64 m = 0; m < merges; ++m)
    bytes.push_back(bytes[std::size_t(merges_[std::size_t(m)].left)] +
                    bytes[std::size_t(merges_[std::size_t(m)].right)]);
  return bytes;
}

bool FakeTokensWatch::poll() {
  const bool changed = stale_;
  if (stale_) see();
  return changed;
}

void FakeTokensWatch::ask(const Query& query) {
  if (query == asked) return;
  asked = query;
  ++asks;
  stale_ = true;
}

void FakeTokensWatch::see() {
  stale_ = false;
  const u64 id = look_.id + 1;
  const i64 merges = asked.step < 0 ? kMerges : std::min(asked.step, kMerges);
  look_ = {.id = id, .step = merges, .asked_step = asked.step, .probe = asked.probe};
  const std::vector<std::string> vocab = vocabulary(merges);
  std::vector<std::string> labels;
  for (const std::string& bytes : vocab) labels.push_back(label_of(bytes));
  std::vector<float> used(vocab.size());
  for (const i32 token : encode(training_text(), merges)) ++used[std::size_t(token)];

  look_.ids = encode(asked.probe.text, merges);
  if (i64(look_.ids.size()) > kMaxProbeTokens) {
    look_.dropped = i64(look_.ids.size()) - kMaxProbeTokens;
    look_.ids.resize(std::size_t(kMaxProbeTokens));
  }
  look_.text_tokens = i64(look_.ids.size());
  Tap of_merges{"tokens.merges", {"merge", "field"}, {merges, 3}, {}, {}};
  for (i64 m = 0; m < merges; ++m) {
    const Merge& merge = merges_[std::size_t(m)];
    of_merges.labels.push_back(labels[std::size_t(256 + m)]);
    for (const i64 field : {i64(merge.left), i64(merge.right), merge.count})
      of_merges.values.push_back(float(field));
  }
  Tap of_vocab{"tokens.vocab", {"token", "field"}, {i64(vocab.size()), 2}, {}, labels};
  for (std::size_t t = 0; t < vocab.size(); ++t) {
    of_vocab.values.push_back(used[t]);
    of_vocab.values.push_back(float(vocab[t].size()));
  }
  Tap of_bytes{"tokens.bytes", {"position"}, {look_.text_tokens}, {}, {}};
  for (const i32 token : look_.ids) {
    look_.labels.push_back(labels[std::size_t(token)]);
    of_bytes.values.push_back(float(vocab[std::size_t(token)].size()));
  }
  look_.log_p.assign(look_.ids.size(), kNone);
  look_.rank.assign(look_.ids.size(), -1);
  look_.taps = {of_merges, of_vocab, of_bytes};
  add_samples(merges, labels);
}

void FakeTokensWatch::add_samples(i64 merges, const std::vector<std::string>& labels) {
  Tap fertility{"tokens.fertility", {"text", "field"}, {4, 4}, {}, {}};
  fertility.labels = {"English", "Korean", "code", "probe"};
  const std::string texts[] = {kEnglish, kKorean, kCode, asked.probe.text};
  for (int k = 0; k < 4; ++k) {
    const std::vector<i32> ids = encode(texts[k], merges);
    const Counts counts = counts_of(texts[k]);
    for (const float field : {counts.bytes, counts.characters, counts.words, float(ids.size())})
      fertility.values.push_back(field);
    if (k == 3) break;
    Tap pieces{
        "tokens.sample." + std::to_string(k), {"piece", "field"}, {i64(ids.size()), 1}, {}, {}};
    for (const i32 id : ids) {
      pieces.values.push_back(float(id));
      pieces.labels.push_back(labels[std::size_t(id)]);
    }
    look_.taps.push_back(std::move(pieces));
  }
  look_.taps.push_back(std::move(fertility));
}

}  // namespace lab::test
