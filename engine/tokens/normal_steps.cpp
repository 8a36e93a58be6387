#include "engine/tokens/normal_steps.h"

#include "engine/text/unicode.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

/// One function per kind of step; std::visit chooses.
struct Apply {
  std::string text;
  bool first;

  void operator()(NormalForm form) { text = normalise(text, form); }
  void operator()(LowerCase) { text = lower_case(text, FinalSigma::keep_plain); }
  void operator()(StripMarks) { text = strip_marks(text); }
  void operator()(const ReplaceText& rule) {
    if (!rule.from.empty()) text = replace_all(text, rule.from, rule.to);
  }
  void operator()(const PrependText& rule) {
    const bool there = rule.unless_there && text.starts_with(rule.text);
    if (!text.empty() && !there && (first || !rule.only_first)) text.insert(0, rule.text);
  }
  void operator()(const std::shared_ptr<const CharsMap>& map) { text = map->apply(text); }
};

}  // namespace

std::string NormalSteps::apply(std::string_view text, bool first) const {
  Apply state{repair_utf8(text), first};
  for (const Step& step : steps_) std::visit(state, step);
  return std::move(state.text);
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  size_t at = 0;
  for (size_t found; (found = text.find(from, at)) != text.npos; at = found + from.size()) {
    out += text.substr(at, found - at);
    out += to;
  }
  return out += text.substr(at);
}

std::string repair_utf8(std::string_view text) {
  if (!find_utf8_error(text)) return std::string(text);
  std::string out;
  for_each_char(text, [&](Utf8Char c, std::string_view bytes) {
    if (c.valid)
      out += bytes;
    else
      append_utf8(out, c.code_point);
  });
  return out;
}

}  // namespace lab
