#include "chapters/01_eliza/pattern.h"

#include <algorithm>

namespace lab {
namespace {

/// Bytes of `word` in front of one of the endings; a particle has to fit the sound before it.
std::optional<std::size_t> cut_ending(std::string_view word, const Element& element,
                                      const Language& language) {
  if (element.particles_cut) return stem_length(word, language.whole);
  for (const std::string& ending : element.endings) {
    if (word.size() <= ending.size() || !word.ends_with(ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    const auto after_consonant = stands_after_consonant(ending);
    const bool particle = language.korean && after_consonant.has_value();
    if (particle && language.whole.contains(word)) continue;
    if (particle && *after_consonant == (final_sound(stem) == FinalSound::vowel)) continue;
    return stem.size();
  }
  return std::nullopt;
}

/// Where the last word of an element is cut; nothing if it may not be its last word.
std::optional<std::size_t> end_at(const Element& element, const std::string& word,
                                  const Language& language) {
  if (element.kind == Element::Kind::one_of) {
    for (const Form& form : element.forms)
      if (const auto length = match_form(form, word, language)) return length;
    return std::nullopt;
  }
  if (element.endings.empty() && !element.particles_cut) return word.size();
  if (const auto cut = cut_ending(word, element, language)) return cut;
  if (!language.korean) return std::nullopt;
  const std::string bare = word.substr(0, stem_length(word, language.whole));  // 가기가: 가기
  return bare.size() < word.size() ? cut_ending(bare, element, language) : std::nullopt;
}

bool checks_its_end(const Element& element) {
  return !element.endings.empty() || element.particles_cut;
}

/// fits[e][w]: the elements from e on can match the words from w on. Filled from the ends.
class Table {
 public:
  Table(const std::vector<Element>& pattern, const std::vector<Word>& words,
        const Language& language)
      : pattern_(pattern),
        words_(words),
        language_(language),
        width_(words.size() + 1),
        fits_((pattern.size() + 1) * width_) {
    at(pattern.size(), words.size()) = 1;
    for (std::size_t e = pattern.size(); e-- > 0;) fill(e);
  }

  bool fits(std::size_t e, std::size_t w) const { return fits_[e * width_ + w]; }
  /// The fewest words that element e can take from w on. REQUIRES: fits(e, w).
  std::size_t end_of(std::size_t e, std::size_t w) const {
    const Element& element = pattern_[e];
    if (element.kind != Element::Kind::any) return w + words_taken(element);
    std::size_t end = checks_its_end(element) ? w + 1 : w;
    while (!(fits(e + 1, end) && may_end(element, end))) ++end;
    return end;
  }

 private:
  char& at(std::size_t e, std::size_t w) { return fits_[e * width_ + w]; }
  static std::size_t words_taken(const Element& element) {
    return element.kind == Element::Kind::exactly ? std::size_t(element.count) : 1;
  }
  bool may_end(const Element& element, std::size_t end) const {
    if (element.kind == Element::Kind::any && !checks_its_end(element)) return true;
    return end > 0 && end_at(element, words_[end - 1].key, language_).has_value();
  }
  void fill(std::size_t e) {
    const Element& element = pattern_[e];
    if (element.kind == Element::Kind::any) {
      const bool one_at_least = checks_its_end(element);
      char later = 0;  // a longer span would do
      for (std::size_t w = words_.size() + 1; w-- > 0;) {
        if (!one_at_least) later |= at(e + 1, w);
        at(e, w) = later;
        if (one_at_least) later |= char(at(e + 1, w) && may_end(element, w));
      }
      return;
    }
    const std::size_t taken = words_taken(element);
    for (std::size_t w = 0; w + taken <= words_.size(); ++w)
      at(e, w) = char(at(e + 1, w + taken) && may_end(element, w + taken));
  }

  const std::vector<Element>& pattern_;
  const std::vector<Word>& words_;
  const Language& language_;
  std::size_t width_;
  std::vector<char> fits_;
};

}  // namespace

std::optional<std::size_t> match_form(const Form& form, std::string_view word,
                                      const Language& language) {
  if (form.is_ending && word.ends_with(form.text)) return word.size();
  if (form.is_ending || !word.starts_with(form.text)) return std::nullopt;
  if (word.size() == form.text.size() || form.is_beginning) return form.text.size();
  const bool carries = language.korean && !language.whole.contains(word) &&
                       are_particles(final_sound(form.text), word.substr(form.text.size()));
  return carries ? std::optional(form.text.size()) : std::nullopt;
}

// [match]
std::optional<std::vector<Span>> match_pattern(const std::vector<Element>& pattern,
                                               const std::vector<Word>& words,
                                               const Language& language) {
  const Table table(pattern, words, language);
  if (!table.fits(0, 0)) return std::nullopt;
  std::vector<Span> spans;
  std::size_t at = 0;
  for (std::size_t e = 0; e < pattern.size(); ++e) {
    const std::size_t end = table.end_of(e, at);
    const std::size_t cut = end > at ? *end_at(pattern[e], words[end - 1].key, language) : 0;
    spans.push_back({at, end, cut});
    at = end;
  }
  return spans;
}
// [/match]

std::string text_of(const std::vector<Word>& words, const Span& span) {
  std::string text;
  for (std::size_t w = span.first; w < span.last; ++w) {
    if (w > span.first) text += ' ';
    text += w + 1 == span.last ? words[w].text.substr(0, span.cut) : words[w].text;
  }
  return text;
}

}  // namespace lab
