// A chapter's options as a plain struct with defaults, and the same by name: for --set key=value,
// config.json and --help.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "engine/io/json.h"

namespace lab {

/// A choice between words; `value` is one of them.
struct Words {
  std::string* value;
  std::vector<const char*> allowed;
};

/// One member of an options struct. `value` points into the struct.
struct OptionField {
  const char* name;
  std::variant<i64*, double*, bool*, Words> value;
  double low, high;  ///< allowed range of a number, both included
  const char* help;
};
using OptionFields = std::vector<OptionField>;

/// Throws Error naming the option, the range, what was given, and the nearest known name.
void set_option(const OptionFields& fields, const std::string& key, const std::string& text);
/// As text, exactly: set_option(write) restores every bit.
KeyValues option_values(const OptionFields& fields);

}  // namespace lab
