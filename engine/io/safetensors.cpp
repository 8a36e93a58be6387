#include "engine/io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>
#include <utility>

#include "engine/core/check.h"

namespace lab {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

constexpr i64 kMaxHeader = i64(16) << 20;  // others allow 100 MB; 16 MB names 100,000 tensors
constexpr size_t kMaxRank = 8;
constexpr i64 kMaxNumbers = i64(1) << 48;  // keeps sizes in bytes far from overflow

const char* dtype_name(DType dtype) { return dtype == DType::f64 ? "F64" : "F32"; }

/// Tensors in the order of their data: wide numbers first, so that all are aligned; then by name.
std::vector<const TensorSource*> data_order(const std::string& path,
                                            std::span<const TensorSource> tensors) {
  std::vector<const TensorSource*> order;
  std::set<std::string_view> names;
  for (const TensorSource& tensor : tensors) {
    if (tensor.name == "__metadata__" || !names.insert(tensor.name).second)
      fail(path, ": tensor name \"", tensor.name, "\" is reserved or used twice");
    if (count_numbers(tensor.shape) < 0)
      fail(path, ": tensor \"", tensor.name, "\" has an impossible shape ",
           shape_text(tensor.shape));
    order.push_back(&tensor);
  }
  std::sort(order.begin(), order.end(), [](const TensorSource* a, const TensorSource* b) {
    return a->dtype != b->dtype ? a->dtype > b->dtype : a->name < b->name;
  });
  return order;
}

std::string header_text(const std::vector<const TensorSource*>& order, const KeyValues& metadata) {
  Json header = Json::object();
  if (!metadata.empty()) header.set("__metadata__", metadata);
  i64 offset = 0;
  for (const TensorSource* tensor : order) {
    const i64 end = offset + count_numbers(tensor->shape) * dtype_bytes(tensor->dtype);
    Json shape = Json::array();
    for (const i64 size : tensor->shape) shape.push(size);
    Json entry = Json::object();
    entry.set("dtype", dtype_name(tensor->dtype)).set("shape", std::move(shape));
    entry.set("data_offsets", Json::array().push(offset).push(end));
    header.set(tensor->name, std::move(entry));
    offset = end;
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');  // the data starts at a multiple of 8
  return text;
}

i64 header_length(const std::string& bytes, const std::string& path) {
  if (bytes.size() < 8)
    fail(path, ": not a safetensors file: ", bytes.size(), " bytes, want at least 8");
  u64 length = 0;
  std::memcpy(&length, bytes.data(), 8);
  if (length > u64(kMaxHeader))
    fail(path, ": byte 0: header of ", length, " bytes; at most ", kMaxHeader,
         " are accepted. It is probably not a safetensors file");
  if (length > bytes.size() - 8)
    fail(path, ": truncated: the header has ", length, " bytes, the file only ", bytes.size() - 8,
         " after byte 8");
  if (length == 0 || bytes[8] != '{')
    fail(path, ": byte 8: want \"{\", the start of a header; it is not a safetensors file");
  return i64(length);
}

TensorEntry read_entry(const Json& json) {
  TensorEntry entry;
  if (json.keys().size() != 3) fail("want exactly dtype, shape and data_offsets");
  const std::string& dtype = json.at("dtype").as_string();
  if (dtype != "F32" && dtype != "F64") fail("dtype ", dtype, ": only F32 and F64 are read here");
  entry.dtype = dtype == "F64" ? DType::f64 : DType::f32;
  const Json& shape = json.at("shape");
  if (shape.kind() != Json::Kind::array || shape.items().size() > kMaxRank)
    fail("shape: want an array of at most ", kMaxRank, " sizes");
  for (const Json& size : shape.items()) entry.shape.push_back(size.as_i64());
  const Json& offsets = json.at("data_offsets");
  if (offsets.kind() != Json::Kind::array || offsets.items().size() != 2)
    fail("data_offsets: want [begin, end]");
  entry.begin = offsets.items()[0].as_i64();
  entry.end = offsets.items()[1].as_i64();
  const i64 numbers = count_numbers(entry.shape);
  if (numbers < 0) fail("impossible shape ", shape_text(entry.shape));
  if (entry.begin < 0 || entry.end < entry.begin)
    fail("data_offsets [", entry.begin, ", ", entry.end, "]: want 0 <= begin <= end");
  if (entry.end - entry.begin != numbers * dtype_bytes(entry.dtype))
    fail("shape ", shape_text(entry.shape), " of ", dtype, " needs ",
         numbers * dtype_bytes(entry.dtype), " bytes, data_offsets give ", entry.end - entry.begin);
  return entry;
}

/// Every byte of the data belongs to exactly one tensor.
void check_layout(const std::map<std::string, TensorEntry>& tensors, i64 data_bytes,
                  const std::string& path) {
  std::vector<std::pair<const TensorEntry*, std::string_view>> order;
  for (const auto& [name, entry] : tensors) order.emplace_back(&entry, name);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first->begin, a.first->end) < std::pair(b.first->begin, b.first->end);
  });
  i64 reached = 0;
  for (const auto& [entry, name] : order) {
    if (entry->end > data_bytes)
      fail(path, ": truncated: tensor \"", name, "\" ends at data byte ", entry->end,
           ", the file has ", data_bytes);
    if (entry->begin != reached)
      fail(
          path, ": tensor \"", name, "\" starts at data byte ", entry->begin, ", want ", reached,
          entry->begin < reached ? ": it overlaps another tensor" : ": bytes before it are unused");
    reached = entry->end;
  }
  if (reached != data_bytes)
    fail(path, ": ", data_bytes - reached, " bytes after the last tensor belong to nothing");
}

}  // namespace

