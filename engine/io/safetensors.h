// The safetensors format: named arrays in one file that other tools read, and that cannot run code.
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {

enum class DType : u8 { f32, f64 };
inline constexpr DType kRealDType = kRealIsDouble ? DType::f64 : DType::f32;
constexpr i64 dtype_bytes(DType dtype) { return dtype == DType::f64 ? 8 : 4; }
/// product(shape): 1 for a scalar; -1 if a size is negative or the product beyond 2^48.
i64 count_numbers(const std::vector<i64>& shape);
std::string shape_text(const std::vector<i64>& shape);  ///< "(3, 4)"

/// An array to be written; the pointer stays the caller's. `values`: product(shape) numbers.
struct TensorSource {
  TensorSource(std::string name, std::vector<i64> shape, const float* values);
  TensorSource(std::string name, std::vector<i64> shape, const double* values);
  std::string name;
  std::vector<i64> shape;
  DType dtype;
  const void* values;
};

/// Writes a file atomically. Numbers are stored as they are in memory, little-endian.
/// Throws Error on duplicate or reserved names and negative sizes; file errors as AtomicFile.
/// Source: the format's specification in the README of github.com/huggingface/safetensors.
void write_safetensors(const std::string& path, std::span<const TensorSource> tensors,
                       const KeyValues& metadata, Durability durability);

/// An array inside a SafetensorsFile.
struct TensorEntry {
  DType dtype = DType::f32;
  std::vector<i64> shape;
  i64 begin = 0, end = 0;  ///< bytes within the data part
  i64 numbers() const { return (end - begin) / dtype_bytes(dtype); }
};

/// A file read whole and doubted byte by byte: once open() returns, every entry lies within the
/// data, its size equals its shape, none overlap, and no byte of the data belongs to nobody.
class SafetensorsFile {
 public:
  /// Throws Error with the path and the byte or tensor that is wrong.
  static SafetensorsFile open(const std::string& path);
  /// The same from bytes in memory; `path` is used in messages.
  static SafetensorsFile parse(std::string bytes, const std::string& path);

  const std::string& path() const { return path_; }
  const KeyValues& metadata() const { return metadata_; }
  const std::map<std::string, TensorEntry>& tensors() const { return tensors_; }
  bool has(const std::string& name) const { return tensors_.contains(name); }

  /// Copies one array out. Throws Error if it is missing or of another shape.
  /// exact: a dtype other than T's is refused too; otherwise it is converted.
  void copy(const std::string& name, const std::vector<i64>& shape, float* out,
            bool exact = false) const;
  void copy(const std::string& name, const std::vector<i64>& shape, double* out,
            bool exact = false) const;

 private:
  template <class T>
  void copy_as(const std::string& name, const std::vector<i64>& shape, T* out, bool exact) const;
  std::string path_, bytes_;
  i64 data_begin_ = 0;
  KeyValues metadata_;
  std::map<std::string, TensorEntry> tensors_;
};

}  // namespace lab
