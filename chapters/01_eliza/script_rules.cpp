// Keys, decompositions and assemblies of a script.
#include "chapters/01_eliza/letters.h"
#include "chapters/01_eliza/script_reader.h"
#include "chapters/01_eliza/text_parts.h"

namespace lab {
namespace {
constexpr i64 kMaxElements = 32, kMaxCount = 32;
}

void ScriptReader::read_key(const std::string& rest) {
  const std::vector<std::string> words = parts_of(rest, ' ');
  const bool ranked = words.size() == 2 && is_small_number(words[1]);
  if (words.empty() || (words.size() > 1 && !ranked))
    refuse("want `key WORD|WORD RANK` with a rank from 0 to 999, got \"", rest, "\"");
  Key key{.forms = forms(words[0]), .line = line_};
  key.name = key.forms[0].text;
  if (ranked) key.rank = std::stoi(words[1]);
  for (const Key& other : script_.keys)
    if (other.name == key.name)
      refuse("there is a key \"", key.name, "\" already, in line ", other.line);
  script_.keys.push_back(std::move(key));
  rule_ = nullptr;
}

void ScriptReader::read_match(const std::string& rest) {
  if (script_.keys.empty()) refuse("`match` belongs under a `key`");
  read_pattern(script_.keys.back().rules, rest);
  only_say_ = false;
}

void ScriptReader::read_remember(const std::string& rest) {
  if (script_.keys.empty()) refuse("`remember` belongs under a `key`");
  read_pattern(script_.keys.back().remember, rest);
  only_say_ = true;
}

void ScriptReader::read_pattern(std::vector<Rule>& rules, const std::string& rest) {
  Rule rule{.written = rest, .line = line_, .counter = script_.counters++};
  for (const std::string& word : parts_of(rest, ' ')) rule.pattern.push_back(element(word));
  if (rule.pattern.empty()) refuse("want a decomposition, for example `match 0 my 0`");
  if (i64(rule.pattern.size()) > kMaxElements)
    refuse("want at most ", kMaxElements, " elements, got ", rule.pattern.size());
  rules.push_back(std::move(rule));
  rule_ = &rules.back();
}

Element ScriptReader::element(const std::string& word) const {
  const std::size_t tilde = std::min(word.find('~'), word.size());
  if (tilde == 0 || is_small_number(word.substr(0, tilde))) return counted(word, tilde);
  Element element{.kind = Element::Kind::one_of, .written = word};
  if (word == "*") {
    element.forms = script_.keys.back().forms;
  } else if (word.starts_with('@')) {
    const auto found = script_.classes.find(word.substr(1));
    if (found == script_.classes.end())
      refuse("there is no class \"", word.substr(1), "\" above this line");
    element.forms = found->second;
  } else {
    element.forms = forms(word);
  }
  return element;
}

Element ScriptReader::counted(const std::string& word, std::size_t tilde) const {
  Element element{.written = word};
  element.count = tilde == 0 ? 1 : std::stoi(word.substr(0, tilde));
  if (element.count > kMaxCount) refuse("\"", word, "\": want 0 to ", kMaxCount, " words");
  element.kind = element.count == 0 ? Element::Kind::any : Element::Kind::exactly;
  if (tilde == word.size()) return element;
  const std::string endings = word.substr(tilde + 1);
  element.particles_cut = endings == "?";
  if (element.particles_cut && !script_.language.korean)
    refuse("\"", word, "\": ~? cuts Korean particles, and this script is English");
  if (!element.particles_cut) element.endings = parts_of(lower(endings), '/');
  if (!element.particles_cut && element.endings.empty())
    refuse("\"", word, "\": want an ending behind ~, for example `0~고`");
  return element;
}

void ScriptReader::add(Assembly assembly) {
  if (!rule_)
    refuse(
        "this belongs under a `match` or `remember`, or under `none`, `opening`, `greeting` or "
        "`goodbye`");
  if (assembly.kind != Assembly::Kind::say && only_say_)
    refuse("only `say` stands here; goto, newkey and pre belong under a `match`");
  assembly.line = line_;
  rule_->assemblies.push_back(std::move(assembly));
}

void ScriptReader::read_say(const std::string& rest) {
  want(rest, "say Tell me more about {3}.");
  add({.text = rest});
}

void ScriptReader::read_goto(const std::string& rest) {
  want(rest, "goto what");
  add({.kind = Assembly::Kind::go_to, .text = "goto " + rest, .key_name = lower(rest)});
}

void ScriptReader::read_newkey(const std::string& rest) {
  if (!rest.empty()) refuse("want nothing behind `newkey`, got \"", rest, "\"");
  add({.kind = Assembly::Kind::new_key, .text = "newkey"});
}

}  // namespace lab
