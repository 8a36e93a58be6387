// One story being told: facts are decided when they are first spoken of, in either language.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/tinytown/choice.h"
#include "datasets/tinytown/every_telling.h"
#include "datasets/tinytown/phrase.h"
#include "datasets/tinytown/tinytown.h"
#include "datasets/tinytown/words.h"

namespace lab::tinytown {

/// The facts of one story, a small network: each fact is drawn once, given the facts it depends on,
///   plot -> adjective, thing, reason, place, weather, outcome
///   place + weather -> obstacle -> helper's kind -> what the helper can do -> solution
///   outcome -> mood -> how it closes           hero -> he or she; friend is never the hero
/// and every fact has a stream of its own, so the order in which two languages come to speak of
/// them changes nothing. Facts that nobody speaks of are never drawn.
class Tale {
 public:
  explicit Tale(Chooser& chooser) : chooser_(&chooser) {}

  /// Tells the story, one sentence per line and an empty line at the end. For Language::both each
  /// English line is followed by its Korean line.
  void tell(Language language, Writer& out);

  /// What was decided, in the order of the story; facts that stayed open are left out.
  std::vector<Label> labels();

 private:
  enum class Tongue { en, ko };
  enum class Scene { sight, reaction, neither };

  std::size_t fact(std::string_view key, std::span<const double> weights);
  template <class T>
  const T& one_of(std::string_view key, const std::vector<T>& options);
  /// Like one_of, but never what the fact `not_this` (of the same table) has taken.
  template <class T>
  const T& another(std::string_view key, const std::vector<T>& options, std::string_view not_this);
  bool known(std::string_view key) const { return facts_.find(key) != facts_.end(); }

  const Plot& plot();
  const Name& hero();
  const Name& friend_name();
  const Name& elder_name();
  const Place& place();
  std::size_t weather();
  const Obstacle& obstacle();
  const HelperKind& helper();
  const Pair& solution();
  const Outcome& outcome();
  const Pair& closing();
  Scene scene();

  std::string slot(std::string_view name, Tongue tongue);
  std::string english(std::string_view name);
  std::string korean(std::string_view name);
  const Pair* shared_word(std::string_view name);
  void line(const Pair& pattern, Language language, Writer& out, const Pair* opening = nullptr);
  void phrase(const Pair& pattern, Tongue tongue, Writer& out);

  Chooser* chooser_;
  std::map<std::string, std::size_t, std::less<>> facts_;
};

/// The program that tells stories in this language, for the oracle of every_telling.h.
Storyteller storyteller(Language language);

}  // namespace lab::tinytown
