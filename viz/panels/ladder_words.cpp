#include "viz/panels/ladder_words.h"

#include <cmath>

#include "viz/i18n/strings.h"

namespace lab {

Label probability_words(double p) {
  if (p == 0 || p == 1) return fixed(p, 0);
  if (p < 0.0001) return scientific(p);
  if (p > 0.9995) return fixed(p, 5);
  return fixed(p, p < 0.001 ? 5 : p < 0.01 ? 4 : 3);
}

Label surprise_words(double p) {
  return tr(Str::ladder_nats, p > 0 ? fixed(std::abs(std::log(p)), 2) : Label("∞"));
}

Label count_words(double count) {
  return count == std::floor(count) ? grouped(i64(count)) : fixed(count, 2);
}

Label discount_words(const Rung& rung) {
  Label text = count_words(rung.count);
  if (rung.count <= 0 || rung.discount == 0) return text;
  text.append(rung.discount > 0 ? " – " : " + ");
  text.append(fixed(std::abs(rung.discount), 2));
  return text;
}

namespace {

Label first_words(const Rung& rung, i32 order, std::string_view context) {
  if (order == 1)
    return tr(Str::ladder_counts_all, count_words(rung.seen), count_words(rung.kinds));
  return tr(Str::ladder_counts, Label(context), count_words(rung.seen), count_words(rung.kinds));
}

Label own_words(const Ladder& ladder, i32 order, std::string_view target) {
  const Rung& rung = ladder.rungs[std::size_t(order)];
  if (rung.count <= 0) return tr(Str::ladder_own_none, Label(target));
  if (ladder.is_discounted(order) && rung.discount > 0)
    return tr(Str::ladder_own_discounted, Label(target), count_words(rung.count),
              fixed(rung.discount, 3), count_words(rung.seen), probability_words(rung.own));
  return tr(Str::ladder_own, Label(target), count_words(rung.count), count_words(rung.seen),
            probability_words(rung.own));
}

Label passed_words(const Ladder& ladder, i32 order) {
  const Rung& rung = ladder.rungs[std::size_t(order)];
  if (rung.weight <= 0) return tr(Str::ladder_keeps_all, probability_words(rung.part));
  return tr(ladder.straight ? Str::ladder_hands_straight : Str::ladder_hands, percent(rung.weight),
            probability_words(rung.own), fixed(rung.weight, 3),
            probability_words(ladder.below(order)), probability_words(rung.p));
}

}  // namespace

std::array<Label, 3> rung_words(const Ladder& ladder, i32 order, std::string_view context,
                                std::string_view target) {
  const Rung& rung = ladder.rungs[std::size_t(order)];
  if (order == 0)
    return {tr(Str::ladder_foot, scientific(rung.p)),
            tr(Str::ladder_foot_part, percent(rung.arrives), probability_words(rung.part))};
  if (!rung.reached) return {tr(Str::ladder_too_short, order - 1)};
  if (!rung.matched) return {tr(Str::ladder_never, Label(context))};
  if (rung.arrives <= 0)
    return {first_words(rung, order, context), tr(Str::ladder_nothing_arrives)};
  return {first_words(rung, order, context), own_words(ladder, order, target),
          passed_words(ladder, order)};
}

}  // namespace lab
