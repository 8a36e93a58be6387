#include "viz/i18n/label.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace lab {
namespace {

constexpr std::string_view kEllipsis = "…";

template <class... Values>
Label print(const char* format, Values... values) {
  char buffer[64];
  const int size = std::snprintf(buffer, sizeof buffer, format, values...);
  return Label(std::string_view(buffer, std::clamp(size, 0, int(sizeof buffer) - 1)));
}

/// "1.50" becomes "1.5", "2.0" becomes "2".
Label without_trailing_zeros(const Label& number) {
  std::string_view text = number;
  if (text.find('.') == text.npos) return number;
  text.remove_suffix(text.size() - 1 - text.find_last_not_of('0'));
  if (text.ends_with('.')) text.remove_suffix(1);
  return Label(text);
}

}  // namespace

void Label::append(std::string_view text) {
  const std::size_t room = kCapacity - 1 - size_;
  std::size_t take = text.size();
  if (take > room) {
    take = room > kEllipsis.size() ? room - kEllipsis.size() : 0;
    while (take > 0 && (text[take] & 0xC0) == 0x80) --take;  // back to the start of a character
  }
  std::memcpy(text_ + size_, text.data(), take);
  size_ += take;
  if (take < text.size() && kCapacity - 1 - size_ >= kEllipsis.size()) {
    std::memcpy(text_ + size_, kEllipsis.data(), kEllipsis.size());
    size_ += kEllipsis.size();
  }
  text_[size_] = 0;
}

Label fixed(double value, int digits) {
  if (std::isnan(value)) return "–";
  const Label text = print("%.*f", digits, value);
  return text.view().starts_with("-") && text.view().find_first_not_of("-0.") == text.view().npos
             ? Label(text.view().substr(1))  // no "-0.00"
             : text;
}

Label grouped(i64 value) {
  const Label digits = print("%lld", static_cast<long long>(value));
  const bool negative = value < 0;
  const std::string_view body = digits.view().substr(negative ? 1 : 0);
  Label out(negative ? "-" : "");
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (i > 0 && (body.size() - i) % 3 == 0) out.append(",");
    out.append(body.substr(i, 1));
  }
  return out;
}

Label scientific(double value) {
  if (std::isnan(value)) return "–";
  if (value == 0) return "0";
  const Label text = print("%.1e", value);  // "6.2e-04"
  const std::string_view view = text;
  const std::size_t e = view.find('e');
  if (e == view.npos) return text;  // inf
  Label out = without_trailing_zeros(Label(view.substr(0, e)));
  out.append(view[e + 1] == '-' ? "e-" : "e");
  std::string_view exponent = view.substr(e + 2);
  while (exponent.size() > 1 && exponent[0] == '0') exponent.remove_prefix(1);
  out.append(exponent);
  return out;
}

Label percent(double share) {
  if (std::isnan(share)) return "–";
  const double value = share * 100;
  if (value > 0 && value < 0.1) return "< 0.1 %";
  Label out = value >= 0.95 || value == 0 ? fixed(value, 0) : fixed(value, 1);
  out.append(" %");
  return out;
}

Label clock_time(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "–";
  const long long s = std::llround(seconds);
  return s < 3600 ? print("%lld:%02lld", s / 60, s % 60)
                  : print("%lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60);
}

Label compact(double value) {
  const double size = std::fabs(value);
  if (std::isnan(value)) return "–";
  if (size != 0 && (size < 0.001 || size >= 1e12)) return scientific(value);
  const auto with_unit = [&](double unit, const char* name) {
    Label out = without_trailing_zeros(print("%.3g", value / unit));
    out.append(name);
    return out;
  };
  if (size >= 999.5e6) return with_unit(1e9, "G");
  if (size >= 999.5e3) return with_unit(1e6, "M");
  if (size >= 10000) return with_unit(1e3, "k");
  return size >= 999.5 ? grouped(std::llround(value)) : print("%.3g", value);
}

}  // namespace lab
