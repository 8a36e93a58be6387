#include "datasets/tinytown/tale.h"

#include <algorithm>
#include <utility>

#include "datasets/tinytown/korean.h"
#include "datasets/tinytown/sentences.h"
#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

std::size_t index_of(const std::vector<Name>& table, const Name& name) {
  return static_cast<std::size_t>(&name - table.data());
}

/// Facts that are words, and the slots that speak of them.
constexpr std::pair<const char*, const char*> kLabelled[] = {
    {"hero_kind", "kind"},    {"trait", "trait"},
    {"home", "home"},         {"loved_food", "loved_food"},
    {"loved", "loved"},       {"weather", "weather"},
    {"time", "time"},         {"adjective", "adj"},
    {"thing", "thing"},       {"spot", "spot"},
    {"food", "food"},         {"item", "item"},
    {"food2", "food2"},       {"loved2", "loved2"},
    {"air", "air"},           {"item2", "item2"},
    {"count", "count"},       {"coat", "coat"},
    {"critter", "critter"},   {"count2", "count2"},
    {"coat2", "coat2"},       {"critter2", "critter2"},
    {"friend_kind", "fkind"}, {"friend_trait", "ftrait"},
    {"elder", "elder"}};

/// 지훈이 when told of, 지훈 when called.
std::string told_of(const Name& name) {
  const bool needs_i = name.korean && ending_of(name.ko) != Ending::vowel;
  return cat(name.ko, needs_i ? "이" : "");
}

}  // namespace

// --- the facts -----------------------------------------------------------------------------------

std::size_t Tale::fact(std::string_view key, std::span<const double> weights) {
  const auto found = facts_.find(key);
  if (found != facts_.end()) return found->second;
  const std::size_t value = chooser_->choose(key, weights);
  facts_.emplace(key, value);
  return value;
}

template <class T>
const T& Tale::one_of(std::string_view key, const std::vector<T>& options) {
  return options[fact(key, favourites(options.size()))];
}

template <class T>
const T& Tale::another(std::string_view key, const std::vector<T>& options,
                       std::string_view not_this) {
  auto weights = favourites(options.size());
  weights[fact(not_this, favourites(options.size()))] = 0;
  return options[fact(key, weights)];
}

const Plot& Tale::plot() { return one_of("plot", plots()); }
const Name& Tale::hero() { return one_of("hero", names()); }

const Name& Tale::friend_name() { return another("friend", names(), "hero"); }

const Name& Tale::elder_name() {
  auto weights = favourites(names().size());
  weights[index_of(names(), hero())] = weights[index_of(names(), friend_name())] = 0;
  return names()[fact("elder_name", weights)];
}

const Place& Tale::place() {
  return places()[static_cast<std::size_t>(one_of("place", plot().places))];
}

std::size_t Tale::weather() {
  auto weights = favourites(weathers().size());
  if (!plot().snow) weights[static_cast<std::size_t>(Weather::snowy)] = 0;
  return fact("weather", weights);
}

const Obstacle& Tale::obstacle() {
  const auto& here = obstacles_on(place().terrain);
  const Obstacle* from_weather = obstacle_in(static_cast<Weather>(weather()));
  std::vector<double> weights = favourites(here.size());
  weights.push_back(from_weather == nullptr ? 0 : 1);
  const std::size_t chosen = fact("obstacle", weights);
  return chosen < here.size() ? here[chosen] : *from_weather;
}

const HelperKind& Tale::helper() {
  const auto& solutions = obstacle().solutions;
  auto weights = favourites(helper_kinds().size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Ability ability = helper_kinds()[i].ability;
    if (std::ranges::none_of(solutions, [&](const Solution& s) { return s.ability == ability; }))
      weights[i] = 0;
  }
  return helper_kinds()[fact("friend_kind", weights)];
}

const Pair& Tale::solution() {
  const Ability ability = helper().ability;
  return std::ranges::find(obstacle().solutions, ability, &Solution::ability)->told;
}

const Outcome& Tale::outcome() { return one_of("outcome", plot().outcomes); }

Tale::Scene Tale::scene() {
  constexpr double kWeights[] = {0.65, 0.25, 0.1};  // sight, reaction, neither
  return static_cast<Scene>(fact("scene", kWeights));
}

const Pair& Tale::closing() {
  auto weights = favourites(kClosings);
  if (scene() != Scene::sight) weights[kDream] = 0;  // dreams are of what was seen
  const std::size_t chosen = fact("closing", weights);
  return outcome().happy ? kHappyClosings[chosen] : kSadClosings[chosen];
}

// --- the words -----------------------------------------------------------------------------------

const Pair* Tale::shared_word(std::string_view name) {
  if (name == "kind") return &one_of("hero_kind", hero_kinds());
  if (name == "fkind") return &helper().word;
  if (name == "trait") return &one_of("trait", traits());
  if (name == "home") return &one_of("home", homes());
  if (name == "weather") return &weathers()[weather()];
  if (name == "time") return &one_of("time", times());
  if (name == "adj") return &one_of("adjective", plot().adjectives);
  if (name == "thing") return &one_of("thing", plot().things);
  if (name == "food") return &one_of("food", foods());
  if (name == "item") return &one_of("item", items());
  if (name == "count") return &one_of("count", numbers());
  if (name == "coat") return &one_of("coat", coats());
  if (name == "critter") return &one_of("critter", critters());
  if (name == "air") return &one_of("air", airs());
  if (name == "manner") return &one_of("manner", manners());
  if (name == "food2") return &another("food2", foods(), "food");
  if (name == "loved2") return &another("loved2", pleasures(), "loved");
  if (name == "item2") return &another("item2", items(), "item");
  if (name == "count2") return &one_of("count2", numbers());
  if (name == "coat2") return &one_of("coat2", coats());
  if (name == "critter2") return &another("critter2", critters(), "critter");
  if (name == "ftrait") return &one_of("friend_trait", traits());
  if (name == "loved_food") return &one_of("loved_food", foods());
  if (name == "loved") return &one_of("loved", pleasures());
  if (name == "elder") return &one_of("elder", elders());
  if (name == "spot") return &one_of("spot", spots());
  return nullptr;
}

