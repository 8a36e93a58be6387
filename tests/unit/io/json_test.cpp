#include "engine/io/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "engine/core/check.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

using test::error_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Json, WritesAndReadsNestedValuesInOrder) {
  Json json = Json::object();
  json.set("z", "줄\n\"따옴표\"").set("a", Json::array().push(1).push(true).push(Json()));
  json.set("map", KeyValues{{"k", "v"}}).set("z2", Json::object());
  for (const int indent : {-1, 2}) {
    const Json back = Json::parse(json.dump(indent), "test");
    EXPECT_THAT(back.keys(), ElementsAre("z", "a", "map", "z2"));
    EXPECT_EQ(back.at("z").as_string(), "줄\n\"따옴표\"");
    EXPECT_EQ(back.at("a").items()[0].as_i64(), 1);
    EXPECT_TRUE(back.at("a").items()[1].as_bool());
    EXPECT_TRUE(back.at("a").items()[2].is_null());
    EXPECT_EQ(back.at("map").as_key_values(), (KeyValues{{"k", "v"}}));
    EXPECT_EQ(back.dump(), json.dump());
  }
}

TEST(Json, NumbersAreExact) {
  const u64 big = std::numeric_limits<u64>::max();
  const i64 low = std::numeric_limits<i64>::min();
  EXPECT_EQ(Json::parse(Json(big).dump(), "t").as_u64(), big);
  EXPECT_EQ(Json::parse(Json(low).dump(), "t").as_i64(), low);
  u32 bits = 1;
  for (int i = 0; i < 20'000; ++i) {
    bits = bits * 1664525u + 1013904223u;  // any walk through the bit patterns will do
    const float x = std::bit_cast<float>(bits);
    const double y = std::bit_cast<double>(u64(bits) << 32 | (bits * 2654435761u));
    const float x_back = Json::parse(Json(x).dump(), "t").as_float();
    const double y_back = Json::parse(Json(y).dump(), "t").as_double();
    ASSERT_TRUE(std::isnan(x) ? std::isnan(x_back) : std::bit_cast<u32>(x_back) == bits) << bits;
    ASSERT_TRUE(std::isnan(y) ? std::isnan(y_back)
                              : std::bit_cast<u64>(y_back) == std::bit_cast<u64>(y))
        << y;
  }
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(Json::parse(Json(-inf).dump(), "t").as_float(), -inf);
}

TEST(Json, WrongKindsAreNamed) {
  const Json json = Json::parse(R"({"a": 1.5, "b": "x", "c": -1})", "t");
  EXPECT_THAT(error_of([&] { json.at("a").as_i64(); }),
              AllOf(HasSubstr("whole number"), HasSubstr("1.5")));
  EXPECT_THROW(json.at("b").as_double(), Error);
  EXPECT_THROW(json.at("c").as_u64(), Error);
  EXPECT_THROW(json.at("c").items(), Error);
  EXPECT_THROW(json.as_key_values(), Error);
  EXPECT_THAT(error_of([&] { json.at("nope"); }), HasSubstr("\"nope\""));
}

TEST(Json, RefusesBadInputWithItsPlace) {
  const auto message = [](const std::string& text) {
    return error_of([&] { Json::parse(text, "file.json"); });
  };
  EXPECT_THAT(message("{\"a\": }"), AllOf(HasSubstr("file.json"), HasSubstr("byte 6")));
  EXPECT_THAT(message("{\"a\":1,\"a\":2}"), HasSubstr("duplicate key \"a\""));
  EXPECT_THAT(message("[1] x"), HasSubstr("byte 4"));
  EXPECT_THAT(message("\"\xFF\""), HasSubstr("file.json"));
  EXPECT_THAT(message("1e999"), HasSubstr("file.json"));
  EXPECT_THAT(message(""), HasSubstr("file.json"));
  EXPECT_THAT(message(std::string(100'000, '[')), HasSubstr("nested deeper"));
  EXPECT_EQ(message(std::string(64, '[') + std::string(64, ']')), "no error");
  EXPECT_NE(message(std::string(65, '[') + std::string(65, ']')), "no error");
}

TEST(Json, InvalidUtf8IsReplacedWhenWriting) { EXPECT_EQ(Json("a\xFFz").dump(), "\"a\uFFFDz\""); }

}  // namespace
}  // namespace lab
