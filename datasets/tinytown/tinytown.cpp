#include "datasets/tinytown/tinytown.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "datasets/tinytown/tale.h"
#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

struct Telling {
  std::string text;
  double nats = 0;
  std::vector<Label> labels;
};

Telling tell(u64 seed, i64 index, Language language, bool with_labels) {
  RandomChooser chooser(mix_seeds(seed, static_cast<u64>(index)));
  Tale tale(chooser);
  Writer out;
  tale.tell(language, out);
  Telling telling{out.text(), chooser.nats(), {}};
  if (with_labels) telling.labels = tale.labels();
  return telling;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; text[start] != '\n';) {
    const std::size_t end = text.find('\n', start);
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

i64 count_chars(const std::string& utf8) {
  return std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; });
}

}  // namespace

Language language_from(const std::string& name) {
  if (name == "en") return Language::en;
  if (name == "ko") return Language::ko;
  if (name == "both") return Language::both;
  throw UsageError(cat("tinytown: want language en, ko or both, got '", name, "'"));
}

Story make_story(u64 seed, i64 index) {
  const Telling en = tell(seed, index, Language::en, false);
  const Telling ko = tell(seed, index, Language::ko, false);
  const Telling both = tell(seed, index, Language::both, true);
  Story story;
  story.labels = both.labels;
  story.nats_en = en.nats;
  story.nats_ko = ko.nats;
  story.nats_both = both.nats;
  const auto en_lines = lines_of(en.text), ko_lines = lines_of(ko.text);
  if (en_lines.size() != ko_lines.size())
    fail("tinytown: story ", index, " has ", en_lines.size(), " English and ", ko_lines.size(),
         " Korean sentences");
  for (std::size_t i = 0; i < en_lines.size(); ++i)
    story.sentences.push_back({en_lines[i], ko_lines[i]});
  const auto mood = std::ranges::find(story.labels, "mood", &Label::what);
  story.happy = mood->en == "happy";
  return story;
}

TinytownText make_tinytown(i64 bytes, Language language, u64 seed) {
  if (bytes < 1) fail("tinytown: want a size of at least 1 byte, got ", bytes);
  TinytownText result;
  double nats = 0;
  for (i64 index = 0;; ++index) {
    const Telling story = tell(seed, index, language, false);
    const i64 size = static_cast<i64>(result.text.size());
    if (index > 0 && size + static_cast<i64>(story.text.size()) > bytes) break;
    const i64 chars = count_chars(story.text);
    result.stories.push_back({size, result.chars, chars, story.nats});
    result.text += story.text;
    result.chars += chars;
    nats += story.nats;
  }
  result.realised_bits_per_char = nats / std::numbers::ln2 / static_cast<double>(result.chars);
  return result;
}

double floor_nats_per_char(const TinytownText& text, i64 first_char, i64 last_char) {
  double nats = 0;
  i64 chars = 0;
  for (const StoryMark& story : text.stories) {
    if (story.first_char < first_char || story.first_char + story.chars > last_char) continue;
    nats += story.nats;
    chars += story.chars;
  }
  if (chars == 0)
    fail("tinytown: no whole story between characters ", first_char, " and ", last_char, " of ",
         text.chars);
  return nats / static_cast<double>(chars);
}

}  // namespace lab::tinytown