i64 count_numbers(const std::vector<i64>& shape) {
  i64 count = 1;
  for (const i64 size : shape) {
    if (size < 0 || size > kMaxNumbers) return -1;
    if (size != 0 && count > kMaxNumbers / size) return -1;
    count *= size;
  }
  return count;
}

std::string shape_text(const std::vector<i64>& shape) {
  std::string text = "(";
  for (size_t i = 0; i < shape.size(); ++i) text += cat(i > 0 ? ", " : "", shape[i]);
  return text + ")";
}

TensorSource::TensorSource(std::string name, std::vector<i64> shape, const float* values)
    : name(std::move(name)), shape(std::move(shape)), dtype(DType::f32), values(values) {}
TensorSource::TensorSource(std::string name, std::vector<i64> shape, const double* values)
    : name(std::move(name)), shape(std::move(shape)), dtype(DType::f64), values(values) {}

void write_safetensors(const std::string& path, std::span<const TensorSource> tensors,
                       const KeyValues& metadata, Durability durability) {
  const std::vector<const TensorSource*> order = data_order(path, tensors);
  const std::string header = header_text(order, metadata);
  if (i64(header.size()) > kMaxHeader)
    fail(path, ": the header would have ", header.size(), " bytes, at most ", kMaxHeader,
         " can be read back");
  const u64 length = header.size();
  AtomicFile file(path);
  file.write(&length, 8);
  file.write(header.data(), i64(header.size()));
  for (const TensorSource* tensor : order)
    file.write(tensor->values, count_numbers(tensor->shape) * dtype_bytes(tensor->dtype));
  file.commit(durability);
}

SafetensorsFile SafetensorsFile::open(const std::string& path) {
  return parse(read_file(path), path);
}

SafetensorsFile SafetensorsFile::parse(std::string bytes, const std::string& path) {
  SafetensorsFile file;
  const i64 length = header_length(bytes, path);
  const Json header = Json::parse(std::string_view(bytes).substr(8, size_t(length)), path);
  for (size_t i = 0; i < header.keys().size(); ++i) {
    const std::string& name = header.keys()[i];
    try {
      if (name == "__metadata__")
        file.metadata_ = header.items()[i].as_key_values();
      else
        file.tensors_[name] = read_entry(header.items()[i]);
    } catch (const Error& error) {
      fail(path, ": tensor \"", name, "\": ", error.what());
    }
  }
  file.data_begin_ = 8 + length;
  check_layout(file.tensors_, i64(bytes.size()) - file.data_begin_, path);
  file.path_ = path;
  file.bytes_ = std::move(bytes);
  return file;
}

template <class T>
void SafetensorsFile::copy_as(const std::string& name, const std::vector<i64>& shape, T* out,
                              bool exact) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end())
    fail(path_, ": no tensor \"", name, "\" among the ", tensors_.size(), " of this file");
  const TensorEntry& entry = found->second;
  if (entry.shape != shape)
    fail(path_, ": tensor \"", name, "\": want shape ", shape_text(shape), ", the file has ",
         shape_text(entry.shape), "; it belongs to a model with other options");
  constexpr DType kWanted = sizeof(T) == 8 ? DType::f64 : DType::f32;
  if (exact && entry.dtype != kWanted)
    fail(path_, ": tensor \"", name, "\": want ", dtype_name(kWanted), ", the file has ",
         dtype_name(entry.dtype), "; it was written by a build with another precision");
  const char* const data = bytes_.data() + data_begin_ + entry.begin;
  if (entry.dtype == kWanted) {
    if (entry.numbers() > 0) std::memcpy(out, data, size_t(entry.end - entry.begin));
    return;
  }
  using Other = std::conditional_t<sizeof(T) == 8, float, double>;
  for (i64 i = 0; i < entry.numbers(); ++i) {
    Other value;
    std::memcpy(&value, data + i * i64(sizeof value), sizeof value);
    out[i] = T(value);
  }
}

void SafetensorsFile::copy(const std::string& name, const std::vector<i64>& shape, float* out,
                           bool exact) const {
  copy_as(name, shape, out, exact);
}
void SafetensorsFile::copy(const std::string& name, const std::vector<i64>& shape, double* out,
                           bool exact) const {
  copy_as(name, shape, out, exact);
}

}  // namespace lab
