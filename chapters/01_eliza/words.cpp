#include "chapters/01_eliza/words.h"

#include <algorithm>
#include <utility>

#include "chapters/01_eliza/letters.h"

namespace lab {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 3.5 and 10,000 are one word.
bool is_inside_number(std::string_view line, i64 at) {
  const bool sign = line[std::size_t(at)] == '.' || line[std::size_t(at)] == ',';
  return sign && at > 0 && at + 1 < i64(line.size()) && is_digit(line[std::size_t(at) - 1]) &&
         is_digit(line[std::size_t(at) + 1]);
}

bool is_sentence_end(u32 c) { return c == '.' || c == '!' || c == '?' || c == '\n'; }

/// The first word of a sentence as it would stand inside of one; "I" and "TV" stay.
void uncapitalise(std::string& text) {
  const bool one_capital =
      text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z';
  if (one_capital || text == "A") text[0] = char(text[0] + 32);
}

/// Cuts a line; a word is kept back until its end is known.
class Cutter {
 public:
  Cutter(std::string_view line, const Script& script) : line_(line), script_(script) {}

  std::vector<Clause> cut() {
    for (i64 at = 0; at < i64(line_.size());) {
      const Character c = character_at(line_, at);
      const Letter kind = is_inside_number(line_, at) ? Letter::word : kind_of(c.code_point);
      if (kind != Letter::word) end_word(at);
      if (kind == Letter::word && begin_ < 0) begin_ = at;
      if (kind == Letter::clause) end_clause();
      if (is_sentence_end(c.code_point)) sentence_begins_ = true;
      at += c.length;
    }
    end_word(i64(line_.size()));
    end_clause();
    return std::move(clauses_);
  }

 private:
  void end_word(i64 end) {
    i64 begin = std::exchange(begin_, -1);
    if (begin < 0) return;
    const auto is_quote = [&](i64 at) {
      return line_[std::size_t(at)] == '\'' || line_[std::size_t(at)] == '-';
    };
    while (begin < end && is_quote(begin)) ++begin;
    while (begin < end && is_quote(end - 1)) --end;
    if (begin == end) return;
    std::string text = one_spelling(line_.substr(std::size_t(begin), std::size_t(end - begin)));
    if (std::exchange(sentence_begins_, false)) uncapitalise(text);
    Word word = made_word(text);
    word.begin = begin, word.end = end;
    if (std::ranges::find(script_.cuts, word.key) != script_.cuts.end())
      end_clause();
    else
      clause_.push_back(std::move(word));
  }
  void end_clause() {
    if (!clause_.empty()) clauses_.push_back(std::move(clause_));
    clause_ = {};
  }

  std::string_view line_;
  const Script& script_;
  i64 begin_ = -1;  // of the word that is being read; -1 = none
  bool sentence_begins_ = true;
  Clause clause_;
  std::vector<Clause> clauses_;
};

bool stands_at(const Clause& clause, std::size_t at, const Substitution& substitution) {
  const std::size_t n = substitution.from.size();
  if (at + n > clause.size() || (substitution.at_the_end && at + n != clause.size())) return false;
  if (substitution.with_particles) {
    const std::string& stem = substitution.from[0];
    const std::string_view key = clause[at].key;
    return key.starts_with(stem) && key.size() > stem.size() &&
           are_particles(final_sound(stem), key.substr(stem.size()));
  }
  for (std::size_t i = 0; i < n; ++i)
    if (clause[at + i].key != substitution.from[i]) return false;
  return true;
}

/// The one that replaces most words; of equals, one without and then with a condition at the end.
const Substitution* best_at(const Clause& clause, std::size_t at,
                            const std::vector<Substitution>& substitutions) {
  const Substitution* best = nullptr;
  const auto weight = [](const Substitution& s) {
    return 4 * s.from.size() + 2 * s.at_the_end + !s.with_particles;
  };
  for (const Substitution& substitution : substitutions)
    if (stands_at(clause, at, substitution) && (!best || weight(substitution) > weight(*best)))
      best = &substitution;
  return best;
}

void put_in(Clause& out, const Clause& clause, std::size_t at, const Substitution& substitution) {
  const std::size_t last = at + substitution.from.size() - 1;
  for (const std::string& text : substitution.to) {
    Word word = made_word(text);
    if (substitution.with_particles)
      word = made_word(text +
                       fitted(std::string_view(clause[at].text).substr(substitution.from[0].size()),
                              final_sound(text)));
    word.begin = clause[at].begin, word.end = clause[last].end;
    out.push_back(std::move(word));
  }
}

}  // namespace

Word made_word(std::string_view text) { return {std::string(text), lower(text), 0, 0}; }

std::vector<Clause> cut_line(std::string_view line, const Script& script) {
  return Cutter(line, script).cut();
}

Clause substituted(const Clause& clause, const std::vector<Substitution>& substitutions) {
  Clause out;
  for (std::size_t at = 0; at < clause.size();) {
    const Substitution* found = best_at(clause, at, substitutions);
    if (found)
      put_in(out, clause, at, *found);
    else
      out.push_back(clause[at]);
    at += found ? found->from.size() : 1;
  }
  return out;
}

}  // namespace lab
