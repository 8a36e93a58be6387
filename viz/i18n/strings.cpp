#include "viz/i18n/strings.h"

#include "viz/i18n/tables.h"

namespace lab {
namespace {

Lang g_language = Lang::en;

constexpr std::string_view kNames[] = {
#define LAB_STRING(key, text) #key,
#include "viz/i18n/en.inc"
#undef LAB_STRING
};

}  // namespace

Lang language() { return g_language; }
void set_language(Lang lang) { g_language = lang; }

const char* tr(Lang lang, Str key) {
  return (lang == Lang::ko ? kKorean : kEnglish)[std::size_t(key)];
}
const char* tr(Str key) { return tr(g_language, key); }

std::string_view tr_named(std::string_view prefix, std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i].size() == prefix.size() + name.size() && kNames[i].starts_with(prefix) &&
        kNames[i].ends_with(name))
      return tr(Str(i));
  return name;
}

Label detail::fill(const char* pattern, const std::string_view* values, int count) {
  const std::string_view text = pattern;
  Label out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const int index = text[i + 1] - '0';
    if (text[i] != '{' || text[i + 2] != '}' || index < 0 || index >= count) continue;
    out.append(text.substr(begin, i - begin));
    out.append(values[index]);
    begin = i + 3;
    i += 2;
  }
  out.append(text.substr(begin));
  return out;
}

}  // namespace lab
