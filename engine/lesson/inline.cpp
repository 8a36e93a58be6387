#include "engine/lesson/inline.h"

#include <charconv>

#include "engine/core/check.h"

namespace lab {
namespace {

void append_code_point(std::string& out, u32 c) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xC0 | (c >> 6));
    out += char(0x80 | (c & 0x3F));
  } else {
    out += char(c < 0x10000 ? 0xE0 | (c >> 12) : 0xF0 | (c >> 18));
    if (c >= 0x10000) out += char(0x80 | ((c >> 12) & 0x3F));
    out += char(0x80 | ((c >> 6) & 0x3F));
    out += char(0x80 | (c & 0x3F));
  }
}

}  // namespace

std::string decoded_entity(std::string_view entity) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"&amp;", "&"},  {"&lt;", "<"},    {"&gt;", ">"},     {"&quot;", "\""},
      {"&nbsp;", " "}, {"&ndash;", "–"}, {"&hellip;", "…"}, {"&middot;", "·"}};
  for (const auto& [name, text] : kNames)
    if (entity == name) return std::string(text);
  if (entity.size() < 4 || entity[1] != '#') return std::string(entity);
  const bool hex = entity[2] == 'x' || entity[2] == 'X';
  const std::string_view digits = entity.substr(hex ? 3 : 2, entity.size() - (hex ? 4 : 3));
  u32 code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  std::string out;
  append_code_point(out, error == std::errc() ? code : 0xFFFD);
  return clean_utf8(out);
}

Link make_link(std::string target) {
  Link link{.target = std::move(target)};
  if (link.target.starts_with("lab:")) {
    try {
      link.lab = parse_lab_link(link.target);
      link.kind = Link::Kind::lab;
    } catch (const Error& error) {
      link.why = error.what();
    }
  } else if (link.target.starts_with("https://") || link.target.starts_with("http://")) {
    link.kind = Link::Kind::web;
  } else if (!link.target.empty()) {
    link.kind = Link::Kind::page;
  } else {
    link.why = "the link is empty";
  }
  return link;
}

}  // namespace lab
