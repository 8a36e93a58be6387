#include "datasets/tinytown/phrase.h"

#include <cctype>
#include <vector>

#include "datasets/tinytown/korean.h"
#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// The alternatives of pattern[open] == '[', and where the group ends.
struct Group {
  std::vector<std::string_view> alternatives;
  std::size_t end = 0;  // index of the closing bracket
};

Group read_group(std::string_view pattern, std::size_t open) {
  Group group;
  int depth = 0;
  std::size_t start = open + 1;
  for (std::size_t i = open; i < pattern.size(); ++i) {
    if (pattern[i] == '[') ++depth;
    if (pattern[i] == ']') --depth;
    const bool closes = depth == 0;
    if (closes || (depth == 1 && pattern[i] == '|')) {
      group.alternatives.push_back(pattern.substr(start, i - start));
      start = i + 1;
    }
    if (closes) {
      group.end = i;
      return group;
    }
  }
  fail("tinytown: '[' without ']' in \"", pattern, "\"");
}

}  // namespace

void Writer::put(char c) {
  if (capital_next_ && is_letter(c)) c = static_cast<char>(std::toupper(c));
  if (capital_next_ && (is_letter(c) || static_cast<unsigned char>(c) >= 0x80))
    capital_next_ = false;
  text_ += c;
  if (has_target_ && (text_.size() > target_.size() || target_[text_.size() - 1] != c))
    throw LeftTheTarget{};
}

void Writer::write(std::string_view piece) {
  for (const char c : piece) {
    if (article_pending_) {
      if (c == ' ') continue;
      article_pending_ = false;
      const bool vowel = std::string_view("aeiouAEIOU").find(c) != std::string_view::npos;
      for (const char letter : std::string_view(vowel ? "an " : "a ")) put(letter);
    }
    put(c);
  }
}

void write_phrase(std::string_view pattern, const Phrasing& phrasing) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    switch (pattern[i]) {
      case '[': {
        const Group group = read_group(pattern, i);
        const auto weights = favourites(group.alternatives.size());
        const auto chosen = phrasing.chooser.choose(phrasing.wording_stream, weights);
        write_phrase(group.alternatives[chosen], phrasing);
        i = group.end;
        break;
      }
      case '{': {
        const std::size_t close = pattern.find('}', i);
        if (close == std::string_view::npos) fail("tinytown: '{' without '}' in \"", pattern, "\"");
        phrasing.out.write(phrasing.slot(pattern.substr(i + 1, close - i - 1)));
        i = close;
        break;
      }
      case '~': {
        const Particle particle = match_particle(pattern.substr(i + 1), phrasing.out.text());
        if (particle.length == 0) fail("tinytown: unknown particle after '~' in \"", pattern, "\"");
        phrasing.out.write(particle.form);
        i += particle.length;
        break;
      }
      case '@':
        phrasing.out.article();
        break;
      default:
        phrasing.out.write(pattern.substr(i, 1));
    }
  }
}

}  // namespace lab::tinytown
