#include "engine/io/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::HasSubstr;

/// A file from a header text and that many bytes of data.
std::string file_of(const std::string& header, i64 data_bytes) {
  const u64 length = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(size_t(data_bytes), 'd');
}

std::string parse_error(const std::string& bytes) {
  return error_of([&] { SafetensorsFile::parse(bytes, "w.safetensors"); });
}

std::string small_file(const TempDir& dir) {
  const float a[] = {1, -0.f, std::nanf("7"), 3e-42f};
  const double b[] = {1e300, -2};
  write_safetensors(dir / "s", std::vector<TensorSource>{{"a", {2, 2}, a}, {"b", {2}, b}},
                    {{"step", "5"}, {"메모", "가\n\""}}, Durability::none);
  return read_file(dir / "s");
}

TEST(Safetensors, RoundTripIsBitExact) {
  const TempDir dir;
  std::vector<float> a(1003);
  std::vector<double> b(77);
  Rng rng(1);
  for (float& x : a) x = std::bit_cast<float>(u32(rng.next()));  // NaNs, denormals, everything
  for (double& x : b) x = std::bit_cast<double>(rng.next());
  const double scalar = 0.1;
  const std::vector<TensorSource> tensors = {{"blk0.w", {17, 59}, a.data()},
                                             {"b", {7, 11, 1}, b.data()},
                                             {"s", {}, &scalar},
                                             {"empty", {0, 4}, a.data()}};
  const KeyValues metadata = {{"k", "값 \"\n\\"}, {"format", "x"}};
  write_safetensors(dir / "f", tensors, metadata, Durability::fsync);

  const SafetensorsFile file = SafetensorsFile::open(dir / "f");
  EXPECT_EQ(file.metadata(), metadata);
  EXPECT_EQ(file.tensors().size(), 4u);
  std::vector<float> a_back(a.size());
  std::vector<double> b_back(b.size());
  double scalar_back = 0;
  file.copy("blk0.w", {17, 59}, a_back.data(), true);
  file.copy("b", {7, 11, 1}, b_back.data(), true);
  file.copy("s", {}, &scalar_back, true);
  file.copy("empty", {0, 4}, a_back.data(), true);
  EXPECT_EQ(std::memcmp(a.data(), a_back.data(), a.size() * 4), 0);
  EXPECT_EQ(std::memcmp(b.data(), b_back.data(), b.size() * 8), 0);
  EXPECT_EQ(scalar_back, 0.1);
}

TEST(Safetensors, BytesFollowThePublicFormat) {
  const TempDir dir;
  const float values[] = {1, 2};
  write_safetensors(dir / "f", std::vector<TensorSource>{{"w", {2}, values}}, {{"k", "v"}},
                    Durability::none);
  const std::string bytes = read_file(dir / "f");
  u64 length = 0;
  std::memcpy(&length, bytes.data(), 8);
  EXPECT_EQ(length % 8, 0u);
  ASSERT_EQ(bytes.size(), 8 + length + 8);
  const Json header = Json::parse(bytes.substr(8, length), "header");
  EXPECT_EQ(
      header.dump(),
      R"({"__metadata__": {"k": "v"}, "w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}})");
  EXPECT_EQ(bytes.substr(8 + length), std::string("\0\0\x80\x3f\0\0\0\x40", 8));
}

TEST(Safetensors, CopyChecksNameShapeAndPrecision) {
  const TempDir dir;
  small_file(dir);
  const SafetensorsFile file = SafetensorsFile::open(dir / "s");
  std::vector<float> f(4);
  std::vector<double> d(4);
  EXPECT_THAT(error_of([&] { file.copy("c", {2}, f.data()); }), HasSubstr("no tensor \"c\""));
  EXPECT_THAT(error_of([&] { file.copy("a", {4}, f.data()); }),
              AllOf(HasSubstr("(4)"), HasSubstr("(2, 2)")));
  EXPECT_THAT(error_of([&] {
                file.copy("a", {2, 2}, d.data(), true);
              }),
              AllOf(HasSubstr("F64"), HasSubstr("F32")));
  file.copy("a", {2, 2}, d.data());
  EXPECT_EQ(d[0], 1);
  EXPECT_EQ(d[3], double(3e-42f));
}

