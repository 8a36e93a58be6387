#include "chapters/01_eliza/eliza.h"

#include <algorithm>
#include <set>

#include "chapters/01_eliza/letters.h"
#include "chapters/01_eliza/template.h"
#include "chapters/01_eliza/text_parts.h"

namespace lab {
namespace {

constexpr std::size_t kMaxRemembered = 64;  // a conversation may be endless, its memory is not

std::string joined(const Clause& clause) {
  std::string text;
  for (const Word& word : clause) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

bool is_phrase(const Clause& clause, const Answers& answers) {
  return std::ranges::any_of(answers.phrases, [&](const std::vector<std::string>& phrase) {
    return std::ranges::equal(phrase, clause, {}, {}, &Word::key);
  });
}

/// The words of a span, the last one cut.
Clause words_of(const Clause& clause, const Span& span) {
  Clause words(clause.begin() + i64(span.first), clause.begin() + i64(span.last));
  if (words.empty()) return words;
  words.back().text.resize(span.cut);
  words.back().key.resize(span.cut);
  return words;
}

/// The byte of the line at which the first `length` bytes of a word end.
i64 end_in_line(const Word& word, std::size_t length) {
  const bool as_typed = word.end - word.begin == i64(word.text.size());
  return as_typed ? word.begin + i64(length) : word.end;
}

/// What each element matched, for the viewer.
std::vector<Part> shown(const Clause& clause, const Rule& rule, const std::vector<Span>& spans) {
  std::vector<Part> parts;
  for (std::size_t e = 0; e < spans.size(); ++e) {
    const Span& span = spans[e];
    Part part{.text = text_of(clause, span), .slot = rule.pattern[e].written};
    for (std::size_t w = span.first; w < span.last; ++w) {
      const Word& word = clause[w];
      if (word.begin == word.end) continue;  // put in by a rule: nobody said it
      if (part.begin == part.end) part.begin = word.begin;
      part.end = w + 1 == span.last ? end_in_line(word, span.cut) : word.end;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

/// The words of a `pre` template, its parts as they were said.
Clause reworded(const std::string& text, const Clause& clause, const std::vector<Span>& spans) {
  Clause out;
  for (const Piece& piece : read_template(text, spans.size())) {
    Clause words;
    if (piece.kind == Piece::Kind::part)
      words = words_of(clause, spans[piece.part]);
    else
      for (const std::string& word : parts_of(piece.text, ' ')) words.push_back(made_word(word));
    out.insert(out.end(), words.begin(), words.end());
  }
  return out;
}

}  // namespace

std::string Eliza::opening() const {
  return fill_template(script_->opening.rule.assemblies.front().text, {});
}

// [reply]
Exchange Eliza::reply(std::string_view line) {
  Exchange exchange{.said = repaired(line)};
  std::vector<Clause> clauses = cut_line(exchange.said, *script_);
  for (Clause& clause : clauses) clause = substituted(clause, script_->pre);

  std::vector<Found> found;
  const Clause nothing;
  const Clause* read = &nothing;  // the first clause with a keyword; the others are not looked at
  for (std::size_t c = 0; c < clauses.size() && found.empty(); ++c) {
    found = find_keys(clauses[c]);
    read = &clauses[c];
  }
  const bool leaving = std::ranges::any_of(
      clauses, [&](const Clause& clause) { return is_phrase(clause, script_->goodbye); });
  if (!found.empty())
    exchange.normalised = joined(*read);
  else
    for (const Clause& clause : clauses)
      exchange.normalised += (exchange.normalised.empty() ? "" : ", ") + joined(clause);

  if (leaving)
    say(script_->goodbye, "goodbye", exchange);
  else if (!answer_by_keys(found, *read, exchange))
    answer_without_key(clauses, exchange);
  for (const Found& one : found) exchange.hits.push_back(one.hit);
  exchange.memory.assign(memory_.begin(), memory_.end());
  return exchange;
}
// [/reply]

std::vector<Eliza::Found> Eliza::find_keys(const Clause& clause) const {
  std::vector<Found> found;
  for (const Word& word : clause)
    for (std::size_t k = 0; k < script_->keys.size(); ++k) {
      const Key& key = script_->keys[k];
      for (const Form& form : key.forms) {
        const auto length = match_form(form, word.key, script_->language);
        if (!length) continue;
        found.push_back({k,
                         {.word = form.text,
                          .begin = word.begin,
                          .end = end_in_line(word, *length),
                          .rank = key.rank}});
        break;
      }
    }
  std::ranges::stable_sort(found, std::ranges::greater(),
                           [](const Found& f) { return f.hit.rank; });
  return found;
}

// [stack]
bool Eliza::answer_by_keys(std::vector<Found>& found, const Clause& clause, Exchange& exchange) {
  std::set<std::size_t> tried;
  for (Found& one : found) {
    if (!tried.insert(one.key).second || !try_key(one, clause, exchange)) continue;
    one.hit.chosen = true;
    exchange.source = "rule";
    remember(script_->keys[one.key], clause);
    return true;
  }
  return false;
}
// [/stack]

// [rules]
bool Eliza::try_key(const Found& found, Clause clause, Exchange& exchange) {
  std::size_t k = found.key;
  while (true) {
    const Key& key = script_->keys[k];
    const std::string& name = k == found.key ? found.hit.word : key.name;
    const Assembly* next = nullptr;
    for (const Rule& rule : key.rules) {
      const auto spans = match_pattern(rule.pattern, clause, script_->language);
      const std::vector<std::string> parts =
          spans ? swapped(clause, *spans) : std::vector<std::string>();
      next = spans ? next_assembly(rule, parts) : nullptr;
      if (!next) {
        exchange.tried.push_back(name + ": " + rule.written);
        continue;
      }
      if (next->kind == Assembly::Kind::say) {
        exchange.keyword = name;
        exchange.pattern = rule.written;
        exchange.parts = shown(clause, rule, *spans);
        exchange.assembly = next->text;
        exchange.reply = fill_template(next->text, parts);
        return true;
      }
      if (next->kind == Assembly::Kind::pre) clause = reworded(next->text, clause, *spans);
      break;
    }
    if (!next || next->kind == Assembly::Kind::new_key) return false;
    k = next->key;  // no circle: parse_script refuses scripts that have one
  }
}
// [/rules]

const Assembly* Eliza::next_assembly(const Rule& rule, const std::vector<std::string>& parts) {
  std::size_t& turn = turns_[rule.counter];
  for (std::size_t tried = 0; tried < rule.assemblies.size(); ++tried) {
    const Assembly& assembly = rule.assemblies[turn];
    turn = (turn + 1) % rule.assemblies.size();
    const bool says_nothing =
        assembly.kind == Assembly::Kind::say && fill_template(assembly.text, parts).empty();
    if (!says_nothing) return &assembly;
  }
  return nullptr;
}

void Eliza::remember(const Key& key, const Clause& clause) {
  for (const Rule& rule : key.remember) {
    const auto spans = match_pattern(rule.pattern, clause, script_->language);
    if (!spans) continue;
    const std::vector<std::string> parts = swapped(clause, *spans);
    if (const Assembly* assembly = next_assembly(rule, parts)) {
      memory_.push_back(fill_template(assembly->text, parts));
      if (memory_.size() > kMaxRemembered) memory_.pop_front();
      return;
    }
  }
}

// [without]
void Eliza::answer_without_key(const std::vector<Clause>& clauses, Exchange& exchange) {
  const bool greeted = std::ranges::any_of(
      clauses, [&](const Clause& clause) { return is_phrase(clause, script_->greeting); });
  if (greeted) return say(script_->greeting, "greeting", exchange);
  if (memory_.empty()) return say(script_->none, "none", exchange);
  exchange.source = "memory";
  exchange.reply = memory_.front();
  memory_.pop_front();
}
// [/without]

void Eliza::say(const Answers& answers, const char* source, Exchange& exchange) {
  const Assembly* assembly = next_assembly(answers.rule, {});
  exchange.source = source;
  exchange.assembly = assembly->text;
  exchange.reply = fill_template(assembly->text, {});
}

std::vector<std::string> Eliza::swapped(const Clause& clause,
                                        const std::vector<Span>& spans) const {
  std::vector<std::string> parts;
  for (const Span& span : spans)
    parts.push_back(joined(substituted(words_of(clause, span), script_->swap)));
  return parts;
}

}  // namespace lab
