#include "engine/ngram/model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.h"

namespace lab {

namespace {

constexpr std::array<std::string_view, 5> kNames = {"mle", "addk", "wb", "kn", "mkn"};
constexpr Discounts kNoDiscounts = {0, 0, 0, 0};
// Where the counts of counts give none: what lmplz --discount_fallback takes (Heafield's KenLM);
// for one discount its first number.
constexpr Discounts kFallbackOne = {0, 0.5, 0.5, 0.5};
constexpr Discounts kFallbackThree = {0, 0.5, 1, 1.5};

/// One discount for every count. Source: Ney, Essen, Kneser 1994; Chen & Goodman 1998, eq. 22.
Discounts one_discount(const std::array<double, 5>& n) {
  const double D = n[1] / (n[1] + 2 * n[2]);
  return {0, D, D, D};
}

/// Three. n[r]: n-grams with count r. Source: Chen & Goodman 1998, eq. 26.
Discounts three_discounts(const std::array<double, 5>& n) {
  // [three-discounts]
  const double Y = n[1] / (n[1] + 2 * n[2]);
  const double D1 = 1 - 2 * Y * n[2] / n[1];
  const double D2 = 2 - 3 * Y * n[3] / n[2];
  const double D3 = 3 - 4 * Y * n[4] / n[3];
  return {0, D1, D2, D3};
  // [/three-discounts]
}

}  // namespace

std::string_view smoothing_name(Smoothing smoothing) { return kNames[std::size_t(smoothing)]; }

Smoothing smoothing_from(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return Smoothing(i);
  throw UsageError(cat("smoothing: want mle, addk, wb, kn or mkn, got \"", name, "\""));
}

NgramModel::NgramModel(const NgramCounts& counts, Smoothing smoothing, double k, int order)
    : counts_(&counts), smoothing_(smoothing), k_(k), order_(order == 0 ? counts.order() : order) {
  if (!(k > 0) || !std::isfinite(k)) fail("add-k: want k > 0, got ", k);
  if (order_ < 1 || order_ > counts.order())
    fail("n-gram model: want an order from 1 to that of the counts, ", counts.order(), ", got ",
         order);
  refresh();
}

void NgramModel::refresh() {
  const bool three = smoothing_ == Smoothing::modified_kneser_ney;
  const bool kneser_ney = three || smoothing_ == Smoothing::kneser_ney;
  discounts_.assign(std::size_t(order_) + 1, kNoDiscounts);
  estimated_.assign(std::size_t(order_) + 1, true);
  for (int n = 1; kneser_ney && n <= order_; ++n) {
    std::array<double, 5> classes{};
    for (int r = 1; r <= 4; ++r)
      classes[std::size_t(r)] = double(n == order_ ? counts_->count_of_counts(n, r)
                                                   : counts_->adjusted_count_of_counts(n, r));
    Discounts D = three ? three_discounts(classes) : one_discount(classes);
    bool usable = classes[1] > 0 && classes[2] > 0 && (!three || classes[3] > 0);
    for (std::size_t r = 1; r <= 3; ++r) usable = usable && D[r] >= 0 && D[r] <= double(r);
    if (!usable) D = three ? kFallbackThree : kFallbackOne;
    discounts_[std::size_t(n)] = D;
    estimated_[std::size_t(n)] = usable;
  }
}

// What one order says.

bool NgramModel::adjusts(int n) const {
  return n < order_ &&
         (smoothing_ == Smoothing::kneser_ney || smoothing_ == Smoothing::modified_kneser_ney);
}

NgramFollowers NgramModel::followers(int k, u32 context) const {
  const bool raw = k + 1 == order_ && order_ < counts_->order();  // longest here, but not there
  return raw ? counts_->raw_followers(k, context) : counts_->followers(k, context);
}

double NgramModel::count_used(int n, u32 gram) const {
  if (gram == kNoGram) return 0;
  const Gram& found = counts_->gram(n, gram);
  return adjusts(n) ? found.adjusted : found.count;
}

NgramModel::Mix NgramModel::mix(int n, const NgramFollowers& after, double count) const {
  const double total = double(adjusts(n) ? after.adjusted_total : after.total);
  if (total == 0) return {0, 1};
  // [mix]
  const double types = double(after.types), V = double(counts_->predictable());
  switch (smoothing_) {
    case Smoothing::mle:
      return {count / total, 0};
    case Smoothing::add_k:
      return {count / (total + k_ * V), k_ * V / (total + k_ * V)};
    case Smoothing::witten_bell:  // Witten & Bell 1991, method C; Chen & Goodman 1998, eq. 16-17
      return {count / (total + types), types / (total + types)};
    case Smoothing::kneser_ney:
    case Smoothing::modified_kneser_ney:
      break;
  }
  // [/mix]
  // [kneser-ney]
  const Discounts& D = discounts_[std::size_t(n)];
  const double N1 = double(after.once), N2 = double(after.twice), N3 = types - N1 - N2;
  const double taken = D[std::size_t(std::min(count, 3.0))];
  return {(count - taken) / total, (D[1] * N1 + D[2] * N2 + D[3] * N3) / total};
  // [/kneser-ney]
}

double NgramModel::lowest(i32 id) const {
  const NgramShape& shape = counts_->shape();
  if (id < 0 || id >= shape.vocab_size)
    fail("n-grams: want ids from 0 to ", shape.vocab_size - 1, ", got ", id);
  if (id == shape.start && !shape.predict_start) return 0;
  return 1 / double(counts_->predictable());
}

// Probabilities.

double NgramModel::mix_all(const NgramContext& context, i32 id, const GramPath& found) const {
  const double below = lowest(id);
  const int longest = std::min(context.length + 1, order_);
  // [mix-all]
  double p = below;
  for (int n = smoothing_ == Smoothing::add_k ? longest : 1; n <= longest; ++n) {
    const u32 before = context.gram[std::size_t(n - 1)];
    if (before == kNoGram) break;  // nor was any longer one seen
    const Mix m = mix(n, followers(n - 1, before), count_used(n, found[std::size_t(n)]));
    p = m.own + m.weight * p;
  }
  return p;
  // [/mix-all]
}

double NgramModel::probability(const NgramContext& context, i32 id) const {
  lowest(id);  // refuses what is no id
  return mix_all(context, id, counts_->look_up(context, id));
}

double NgramModel::probability(std::span<const i32> context, i32 id) const {
  return probability(counts_->context_of(context), id);
}

double NgramModel::step(NgramContext& context, i32 id) const {
  lowest(id);
  const GramPath found = counts_->look_up(context, id);
  const double p = mix_all(context, id, found);
  counts_->move_on(context, id, found);
  return p;
}

void NgramModel::distribution(const NgramContext& context, std::span<double> p) const {
  if (i64(p.size()) != counts_->vocab_size())
    fail("n-gram distribution: want room for ", counts_->vocab_size(), " tokens, got ", p.size());
  for (std::size_t id = 0; id < p.size(); ++id) p[id] = lowest(i32(id));
  const int longest = std::min(context.length + 1, order_);
  for (int n = smoothing_ == Smoothing::add_k ? longest : 1; n <= longest; ++n) {
    const u32 before = context.gram[std::size_t(n - 1)];
    if (before == kNoGram) break;
    const NgramFollowers after = followers(n - 1, before);
    const double weight = mix(n, after, 0).weight;
    if (weight != 1)
      for (double& x : p) x *= weight;
    const auto add = [&](u32 gram) {
      p[std::size_t(counts_->gram(n, gram).token)] += mix(n, after, count_used(n, gram)).own;
    };
    if (n == 1)
      for (u32 i = 0; i < p.size(); ++i) add(i);
    else
      for (u32 i = counts_->first_follower(n - 1, before); i != kNoGram;
           i = counts_->gram(n, i).next)
        add(i);
  }
}

void NgramModel::distribution(std::span<const i32> context, std::span<double> p) const {
  distribution(counts_->context_of(context), p);
}

void NgramModel::ladder(const NgramContext& context, i32 id, std::vector<NgramRung>& rungs) const {
  const double below = lowest(id);
  const bool add_k = smoothing_ == Smoothing::add_k;
  const GramPath found = counts_->look_up(context, id);
  rungs.assign(std::size_t(order_), {});
  double p = below;
  for (int n = 1; n <= order_; ++n) {
    NgramRung& rung = rungs[std::size_t(n - 1)];
    const bool reached = n <= context.length + 1;
    const u32 before = reached ? context.gram[std::size_t(n - 1)] : kNoGram;
    const NgramFollowers after = followers(n - 1, before);
    rung.count = before == kNoGram ? 0 : count_used(n, found[std::size_t(n)]);
    const Mix m = mix(n, after, rung.count);
    rung.context_count = double(adjusts(n) ? after.adjusted_total : after.total);
    rung.matched = rung.context_count > 0;
    rung.types = double(after.types);
    rung.discount =
        add_k ? -k_ : discounts_[std::size_t(n)][std::size_t(std::min(rung.count, 3.0))];
    rung.weight = m.weight;
    rung.own = m.own;
    if (reached) p = m.own + m.weight * (add_k ? below : p);
    rung.p = p;
  }
  double passed_down = 1;  // what the longer orders leave to this one
  for (int n = order_; n >= 1; --n) {
    NgramRung& rung = rungs[std::size_t(n - 1)];
    rung.own *= passed_down;
    const bool asked = n <= context.length + 1;
    passed_down *= add_k && asked ? 0 : rung.weight;
  }
}

void NgramModel::ladder(std::span<const i32> context, i32 id, std::vector<NgramRung>& rungs) const {
  ladder(counts_->context_of(context), id, rungs);
}

double NgramModel::nats(std::span<const i32> ids, std::span<const i32> before) const {
  NgramContext context = counts_->context_of(before);
  double nats = 0;
  for (const i32 id : ids) nats -= std::log(step(context, id));
  return nats;
}

i32 NgramModel::draw(std::span<const double> p, double u) {
  double reached = 0;
  i32 last = 0;
  for (std::size_t id = 0; id < p.size(); ++id) {
    if (p[id] <= 0) continue;
    reached += p[id];
    last = i32(id);
    if (u < reached) break;
  }
  return last;  // rounding may leave the sum below u: then the last that is possible
}

}  // namespace lab
