#include "engine/tokens/protobuf.h"

#include <cstring>

#include "engine/core/check.h"

namespace lab {

bool ProtoReader::next() {
  if (at_ == i64(bytes_.size())) return false;
  field_at_ = at_;
  const u64 tag = read_varint();
  wire_ = u8(tag & 7);
  field_ = i64(tag >> 3);
  if (field_ == 0 || tag >> 32 != 0) broken("no field has this number");
  switch (wire_) {
    case kVarint:
      number_ = read_varint();
      return true;
    case kFixed64:
      data_ = take(8);
      return true;
    case kBytes:
      data_ = take(read_varint());
      return true;
    case kFixed32:
      data_ = take(4);
      return true;
    default:
      broken(cat("no kind of value has the number ", int(wire_)));
  }
}

u64 ProtoReader::as_int() const {
  want(kVarint, "a whole number");
  return number_;
}

float ProtoReader::as_float() const {
  want(kFixed32, "a number of four bytes");
  float value = 0;
  std::memcpy(&value, data_.data(), sizeof value);
  return value;
}

std::string_view ProtoReader::as_bytes() const {
  want(kBytes, "bytes with their length");
  return data_;
}

ProtoReader ProtoReader::as_message() const {
  const std::string_view inner = as_bytes();
  return {inner, where_, offset_ + (inner.data() - bytes_.data())};
}

u64 ProtoReader::read_varint() {
  u64 value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const u8 byte = u8(take(1)[0]);
    value |= u64(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  broken("a number longer than ten bytes");
}

std::string_view ProtoReader::take(u64 n) {
  if (n > bytes_.size() - size_t(at_)) broken(cat("want ", n, " more bytes, the message ends"));
  at_ += i64(n);
  return bytes_.substr(size_t(at_) - size_t(n), size_t(n));
}

void ProtoReader::broken(const std::string& what) const {
  fail(where_, ": byte ", offset_ + field_at_, ": not a SentencePiece model (protobuf): ", what,
       "; is the file whole?");
}

void ProtoReader::want(Wire wire, const char* what) const {
  if (wire_ != wire) broken(cat("field ", field_, " should be ", what));
}

}  // namespace lab
