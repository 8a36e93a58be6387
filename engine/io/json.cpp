#include "engine/io/json.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr size_t kMaxDepth = 64;
constexpr i64 kMaxValues = 2'000'000;  // a hostile "[[],[],..." would take 40 times its size

template <class T>
std::string digits_of(T value) {
  char buffer[40];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

template <class T>
void append_number(std::string& out, T value) {
  if (std::isnan(value)) {
    out += "null";
  } else if (std::isinf(value)) {
    out += value > 0 ? "\"inf\"" : "\"-inf\"";
  } else {
    char buffer[40];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  }
}

std::string kind_name(Json::Kind kind) {
  constexpr const char* kNames[] = {"null", "true or false", "number", "text", "array", "object"};
  return kNames[size_t(kind)];
}

}  // namespace

/// Receives the events of the parser and builds the value; returns false to stop it.
struct JsonBuilder : nlohmann::json_sax<nlohmann::json> {
  struct Open {
    Json* value;
    std::unordered_set<std::string> keys;
  };
  Json root;
  std::vector<Open> open;
  std::string refusal;  // why this program stopped, or what the parser found
  size_t byte = 0;      // where, counted from 0, if the parser stopped
  i64 values = 0;

  bool refuse(std::string reason) {
    refusal = std::move(reason);
    return false;
  }
  bool add(Json value) {
    if (++values > kMaxValues) return refuse(cat("more than ", kMaxValues, " values"));
    if (open.empty())
      root = std::move(value);
    else
      open.back().value->items_.push_back(std::move(value));
    return true;
  }
  bool begin(Json container) {
    if (open.size() >= kMaxDepth) return refuse(cat("nested deeper than ", kMaxDepth));
    if (!add(std::move(container))) return false;
    open.push_back({open.empty() ? &root : &open.back().value->items_.back(), {}});
    return true;
  }
  bool end() {
    open.pop_back();
    return true;
  }
  bool add_number(std::string digits) {
    Json number(Json::Kind::number);
    number.text_ = std::move(digits);
    return add(std::move(number));
  }

