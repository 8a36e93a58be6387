// The characters of a text, numbered: the simplest tokenizer there is.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Distinct code points in rising order <-> token ids 0..V-1. An immutable value.
class CharVocab {
 public:
  CharVocab() = default;

  /// Of the distinct characters of some texts (UTF-8; throws Error otherwise).
  static CharVocab of(std::initializer_list<std::string_view> texts);

  /// The inverse of save(). Throws Error unless the characters are distinct and rising.
  static CharVocab load(std::string_view saved);

  /// All characters, in the order of their ids, as one UTF-8 string.
  std::string save() const;

  i64 size() const { return i64(code_points_.size()); }
  const std::vector<u32>& code_points() const { return code_points_; }

  /// The id of a code point, -1 if it has none.
  i32 id(u32 code_point) const;

  /// Ids of a text. Throws Error if any character is unknown: names the first one, its byte offset
  /// and how many characters are unknown in total.
  std::vector<i32> encode(std::string_view text) const;

  /// Ids of the known characters of a text; `dropped` = how many were unknown. Bytes that are not
  /// UTF-8 still throw Error.
  std::vector<i32> encode_known(std::string_view text, i64& dropped) const;

  /// The text of some ids. Throws Error on an id outside 0..V-1.
  std::string decode(std::span<const i32> ids) const;

  /// What the token writes, e.g. "\n".
  std::string text(i32 id) const;

  /// What a picture prints for the token: space "·", newline "↵", tab "→", "U+200B" for what has
  /// no picture of its own, otherwise the character.
  std::string label(i32 id) const;

  std::vector<std::string> texts() const;   ///< (V)
  std::vector<std::string> labels() const;  ///< (V)

  bool operator==(const CharVocab&) const = default;

 private:
  std::vector<u32> code_points_;  // distinct, rising; the index is the id
};

/// What a picture prints for some bytes: each character as CharVocab::label prints it; bytes that
/// are not whole characters as hexadecimal pairs, "ED 95".
std::string printable_text(std::string_view bytes);

}  // namespace lab
