#include "viz/panels/token_view.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::string_view kUnknown = "?";

const Tap* table(const Frame& frame, std::string_view name, i64 columns) {
  const Tap* tap = frame.find(name);
  if (!tap || tap->shape.size() != 2 || tap->shape[0] < 0 || tap->shape[1] != columns)
    return nullptr;
  return i64(tap->values.size()) == tap->shape[0] * columns ? tap : nullptr;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Goes down to the bytes, left before right, until `out` is full. What a merge is made of is older
/// than the merge: a look that says otherwise is damaged, and goes no further down.
std::size_t collect_bytes(const TokenView& tokens, i32 id, std::span<int> out, std::size_t filled) {
  if (filled == out.size()) return filled;
  const TokenView::Merge merge = tokens.merge(tokens.merge_of(id));
  if (merge.made < 0 || merge.left >= id || merge.right >= id) {
    out[filled] = tokens.byte(id);
    return filled + 1;
  }
  filled = collect_bytes(tokens, merge.left, out, filled);
  return collect_bytes(tokens, merge.right, out, filled);
}

}  // namespace

TokenView::TokenView(const Frame& frame)
    : vocab_(table(frame, "tokens.vocab", 2)),
      merges_(table(frame, "tokens.merges", 3)),
      fertility_(table(frame, "tokens.fertility", 4)),
      samples_{table(frame, "tokens.sample.0", 1), table(frame, "tokens.sample.1", 1),
               table(frame, "tokens.sample.2", 1)} {}

TokenView::Merge TokenView::merge(i64 index) const {
  if (index < 0 || index >= merges()) return {};
  const float* row = merges_->slice(index);
  return {i32(row[0]), i32(row[1]), i32(vocab() - merges() + index), i64(row[2])};
}

i64 TokenView::merge_of(i32 id) const {
  const i64 index = id - (vocab() - merges());
  return index >= 0 && index < merges() ? index : -1;
}

std::string_view TokenView::label(i32 id) const {
  const bool known = id >= 0 && id < vocab() && std::size_t(id) < vocab_->labels.size();
  return known ? std::string_view(vocab_->labels[std::size_t(id)]) : kUnknown;
}

i64 TokenView::bytes(i32 id) const {
  return id >= 0 && id < vocab() ? i64(vocab_->slice(id)[1]) : 0;
}

i64 TokenView::count(i32 id) const {
  return id >= 0 && id < vocab() ? i64(vocab_->slice(id)[0]) : 0;
}

int TokenView::byte(i32 id) const {
  if (bytes(id) != 1) return -1;
  const std::string_view text = label(id);
  if (text.size() == 1) return u8(text[0]);
  if (text == "·") return ' ';
  if (text == "↵" || text == "⏎") return '\n';
  return is_hex(text, 1) ? hex_digit(text[0]) * 16 + hex_digit(text[1]) : -1;
}

Fertility TokenView::fertility(int text) const {
  if (text < 0 || text >= texts()) return {};
  const float* row = fertility_->slice(text);
  const bool named = std::size_t(text) < fertility_->labels.size();
  return {named ? std::string_view(fertility_->labels[std::size_t(text)]) : kUnknown, row[0],
          row[1], row[2], row[3]};
}

const Tap* TokenView::sample(int text) const {
  return text >= 0 && text < 3 ? samples_[text] : nullptr;
}

i32 TokenView::sample_id(const Tap& sample, i64 piece) { return i32(*sample.slice(piece)); }

bool is_hex(std::string_view label, i64 bytes) {
  if (bytes <= 0 || i64(label.size()) != 3 * bytes - 1) return false;
  for (std::size_t i = 0; i < label.size(); ++i)
    if (i % 3 == 2 ? label[i] != ' ' : hex_digit(label[i]) < 0) return false;
  return true;
}

std::span<const int> bytes_of(const TokenView& tokens, i32 id, std::span<int> room) {
  const bool known = tokens.any() && id >= 0 && id < tokens.vocab();
  return room.first(known ? collect_bytes(tokens, id, room, 0) : 0);
}

}  // namespace lab
