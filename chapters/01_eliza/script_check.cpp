#include "chapters/01_eliza/script_check.h"

#include <functional>

#include "chapters/01_eliza/template.h"
#include "engine/core/check.h"

namespace lab {
namespace {

void check_rule(Script& script, Rule& rule, const char* what) {
  if (rule.assemblies.empty())
    fail(script.name, ":", rule.line, ": this `", what, "` has no answer; want a `say` below it");
  for (Assembly& assembly : rule.assemblies) {
    const bool has_template =
        assembly.kind == Assembly::Kind::say || assembly.kind == Assembly::Kind::pre;
    try {
      if (has_template) (void)read_template(assembly.text, rule.pattern.size());
    } catch (const Error& error) {
      fail(script.name, ":", assembly.line, ": ", error.what());
    }
    if (assembly.key_name.empty()) continue;
    while (assembly.key < script.keys.size() && script.keys[assembly.key].name != assembly.key_name)
      ++assembly.key;
    if (assembly.key == script.keys.size())
      fail(script.name, ":", assembly.line, ": there is no key \"", assembly.key_name, "\"");
  }
}

void check_answers(Script& script, Answers& answers, const char* what, bool needed) {
  if (needed && !answers.rule.line)
    fail(script.name, ": there is no block `", what,
         "`; without it ELIZA has nothing to say there");
  if (answers.rule.line) check_rule(script, answers.rule, what);
}

/// Walks along goto and pre; a key that is reached while it is being walked from closes a circle.
class CircleSearch {
 public:
  explicit CircleSearch(const Script& script)
      : script_(script), state_(script.keys.size(), State::fresh) {}

  void walk() {
    for (std::size_t key = 0; key < script_.keys.size(); ++key) visit(key);
  }

 private:
  enum class State : u8 { fresh, open, done };
  struct Step {
    std::size_t key;
    std::vector<const Assembly*> ways;
  };

  Step open(std::size_t key) {
    state_[key] = State::open;
    Step step{key, {}};
    for (const Rule& rule : script_.keys[key].rules)
      for (const Assembly& assembly : rule.assemblies)
        if (!assembly.key_name.empty()) step.ways.push_back(&assembly);
    return step;
  }

  void visit(std::size_t start) {
    if (state_[start] != State::fresh) return;
    std::vector<Step> path = {open(start)};  // no recursion: a script may have many keys
    while (!path.empty()) {
      if (path.back().ways.empty()) {
        state_[path.back().key] = State::done;
        path.pop_back();
        continue;
      }
      const Assembly* way = path.back().ways.back();
      path.back().ways.pop_back();
      if (state_[way->key] == State::open)
        fail(script_.name, ":", way->line, ": \"", way->key_name,
             "\" leads back to itself; an answer would never come");
      if (state_[way->key] == State::fresh) path.push_back(open(way->key));
    }
  }

  const Script& script_;
  std::vector<State> state_;
};

}  // namespace

void check_script(Script& script) {
  for (Key& key : script.keys) {
    if (key.rules.empty())
      fail(script.name, ":", key.line, ": the key \"", key.name, "\" has no `match`");
    for (Rule& rule : key.rules) check_rule(script, rule, "match");
    for (Rule& rule : key.remember) check_rule(script, rule, "remember");
  }
  check_answers(script, script.opening, "opening", true);
  check_answers(script, script.greeting, "greeting", false);
  check_answers(script, script.goodbye, "goodbye", true);
  check_answers(script, script.none, "none", true);
  CircleSearch(script).walk();
}

}  // namespace lab
