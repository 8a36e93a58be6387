#include "chapters/01_eliza/script_reader.h"

#include <algorithm>

#include "chapters/01_eliza/letters.h"
#include "chapters/01_eliza/script_check.h"
#include "chapters/01_eliza/text_parts.h"

namespace lab {

const std::vector<ScriptReader::Directive>& ScriptReader::directives() {
  static const std::vector<Directive> all = {
      {"language", &ScriptReader::read_language}, {"pre", &ScriptReader::read_pre},
      {"swap", &ScriptReader::read_swap},         {"swap-end", &ScriptReader::read_swap_end},
      {"class", &ScriptReader::read_class},       {"cut", &ScriptReader::read_cut},
      {"whole", &ScriptReader::read_whole},       {"key", &ScriptReader::read_key},
      {"match", &ScriptReader::read_match},       {"remember", &ScriptReader::read_remember},
      {"say", &ScriptReader::read_say},           {"goto", &ScriptReader::read_goto},
      {"newkey", &ScriptReader::read_newkey},     {"none", &ScriptReader::read_none},
      {"opening", &ScriptReader::read_opening},   {"greeting", &ScriptReader::read_greeting},
      {"goodbye", &ScriptReader::read_goodbye}};
  return all;
}

void ScriptReader::read(std::string_view line) {
  ++line_;
  std::string text = one_spelling(line);
  std::replace(text.begin(), text.end(), '\t', ' ');
  text = trimmed(text);
  if (text.empty() || text.starts_with('#')) return;
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::string word = text.substr(0, space), rest = trimmed(text.substr(space));
  std::string known;
  for (const Directive& directive : directives()) {
    known += cat(known.empty() ? "" : ", ", directive.word);
    if (directive.word != word) continue;
    if (!seen_language_ && word != "language")
      refuse("want `language en` or `language ko` before anything else");
    return (this->*directive.read)(rest);
  }
  refuse("\"", word, "\" is no word that a line begins with; there are ", known);
}

Script ScriptReader::finish() {
  if (!seen_language_) refuse("the script is empty; want `language en` or `language ko`");
  check_script(script_);
  return std::move(script_);
}

void ScriptReader::want(const std::string& rest, const char* example) const {
  if (rest.empty()) refuse("nothing stands behind the word; want for example `", example, "`");
}

void ScriptReader::read_language(const std::string& rest) {
  if (seen_language_) refuse("`language` stands once, at the beginning");
  if (rest != "en" && rest != "ko") refuse("language: want en or ko, got \"", rest, "\"");
  seen_language_ = true;
  script_.language.korean = rest == "ko";
}

Substitution ScriptReader::substitution(const std::string& rest, const char* example) const {
  const std::size_t equals = rest.find('=');
  if (equals == std::string::npos || rest.find('=', equals + 1) != std::string::npos)
    refuse("want two sides with one \"=\" between them, for example `", example, "`");
  Substitution out{.from = parts_of(lower(rest.substr(0, equals)), ' '),
                   .to = parts_of(rest.substr(equals + 1), ' ')};
  if (out.from.empty()) refuse("nothing stands on the left of \"=\"");
  if (!out.from[0].ends_with('~')) return out;
  out.with_particles = true;
  out.from[0].pop_back();
  if (out.from.size() != 1 || out.to.size() != 1 || !out.to[0].ends_with('~') ||
      out.from[0].empty())
    refuse("a word that keeps its particles has ~ on both sides, as in `swap 저~ = 본인~`");
  out.to[0].pop_back();
  return out;
}

void ScriptReader::read_pre(const std::string& rest) {
  const std::size_t arrow = rest.find("->");
  if (arrow == std::string::npos)
    return script_.pre.push_back(substitution(rest, "pre don't = do not"));
  const std::string key = lower(trimmed(rest.substr(arrow + 2)));
  if (key.empty()) refuse("want `pre TEMPLATE -> KEY`, got \"", rest, "\"");
  add({.kind = Assembly::Kind::pre, .text = trimmed(rest.substr(0, arrow)), .key_name = key});
}

void ScriptReader::read_swap(const std::string& rest) {
  script_.swap.push_back(substitution(rest, "swap my = your"));
}

void ScriptReader::read_swap_end(const std::string& rest) {
  script_.swap.push_back(substitution(rest, "swap-end you = me"));
  script_.swap.back().at_the_end = true;
}

void ScriptReader::read_class(const std::string& rest) {
  const std::size_t equals = std::min(rest.find('='), rest.size());
  const std::string name = trimmed(rest.substr(0, equals));
  if (equals == rest.size() || name.empty() || name.find(' ') != std::string::npos)
    refuse("want `class NAME = word|word|...`, got \"", rest, "\"");
  if (!script_.classes.emplace(name, forms(rest.substr(equals + 1))).second)
    refuse("there is a class \"", name, "\" already");
}

void ScriptReader::read_cut(const std::string& rest) {
  want(rest, "cut but");
  for (const std::string& word : parts_of(lower(rest), '|')) script_.cuts.push_back(word);
}

void ScriptReader::read_whole(const std::string& rest) {
  want(rest, "whole 고양이|휴가");
  for (const std::string& word : parts_of(rest, '|')) script_.language.whole.insert(word);
}

std::vector<Form> ScriptReader::forms(std::string_view text) const {
  std::vector<Form> found;
  for (const std::string& word : parts_of(text, '|')) {
    if (word.find(' ') != std::string::npos) refuse("\"", word, "\": want one word between bars");
    Form form{lower(word), word.ends_with('~'), word.starts_with('~')};
    if (form.is_beginning) form.text.pop_back();
    if (form.is_ending && !form.text.empty()) form.text.erase(0, 1);
    if (form.text.empty()) refuse("\"~\" alone is no word");
    found.push_back(std::move(form));
  }
  if (found.empty()) refuse("want at least one word");
  return found;
}

void ScriptReader::begin(Answers& answers, const char* word, const std::string& rest,
                         bool has_phrases) {
  if (answers.rule.line)
    refuse("there is a block `", word, "` already, in line ", answers.rule.line);
  if (!has_phrases && !rest.empty()) refuse("want nothing behind `", word, "`, got \"", rest, "\"");
  for (const std::string& phrase : parts_of(lower(rest), '|'))
    answers.phrases.push_back(parts_of(phrase, ' '));
  if (has_phrases && answers.phrases.empty()) refuse("want phrases, as in `", word, " hello|hi`");
  answers.rule.line = line_;
  answers.rule.counter = script_.counters++;
  rule_ = &answers.rule;
  only_say_ = true;
}

}  // namespace lab
