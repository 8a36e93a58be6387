// JSON without its library's weight: a small value that any header may name.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

using KeyValues = std::map<std::string, std::string>;

/// A JSON value. Numbers keep the digits they were written with, so that reading is exact for i64,
/// u64, float and double alike; objects keep the order of their members.
class Json {
 public:
  enum class Kind : u8 { null, boolean, number, string, array, object };

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value);
  Json(i32 value);
  Json(i64 value);
  Json(u64 value);
  Json(float value);   ///< shortest digits that read back exactly; NaN is null, inf a string
  Json(double value);  ///< the same
  Json(std::string value);
  Json(std::string_view value) : Json(std::string(value)) {}
  Json(const char* value) : Json(std::string(value)) {}
  Json(const KeyValues& members);
  static Json array() { return Json(Kind::array); }
  static Json object() { return Json(Kind::object); }

  /// Reads one value. Throws Error: "<where>: byte N: <reason>". Refuses what JSON leaves open or
  /// what only an attacker sends: duplicate keys, depth > 64, bytes that are not UTF-8, a tail.
  static Json parse(std::string_view text, std::string_view where);

  /// Writes itself; indent >= 0 puts each member on a line of its own. Invalid UTF-8 becomes
  /// U+FFFD.
  std::string dump(int indent = -1) const;

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }

  // Each throws Error if the value is of another kind or does not fit; the message names the value.
  bool as_bool() const;
  i64 as_i64() const;
  u64 as_u64() const;
  double as_double() const;  ///< null is NaN
  float as_float() const;    ///< null is NaN
  const std::string& as_string() const;
  KeyValues as_key_values() const;         ///< an object of strings
  const std::vector<Json>& items() const;  ///< of an array, or the values of an object

  const std::vector<std::string>& keys() const { return keys_; }  ///< of an object
  const Json* find(std::string_view key) const;                   ///< nullptr if there is none
  const Json& at(std::string_view key) const;  ///< throws Error naming the key if there is none
  Json& set(std::string key, Json value);      ///< adds or replaces; returns *this
  Json& push(Json value);                      ///< returns *this

 private:
  explicit Json(Kind kind) : kind_(kind) {}
  friend struct JsonBuilder;
  void write(std::string& out, int indent, int depth) const;

  Kind kind_ = Kind::null;
  std::string text_;  // string: its value; number: its digits; boolean: "true" or "false"
  std::vector<Json> items_;
  std::vector<std::string> keys_;
};

/// Appends a JSON string literal, quotes included. Invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);
/// Appends shortest digits that read back exactly; NaN as null, infinities as "inf" and "-inf".
void append_json_number(std::string& out, float value);
void append_json_number(std::string& out, double value);

}  // namespace lab
