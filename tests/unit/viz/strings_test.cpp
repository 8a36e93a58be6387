#include "viz/i18n/strings.h"

#include <gtest/gtest.h>

#include <string>

#include "viz/i18n/tables.h"

namespace lab {
namespace {

struct Strings : testing::Test {
  ~Strings() override { set_language(Lang::en); }
};

TEST_F(Strings, FollowTheLanguageInForce) {
  set_language(Lang::en);
  EXPECT_STREQ(tr(Str::transport_pause), "Pause");
  set_language(Lang::ko);
  EXPECT_STREQ(tr(Str::transport_pause), "멈춤");
  EXPECT_STREQ(tr(Lang::en, Str::transport_pause), "Pause");
}

TEST_F(Strings, FillsPlaceholdersInTheOrderOfTheLanguage) {
  const std::string_view values[] = {"3", "0.83"};
  EXPECT_EQ(detail::fill("{1} of {0}, {9} {", values, 2).view(), "0.83 of 3, {9} {");
  EXPECT_EQ(tr(Str::step_n, 68412).view(), "step 68,412");
  set_language(Lang::ko);
  EXPECT_EQ(tr(Str::step_n, 68412).view(), "68,412단계");
  EXPECT_EQ(tr(Str::step_n, std::string("여러")).view(), "여러단계");
}

TEST_F(Strings, TablesAreCheckedForHolesAndPlaceholders) {
  StringTable holes = kEnglish;
  EXPECT_TRUE(complete(holes));
  EXPECT_TRUE(same_placeholders(kEnglish, kKorean));
  holes[3] = nullptr;
  EXPECT_FALSE(complete(holes));
  EXPECT_EQ(placeholders("{0} von {2}, {x}"), 0b101u);
}

TEST_F(Strings, FindsATextByItsName) {
  EXPECT_EQ(tr_named("transport_", "pause"), "Pause");
  EXPECT_EQ(tr_named("", "no_such_key"), "no_such_key");
}

TEST(Label, WritesNumbersAsPeopleReadThem) {
  EXPECT_EQ(fixed(0.4127, 2).view(), "0.41");
  EXPECT_EQ(fixed(-0.0001, 2).view(), "0.00");
  EXPECT_EQ(grouped(0).view(), "0");
  EXPECT_EQ(grouped(999).view(), "999");
  EXPECT_EQ(grouped(-1234567).view(), "-1,234,567");
  EXPECT_EQ(scientific(0.00062).view(), "6.2e-4");
  EXPECT_EQ(scientific(1e-10).view(), "1e-10");
  EXPECT_EQ(percent(0.461).view(), "46 %");
  EXPECT_EQ(percent(0.0042).view(), "0.4 %");
  EXPECT_EQ(percent(0.0001).view(), "< 0.1 %");
  EXPECT_EQ(clock_time(74).view(), "1:14");
  EXPECT_EQ(clock_time(3725).view(), "1:02:05");
  EXPECT_EQ(compact(0.5).view(), "0.5");
  EXPECT_EQ(compact(1500).view(), "1,500");
  EXPECT_EQ(compact(68412).view(), "68.4k");
  EXPECT_EQ(compact(2000000).view(), "2M");
  EXPECT_EQ(compact(1e-4).view(), "1e-4");
  EXPECT_EQ(compact(0).view(), "0");
}

TEST(Label, CutsLongTextBetweenCharacters) {
  std::string long_text;
  for (int i = 0; i < 200; ++i) long_text += "한";
  const Label label(long_text);
  EXPECT_LT(label.view().size(), 384u);
  EXPECT_TRUE(label.view().ends_with("한…")) << label.view();
}

}  // namespace
}  // namespace lab