TEST(Safetensors, RefusesToWriteNonsense) {
  const TempDir dir;
  const float x[] = {1};
  const auto write = [&](const std::vector<TensorSource>& tensors) {
    write_safetensors(dir / "f", tensors, {}, Durability::none);
  };
  EXPECT_THROW(write({{"a", {1}, x}, {"a", {1}, x}}), Error);
  EXPECT_THROW(write({{"__metadata__", {1}, x}}), Error);
  EXPECT_THROW(write({{"a", {-1}, x}}), Error);
  EXPECT_THROW(write({{"a", {i64(1) << 40, i64(1) << 40}, x}}), Error);
  EXPECT_FALSE(file_exists(dir / "f"));
}

struct BadHeader {
  const char* header;
  i64 data_bytes;
  const char* wanted;
};

TEST(Safetensors, EveryLieInTheHeaderIsNamed) {
  const BadHeader cases[] = {
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 9, "belong to nothing"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 7, "truncated"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12, "unused"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
       8, "overlaps"},
      {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
       12, "unused"},
      {R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8, "needs 12 bytes"},
      {R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}})", 4, "dtype F16"},
      {R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8, "impossible shape"},
      {R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0,
       "impossible shape"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8, "begin <= end"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}})", 8, "begin <= end"},
      {R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8, "whole number"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}})", 8,
       "whole number"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}})", 8, "[begin, end]"},
      {R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})", 4, "at most 8"},
      {R"({"a":{"dtype":"F32","shape":[2]}})", 8, "want exactly"},
      {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}})", 8, "want exactly"},
      {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
       8, "duplicate key"},
      {R"({"a":7})", 0, "tensor \"a\""},
      {R"({"__metadata__":{"k":1}})", 0, "want text"},
      {R"([1])", 0, "byte 8"},
      {R"( {})", 0, "byte 8"},
      {R"({"a")", 0, "JSON"},
  };
  for (const BadHeader& bad : cases)
    EXPECT_THAT(parse_error(file_of(bad.header, bad.data_bytes)),
                AllOf(HasSubstr("w.safetensors"), HasSubstr(bad.wanted)))
        << bad.header;
  EXPECT_EQ(parse_error(file_of("{}", 0)), "no error");
  EXPECT_EQ(parse_error(file_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   )", 8)),
            "no error");
}

TEST(Safetensors, HeaderLengthIsBounded) {
  std::string bytes = file_of("{}", 0);
  for (const u64 length :
       {u64(3), u64(1) << 24, (u64(1) << 24) + 1, ~u64(0), u64(1) << 63, ~u64(7)}) {
    std::memcpy(bytes.data(), &length, 8);
    EXPECT_NE(parse_error(bytes), "no error") << length;
  }
  const u64 three = 3;
  std::memcpy(bytes.data(), &three, 8);
  EXPECT_THAT(parse_error(bytes), HasSubstr("truncated: the header has 3 bytes"));
  EXPECT_THAT(parse_error("1234567"), HasSubstr("7 bytes"));
}

TEST(Safetensors, TruncationAtEveryByteIsAnError) {
  const TempDir dir;
  const std::string bytes = small_file(dir);
  ASSERT_EQ(parse_error(bytes), "no error");
  for (size_t length = 0; length < bytes.size(); ++length)
    ASSERT_THAT(parse_error(bytes.substr(0, length)), HasSubstr("w.safetensors")) << length;
  EXPECT_NE(parse_error(bytes + "x"), "no error");
}

TEST(Safetensors, RandomDamageNeverDoesMoreThanThrow) {
  const TempDir dir;
  const std::string good = small_file(dir);
  Rng rng(2024);
  i64 refused = 0;
  for (int n = 0; n < 10'000; ++n) {
    std::string bytes = good;
    for (u64 edits = 1 + rng.below(4); edits > 0; --edits) {
      const size_t at = rng.below(bytes.size());
      switch (rng.below(4)) {
        case 0:
          bytes[at] = char(rng.next());
          break;
        case 1:
          bytes[at] = "0123456789-[]{}\",:.eF"[rng.below(21)];
          break;
        case 2:
          bytes.erase(at, 1 + rng.below(8));
          break;
        default:
          bytes.insert(at, good, rng.below(good.size()), 1 + rng.below(8));
      }
      if (bytes.empty()) bytes.assign(1, 'x');
    }
    try {
      const SafetensorsFile file = SafetensorsFile::parse(bytes, "fuzz");
      for (const auto& [name, entry] : file.tensors()) {  // what was accepted must be readable
        std::vector<double> out(size_t(entry.numbers()));
        file.copy(name, entry.shape, out.data());
      }
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 5'000);
}

}  // namespace
}  // namespace lab
