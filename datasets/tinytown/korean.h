// Korean particles: which of two forms follows depends on how the last syllable ends.
#pragma once
#include <string>
#include <string_view>

namespace lab::tinytown {

/// How the last character of a text ends: open (vowel), with ㄹ, or with another final consonant.
enum class Ending { vowel, rieul, consonant };

/// Ending of the last character. Anything but a Hangul syllable counts as a vowel.
/// Source: The Unicode Standard, section 3.12: final index = (code - U+AC00) mod 28, ㄹ = 8.
Ending ending_of(std::string_view text);

/// A particle found at the head of a pattern: how many bytes it takes and what to write.
struct Particle {
  std::size_t length = 0;  ///< 0: the pattern starts with no known particle
  std::string_view form;
};

/// Reads a particle in its consonant form (은 이 을 과 으로 아 이라 이었 이잖) at the start of
/// `pattern` and returns the form that fits after `before` (는 가 를 와 로 야 라 였 잖 after
/// vowels; 로 after ㄹ too).
Particle match_particle(std::string_view pattern, std::string_view before);

}  // namespace lab::tinytown