std::string Tale::english(std::string_view name) {
  if (name == "hero") return hero().en;
  if (name == "friend") return friend_name().en;
  if (name == "he") return hero().female ? "she" : "he";
  if (name == "him") return hero().female ? "her" : "him";
  if (name == "his") return hero().female ? "her" : "his";
  if (name == "himself") return hero().female ? "herself" : "himself";
  if (name == "fhis") return friend_name().female ? "her" : "his";
  if (name == "in") return place().in;
  if (name == "place") return cat("the ", place().word.en);
  if (name == "bare_place") return place().word.en;
  if (name == "elder_name") return elder_name().en;
  if (name == "rel") return one_of("relative", relatives()).en;
  fail("tinytown: no English slot {", name, "}");
}

std::string Tale::korean(std::string_view name) {
  if (name == "hero") return told_of(hero());
  if (name == "friend") return told_of(friend_name());
  if (name == "hero_bare") return hero().ko;
  if (name == "friend_bare") return friend_name().ko;
  if (name == "elder_name") return told_of(elder_name());
  if (name == "place") return place().word.ko;
  if (name == "rel_to") return one_of("relative", relatives()).ko_to;
  fail("tinytown: no Korean slot {", name, "}");
}

std::string Tale::slot(std::string_view name, Tongue tongue) {
  if (const Pair* word = shared_word(name)) return tongue == Tongue::en ? word->en : word->ko;
  return tongue == Tongue::en ? english(name) : korean(name);
}

// --- the telling ---------------------------------------------------------------------------------

void Tale::phrase(const Pair& pattern, Tongue tongue, Writer& out) {
  // Slots whose words are patterns themselves, with synonyms of their own.
  const auto inner = [&](std::string_view name) -> const Pair* {
    if (name == "reaction") return &one_of("reaction", reactions());
    if (name == "joy") return &one_of("joy", joys());
    if (name == "comfort") return &one_of("comfort", comforts());
    if (name == "lesson") return &one_of("lesson", lessons());
    if (name == "ability") return &abilities()[static_cast<std::size_t>(helper().ability)];
    return nullptr;
  };
  const Phrasing phrasing{*chooser_, tongue == Tongue::en ? "wording.en" : "wording.ko",
                          [&](std::string_view name) -> std::string {
                            const Pair* nested = inner(name);
                            if (nested == nullptr) return slot(name, tongue);
                            phrase(*nested, tongue, out);
                            return "";
                          },
                          out};
  write_phrase(tongue == Tongue::en ? pattern.en : pattern.ko, phrasing);
}

void Tale::line(const Pair& pattern, Language language, Writer& out, const Pair* opening) {
  for (const Tongue tongue : {Tongue::en, Tongue::ko}) {
    if (language == (tongue == Tongue::en ? Language::ko : Language::en)) continue;
    out.begin_sentence();
    if (opening != nullptr) phrase(*opening, tongue, out);
    phrase(pattern, tongue, out);
    out.write("\n");
  }
}

void Tale::tell(Language language, Writer& out) {
  constexpr double kReasonTold[] = {0.4, 0.6};
  line(kIntro, language, out);
  line(plot().want, language, out, &kDay);
  if (fact("reason_told", kReasonTold) == 1) line(one_of("reason", plot().reasons), language, out);
  line(kLeaving, language, out);
  if (scene() == Scene::sight) line(kSight, language, out);
  line(obstacle().told, language, out);
  if (scene() == Scene::reaction) line(kReaction, language, out);
  line(kHelp, language, out);
  line(solution(), language, out, &kManner);
  line(outcome().told, language, out);
  line(closing(), language, out);
  out.write("\n");
}

std::vector<Label> Tale::labels() {
  std::vector<Label> labels;
  labels.push_back({"plot", plot().key, plot().key});
  labels.push_back({"hero", hero().en, told_of(hero())});
  for (const auto& [what, slot_name] : kLabelled) {
    if (!known(what)) continue;
    const Pair& word = *shared_word(slot_name);
    labels.push_back({what, word.en, word.ko});
  }
  labels.push_back({"place", place().word.en, place().word.ko});
  if (known("relative")) {
    const Relative& relative = one_of("relative", relatives());
    labels.push_back({"relative", relative.en, relative.ko});
  }
  labels.push_back({"friend", friend_name().en, told_of(friend_name())});
  labels.push_back({"mood", outcome().happy ? "happy" : "sad", outcome().happy ? "기쁨" : "슬픔"});
  return labels;
}

Storyteller storyteller(Language language) {
  return [language](Chooser& chooser, Writer& out) { Tale(chooser).tell(language, out); };
}

}  // namespace lab::tinytown