  bool null() override { return add(Json()); }
  bool boolean(bool value) override { return add(Json(value)); }
  bool number_integer(number_integer_t value) override { return add_number(digits_of(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add_number(digits_of(value)); }
  bool number_float(number_float_t, const string_t& digits) override { return add_number(digits); }
  bool string(string_t& value) override { return add(Json(std::move(value))); }
  bool binary(binary_t&) override { return refuse("binary value"); }
  bool start_object(size_t) override { return begin(Json(Json::Kind::object)); }
  bool start_array(size_t) override { return begin(Json(Json::Kind::array)); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }
  bool key(string_t& name) override {
    if (!open.back().keys.insert(name).second) return refuse(cat("duplicate key \"", name, "\""));
    open.back().value->keys_.push_back(std::move(name));
    return true;
  }
  bool parse_error(size_t position, const std::string&,
                   const nlohmann::json::exception& e) override {
    byte = position > 0 ? position - 1 : 0;
    const std::string_view message =
        e.what();  // "[json...] parse error at line ..: syntax error .."
    const size_t start = message.find("syntax error");
    return refuse(std::string(start == message.npos ? message : message.substr(start)));
  }
};

Json::Json(bool value) : kind_(Kind::boolean), text_(value ? "true" : "false") {}
Json::Json(i32 value) : kind_(Kind::number), text_(digits_of(value)) {}
Json::Json(i64 value) : kind_(Kind::number), text_(digits_of(value)) {}
Json::Json(u64 value) : kind_(Kind::number), text_(digits_of(value)) {}
Json::Json(std::string value) : kind_(Kind::string), text_(std::move(value)) {}

Json::Json(double value) {
  if (std::isnan(value)) return;
  kind_ = std::isinf(value) ? Kind::string : Kind::number;
  text_ = digits_of(value);
}

Json::Json(float value) {
  if (std::isnan(value)) return;
  kind_ = std::isinf(value) ? Kind::string : Kind::number;
  text_ = digits_of(value);
}

Json::Json(const KeyValues& members) : kind_(Kind::object) {
  for (const auto& [key, value] : members) set(key, value);
}

Json Json::parse(std::string_view text, std::string_view where) {
  JsonBuilder builder;
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
  if (builder.byte > 0 || builder.refusal.starts_with("syntax"))
    fail(where, ": byte ", builder.byte, ": not valid JSON: ", builder.refusal);
  fail(where, ": JSON refused: ", builder.refusal);
}

std::string Json::dump(int indent) const {
  std::string out;
  write(out, indent, 0);
  return out;
}

void Json::write(std::string& out, int indent, int depth) const {
  if (kind_ == Kind::null) out += "null";
  if (kind_ == Kind::boolean || kind_ == Kind::number) out += text_;
  if (kind_ == Kind::string) append_json_string(out, text_);
  if (kind_ != Kind::array && kind_ != Kind::object) return;
  const bool object = kind_ == Kind::object;
  const auto new_line = [&](int level) {
    if (indent >= 0 && !items_.empty())
      out.append("\n").append(size_t(indent) * size_t(level), ' ');
  };
  out += object ? '{' : '[';
  for (size_t i = 0; i < items_.size(); ++i) {
    if (i > 0) out += indent >= 0 ? "," : ", ";
    new_line(depth + 1);
    if (object) {
      append_json_string(out, keys_[i]);
      out += ": ";
    }
    items_[i].write(out, indent, depth + 1);
  }
  new_line(depth);
  out += object ? '}' : ']';
}

namespace {

[[noreturn]] void wrong_kind(const char* wanted, Json::Kind got, const std::string& text) {
  fail("JSON: want ", wanted, ", got ", kind_name(got), text.empty() ? "" : " ",
       text.substr(0, 40));
}

/// All of `text` as a T. Throws if it is another kind of number or too large for T.
template <class T>
T number_from(const std::string& text, Json::Kind kind, const char* wanted) {
  T value{};
  const char* const end = text.data() + text.size();
  if (kind != Json::Kind::number) wrong_kind(wanted, kind, text);
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end) wrong_kind(wanted, kind, text);
  return value;
}

template <class T>
T real_from(const std::string& text, Json::Kind kind) {
  constexpr T kInf = std::numeric_limits<T>::infinity();
  if (kind == Json::Kind::null) return std::numeric_limits<T>::quiet_NaN();
  if (kind == Json::Kind::string && (text == "inf" || text == "-inf"))
    return text == "inf" ? kInf : -kInf;
  return number_from<T>(text, kind, "a number");
}

}  // namespace

bool Json::as_bool() const {
  if (kind_ != Kind::boolean) wrong_kind("true or false", kind_, text_);
  return text_ == "true";
}
i64 Json::as_i64() const { return number_from<i64>(text_, kind_, "a whole number"); }
u64 Json::as_u64() const { return number_from<u64>(text_, kind_, "a whole number from 0"); }
double Json::as_double() const { return real_from<double>(text_, kind_); }
float Json::as_float() const { return real_from<float>(text_, kind_); }

const std::string& Json::as_string() const {
  if (kind_ != Kind::string) wrong_kind("text", kind_, text_);
  return text_;
}

KeyValues Json::as_key_values() const {
  if (kind_ != Kind::object) wrong_kind("an object of texts", kind_, text_);
  KeyValues members;
  for (size_t i = 0; i < keys_.size(); ++i) members[keys_[i]] = items_[i].as_string();
  return members;
}

const std::vector<Json>& Json::items() const {
  if (kind_ != Kind::array && kind_ != Kind::object) wrong_kind("an array", kind_, text_);
  return items_;
}

const Json* Json::find(std::string_view key) const {
  for (size_t i = 0; i < keys_.size(); ++i)
    if (keys_[i] == key) return &items_[i];
  return nullptr;
}

const Json& Json::at(std::string_view key) const {
  if (const Json* value = find(key)) return *value;
  fail("JSON: want a member \"", key, "\", which the ", kind_name(kind_), " lacks");
}

Json& Json::set(std::string key, Json value) {
  for (size_t i = 0; i < keys_.size(); ++i)
    if (keys_[i] == key) return items_[i] = std::move(value), *this;
  kind_ = Kind::object;
  keys_.push_back(std::move(key));
  items_.push_back(std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  kind_ = Kind::array;
  items_.push_back(std::move(value));
  return *this;
}

void append_json_string(std::string& out, std::string_view text) {
  using nlohmann::json;
  out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

void append_json_number(std::string& out, float value) { append_number(out, value); }
void append_json_number(std::string& out, double value) { append_number(out, value); }

}  // namespace lab
