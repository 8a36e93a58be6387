#include "engine/lesson/lab_link.h"

#include <algorithm>
#include <charconv>

#include "engine/core/check.h"
#include "engine/core/edit_distance.h"

namespace lab {
namespace {

enum class Form : u8 { index, number, flag, text, name, exercise, mode };

struct Argument {
  const char* name;
  Form form;
  bool needed = false;
};
struct Verb {
  const char* name;
  std::vector<Argument> arguments;
};

// In the order of LabVerb.
const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {
      {"attention",
       {{"layer", Form::index},
        {"head", Form::index},
        {"query", Form::index},
        {"key", Form::index}}},
      {"experiment", {}},
      {"loss", {{"log_x", Form::flag}, {"bits", Form::flag}}},
      {"next",
       {{"position", Form::index},
        {"temperature", Form::number},
        {"top_k", Form::index},
        {"top_p", Form::number},
        {"seed", Form::index}}},
      {"probe", {{"text", Form::text}, {"position", Form::index}}},
      {"samples", {}},
      {"timemachine", {{"step", Form::index}}},
      {"transport", {}},
      {"ladder", {{"position", Form::index}}},
      {"bigrams", {{"previous", Form::text}, {"next", Form::text}}},
      {"sparsity", {}},
      {"pieces", {}},
      {"merges", {{"merge", Form::index}}},
      {"fertility", {}},
      {"dialogue", {{"text", Form::text}}},
      {"scoreboard", {}},
      {"train", {{"steps", Form::index}, {"lr_scale", Form::number}}},
      {"pause", {}},
      {"head",
       {{"layer", Form::index, true}, {"head", Form::index, true}, {"mode", Form::mode, true}}},
      {"quiz", {{"id", Form::name, true}}},
      {"check", {{"exercise", Form::exercise, true}}},
  };
  return kVerbs;
}

const char* told(Form form) {
  constexpr const char* kTold[] = {"a whole number from 0",
                                   "a number",
                                   "0 or 1",
                                   "a text",
                                   "a name in lower case",
                                   "an exercise, as 10.1",
                                   "normal, zero or mean"};
  return kTold[int(form)];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The largest that every reader of it can hold: 10^9.
bool all_digits(std::string_view text) {
  return !text.empty() && text.size() <= 9 && std::ranges::all_of(text, is_digit);
}

bool two_numbers(std::string_view text, bool point_needed) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return !point_needed && all_digits(text);
  return all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

bool is_name(std::string_view text) {
  const auto plain = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); };
  const auto inner = [&](char c) { return plain(c) || c == '_' || c == '.' || c == '-'; };
  return !text.empty() && plain(text[0]) && std::ranges::all_of(text, inner);
}

bool fits(Form form, std::string_view text) {
  switch (form) {
    case Form::index:
      return all_digits(text);
    case Form::number:
      return two_numbers(text, false);
    case Form::flag:
      return text == "0" || text == "1";
    case Form::text:
      return !text.empty() && text.find('\n') == std::string_view::npos;
    case Form::name:
      return is_name(text);
    case Form::exercise:
      return two_numbers(text, true);
    case Form::mode:
      return text == "normal" || text == "zero" || text == "mean";
  }
  return false;
}

/// ": there is loss", or nothing if no word is near.
template <class List>
std::string nearest(std::string_view word, const List& list) {
  const char* best = nullptr;
  std::size_t distance = 1 + word.size() / 3;
  for (const auto& entry : list)
    if (const std::size_t d = edit_distance(word.substr(0, 40), entry.name); d <= distance)
      best = entry.name, distance = d;
  return best ? cat("; nearest: ", best) : "";
}

std::string shown(std::string_view text) { return text.empty() ? "nothing" : std::string(text); }

void take_argument(LabLink& link, const Verb& verb, std::string_view target,
                   std::string_view part) {
  const std::size_t equals = part.find('=');
  const std::string name(part.substr(0, equals));
  const std::string value =
      equals == std::string_view::npos ? "" : percent_decoded(part.substr(equals + 1));
  const auto known =
      std::ranges::find_if(verb.arguments, [&](const Argument& a) { return name == a.name; });
  if (known == verb.arguments.end())
    fail(target, ": ", verb.name, " takes no ", shown(name), nearest(name, verb.arguments));
  if (link.find(name)) fail(target, ": ", name, " is given twice");
  if (!fits(known->form, value))
    fail(target, ": ", name, " wants ", told(known->form), ", got ", shown(value));
  link.arguments.emplace_back(name, value);
}

}  // namespace

const std::string* LabLink::find(std::string_view name) const {
  for (const auto& [key, value] : arguments)
    if (key == name) return &value;
  return nullptr;
}

i64 LabLink::integer(std::string_view name, i64 otherwise) const {
  const std::string* text = find(name);
  if (text) std::from_chars(text->data(), text->data() + text->size(), otherwise);
  return otherwise;
}

double LabLink::number(std::string_view name, double otherwise) const {
  const std::string* text = find(name);
  if (text) std::from_chars(text->data(), text->data() + text->size(), otherwise);
  return otherwise;
}

LabLink parse_lab_link(std::string_view target) {
  std::string_view rest = target;
  if (!rest.starts_with("lab:")) fail(target, ": want a link that begins with lab:");
  rest.remove_prefix(4);
  const std::size_t mark = rest.find('?');
  const std::string_view word = rest.substr(0, mark);
  const auto known = std::ranges::find_if(verbs(), [&](const Verb& v) { return word == v.name; });
  if (known == verbs().end())
    fail(target, ": no verb ", word.empty() ? "(nothing)" : word, nearest(word, verbs()));
  LabLink link{.verb = LabVerb(known - verbs().begin())};
  std::string_view query = mark == std::string_view::npos ? "" : rest.substr(mark + 1);
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    take_argument(link, *known, target, query.substr(0, end));
    query = end == std::string_view::npos ? "" : query.substr(end + 1);
  }
  for (const Argument& argument : known->arguments)
    if (argument.needed && !link.find(argument.name))
      fail(target, ": ", known->name, " wants ", argument.name, "=", told(argument.form));
  return link;
}

const char* name_of(LabVerb verb) { return verbs()[std::size_t(verb)].name; }

std::vector<std::string> arguments_of(LabVerb verb) {
  std::vector<std::string> out;
  for (const Argument& a : verbs()[std::size_t(verb)].arguments)
    out.push_back(std::string(a.name) + (a.needed ? "!" : ""));
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    u8 byte = 0;
    const char* const first = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(first, first + 2, byte, 16).ptr == first + 2) {
      out += char(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace lab
