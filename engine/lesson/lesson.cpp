#include "engine/lesson/lesson.h"

#include <algorithm>

namespace lab {
namespace {

/// Bytes of the character at `at`, 0 if it is malformed.
std::size_t length_of_character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? u8(text[i]) : u8(0); };
  const u8 lead = byte(at);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xF5   ? 0
                           : lead >= 0xF0 ? 4
                           : lead >= 0xE0 ? 3
                           : lead >= 0xC2 ? 2
                                          : 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  const u8 second = byte(at + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second >= 0xA0;
  const bool beyond = lead == 0xF4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : size;
}

/// ASCII letters count as one whether large or small.
bool contains_word(std::string_view title, std::string_view part) {
  const auto same = [](char a, char b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    return small(a) == small(b);
  };
  return std::search(title.begin(), title.end(), part.begin(), part.end(), same) != title.end();
}

}  // namespace

std::vector<i32> Lesson::headings() const {
  std::vector<i32> out;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (blocks[i].kind == Block::Kind::heading) out.push_back(i32(i));
  return out;
}

std::optional<i32> Lesson::section(std::string_view name) const {
  const std::vector<i32> all = headings();
  const std::string number = std::string(name) + ".";
  std::optional<i32> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Block& block = blocks[std::size_t(all[i])];
    const std::string title = plain_text(block.spans);
    if (title == name) return i32(i);
    // The page's own title is numbered by the chapter: "10. GPT". Section 10 is meant first.
    const bool numbered = title.starts_with(number) && !name.empty();
    if (numbered && (!found || blocks[std::size_t(all[std::size_t(*found)])].level == 1))
      found = i32(i);
  }
  for (std::size_t i = 0; i < all.size() && !found && name.size() > 2; ++i)
    if (contains_word(plain_text(blocks[std::size_t(all[i])].spans), name)) found = i32(i);
  return found;
}

std::string plain_text(const Spans& spans) {
  std::string out;
  for (const Span& span : spans) out += span.text;
  return out;
}

std::string clean_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = length_of_character(bytes, at);
    if (size == 0) {
      out += "\uFFFD";
      ++at;
      continue;
    }
    const char c = bytes[at];
    const bool control = size == 1 && ((u8(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F);
    if (control)
      out += c == '\r' ? "" : " ";
    else
      out.append(bytes.substr(at, size));
    at += size;
  }
  return out;
}

}  // namespace lab
