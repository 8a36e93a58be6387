// The template language: patterns with synonyms, slots, articles and particles become text.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "datasets/tinytown/choice.h"

namespace lab::tinytown {

/// Thrown by a Writer with a target as soon as its text leaves the target's path.
struct LeftTheTarget {};

/// Text that only grows. Looks after capitals, a/an and Korean particles while it is written.
class Writer {
 public:
  Writer() = default;
  /// Checks every byte against `target`; throws LeftTheTarget at the first that differs.
  explicit Writer(std::string_view target) : target_(target), has_target_(true) {}

  void begin_sentence() { capital_next_ = true; }
  void article() { article_pending_ = true; }  ///< a or an, decided by the letter that follows
  void write(std::string_view piece);
  const std::string& text() const { return text_; }

 private:
  void put(char c);

  std::string text_;
  std::string_view target_;
  bool has_target_ = false, capital_next_ = false, article_pending_ = false;
};

/// What a pattern needs to become text.
struct Phrasing {
  Chooser& chooser;
  std::string_view wording_stream;  ///< where the choice between synonyms is drawn
  std::function<std::string(std::string_view)> slot;  ///< text of {name}
  Writer& out;
};

/// Writes `pattern` to phrasing.out:
///   [a|b|c]  one of the alternatives, the first the likeliest (favourites()); may be nested
///   {name}   phrasing.slot("name")
///   @        the article a or an, followed by a space and the word that decides
///   ~은      the particle 은 or 는, whichever fits the last syllable (see match_particle)
/// Throws Error when a bracket is not closed or a particle is unknown.
void write_phrase(std::string_view pattern, const Phrasing& phrasing);

}  // namespace lab::tinytown
