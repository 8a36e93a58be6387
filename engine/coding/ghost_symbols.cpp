#include "engine/coding/ghost_symbols.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

constexpr double kParts = 1 << 24;  // what a probability of 1 is divided into
constexpr i64 kSlidesUpTo = 32;     // tokens of context
constexpr double kEscapePrior = 1.0 / 64;

}  // namespace

GhostSymbols::GhostSymbols(Ghost& ghost, i64 context)
    : ghost_(ghost), context_(std::max<i64>(1, context)) {
  const i64 n = ghost.vocab_size();
  for (i64 id = 0; id < n; ++id) {
    texts_.push_back(ghost.decode(i32(id)));
    const std::string& text = texts_.back();
    if (find_utf8_error(text) || count_chars(text) != 1 || !tokens_.emplace(text, i32(id)).second)
      fail("compress: want a model that writes single characters; token ", id, " of this one is \"",
           text, "\", so a text cannot be put together from its tokens, blanks and all");
  }
  p_.resize(std::size_t(n));
  frequencies_.resize(std::size_t(n) + 1);
  ids_ = {ghost.start_token()};
}

i32 GhostSymbols::token(std::string_view character) const {
  const auto found = tokens_.find(std::string(character));
  return found == tokens_.end() ? escape() : found->second;
}

std::span<const u32> GhostSymbols::frequencies() {
  if (fresh_) return frequencies_;
  ghost_.next_logits(ids_, logits_);
  const double top = *std::max_element(logits_.begin(), logits_.end());
  if (!std::isfinite(top)) fail("compress: the model's answer is not a number");
  double sum = 0;
  for (std::size_t i = 0; i < p_.size(); ++i) sum += p_[i] = std::exp(double(logits_[i]) - top);
  const double escape = (double(escapes_) + kEscapePrior) / (double(read_) + 1 + kEscapePrior);
  for (std::size_t i = 0; i < p_.size(); ++i) {
    p_[i] /= sum;
    frequencies_[i] = 1 + u32(p_[i] * (1 - escape) * kParts);
  }
  frequencies_.back() = 1 + u32(escape * kParts);
  fresh_ = true;
  return frequencies_;
}

void GhostSymbols::append(i32 symbol) {
  if (symbol < 0 || symbol > escape())
    fail("compress: want a token from 0 to ", escape(), ", got ", symbol);
  ++read_;
  if (symbol == escape()) {
    ++escapes_;
    fresh_ = false;
    return;
  }
  if (fresh_) model_bits_ -= std::log2(p_[std::size_t(symbol)]);
  if (i64(ids_.size()) >= context_)
    ids_.erase(ids_.begin(), ids_.end() - (context_ <= kSlidesUpTo ? context_ - 1 : context_ / 2));
  ids_.push_back(symbol);
  fresh_ = false;
}

}  // namespace lab
