// Just enough of protobuf's wire format to read a message field by field.
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// The fields of a message in their order. Every length is doubted.
/// Source: protobuf.dev/programming-guides/encoding.
class ProtoReader {
 public:
  /// `where` begins messages of errors, `offset` is where the bytes stand in the file.
  ProtoReader(std::string_view bytes, const std::string& where, i64 offset = 0)
      : bytes_(bytes), where_(where), offset_(offset) {}

  /// Moves to the next field; false at the end. Throws Error: where, byte, what is wrong.
  bool next();

  i64 field() const { return field_; }
  // The value of the current field. Each throws Error if it was written as something else.
  u64 as_int() const;
  bool as_bool() const { return as_int() != 0; }
  float as_float() const;
  std::string_view as_bytes() const;
  /// The field's bytes as a message of its own.
  ProtoReader as_message() const;

 private:
  enum Wire : u8 { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };
  u64 read_varint();
  std::string_view take(u64 n);
  [[noreturn]] void broken(const std::string& what) const;
  void want(Wire wire, const char* what) const;

  std::string_view bytes_;
  const std::string& where_;
  i64 offset_, at_ = 0, field_ = 0, field_at_ = 0;
  u8 wire_ = 0;
  u64 number_ = 0;
  std::string_view data_;
};

}  // namespace lab
