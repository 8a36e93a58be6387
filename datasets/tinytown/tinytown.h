// tinytown: the built-in corpus. Stories of a small town in English and Korean whose exact
// probability is known, because the generator keeps account of every choice it makes.
#pragma once
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab::tinytown {

enum class Language { en, ko, both };

/// "en", "ko" or "both". Throws UsageError for anything else.
Language language_from(const std::string& name);

/// The same sentence in both languages.
struct Sentence {
  std::string en, ko;
};

/// One thing that is true in a story: what ("hero", "place", "mood", ...) and how it is called.
struct Label {
  std::string what, en, ko;
};

/// One story with everything that later chapters want to know about it.
struct Story {
  std::vector<Sentence> sentences;
  std::vector<Label> labels;
  bool happy = true;                               ///< does the hero get what he or she wanted?
  double nats_en = 0, nats_ko = 0, nats_both = 0;  ///< -ln P of the text in each form
};

/// Story number `index` of a seed: the one that stands there in make_tinytown's text.
Story make_story(u64 seed, i64 index);

/// Where a story stands in a text, and its exact price.
struct StoryMark {
  i64 first_byte = 0, first_char = 0;
  i64 chars = 0;    ///< code points, the empty line after the story included
  double nats = 0;  ///< -ln P(these characters)
};

struct TinytownText {
  std::string text;  ///< UTF-8, one sentence per line, an empty line after each story
  std::vector<StoryMark> stories;
  i64 chars = 0;
  /// -log2 P(text) / chars: what this text costs a reader who knows the generator. The entropy rate
  /// is its limit for long texts.
  double realised_bits_per_char = 0;
};

/// As many stories as fit into `bytes` (at least one), never a part of one. The same arguments give
/// the same bytes everywhere; the same seed tells the same stories in each language.
/// Throws Error when bytes < 1.
TinytownText make_tinytown(i64 bytes, Language language, u64 seed);

/// Mean nats per character over the stories that lie entirely in characters [first_char,
/// last_char): the floor for a model scored on that part. Throws Error when no whole story lies
/// there.
double floor_nats_per_char(const TinytownText& text, i64 first_char, i64 last_char);

}  // namespace lab::tinytown
