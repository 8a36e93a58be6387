// The world of tinytown as tables: who lives there, what they want, what gets in the way.
#pragma once
#include <vector>

namespace lab::tinytown {

/// The same thing said in both languages: a word, or a pattern of write_phrase().
struct Pair {
  const char* en;
  const char* ko;
};
using Pairs = std::vector<Pair>;

struct Name {
  const char* en;
  const char* ko;  ///< bare name
  bool female;
  /// A Korean name: told of with 이 after a final consonant (지훈이는), called without (지훈아).
  bool korean = false;
};

enum class Ability { fly, swim, lift, dig, climb, sniff };

/// An animal that can help, and the one thing it is good at.
struct HelperKind {
  Pair word;
  Ability ability;
};

/// A member of the hero's family.
struct Relative {
  const char* en;
  const char* ko;
  const char* ko_to;  ///< with its particle: 할머니께, 동생에게
};

enum class Weather { sunny, rainy, windy, warm, foggy, chilly, snowy };

enum class Terrain { water, wood, hill, town, field };

struct Place {
  Pair word;       ///< in English without its article
  const char* in;  ///< English preposition: in, at, on
  Terrain terrain;
};

/// How a helper of some ability gets rid of an obstacle.
struct Solution {
  Ability ability;
  Pair told;
};
struct Obstacle {
  Pair told;
  std::vector<Solution> solutions;
};

/// A way for a story to end.
struct Outcome {
  bool happy;
  Pair told;
};

/// A want and all that follows from it.
struct Plot {
  const char* key;
  Pair want;
  Pairs reasons, things, adjectives;
  std::vector<int> places;  ///< indices into places()
  std::vector<Outcome> outcomes;
  bool snow = true;  ///< may happen on a snowy day
};

const std::vector<Name>& names();
const Pairs& hero_kinds();
const Pairs& traits();
const Pairs& homes();
const Pairs& weathers();  ///< in the order of Weather
const Pairs& times();
const std::vector<Relative>& relatives();
const Pairs& foods();
const Pairs& items();
const Pairs& pleasures();  ///< what one may love
const Pairs& manners();    ///< how a helper goes about it
const Pairs& airs();       ///< what a place is like
const Pairs& elders();     ///< old animals met at the place
const Pairs& spots();
const Pairs& numbers();
const Pairs& coats();     ///< how the animals on the way look
const Pairs& critters();  ///< the animals on the way
const Pairs& reactions();
const Pairs& joys();
const Pairs& comforts();
const Pairs& lessons();
const Pairs& abilities();  ///< in the order of Ability
const std::vector<HelperKind>& helper_kinds();
const std::vector<Place>& places();
const std::vector<Obstacle>& obstacles_on(Terrain terrain);
/// What this weather may put in the way; nullptr for a weather that harms nobody.
const Obstacle* obstacle_in(Weather weather);
const std::vector<Plot>& plots();

}  // namespace lab::tinytown
