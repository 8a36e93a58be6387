// doctor RUN, and what train says of bands and symptoms while it trains.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

Words smoke(const std::string& out, const Words& more = {}) {
  Words words = {"train", "gpt", "--preset", "smoke", "--plain", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Doctor, AHealthyRunLiesInItsBandFromTheFirstStepToTheLast) {
  const Room room;
  const Ended end = room.lab(smoke("run", {"--seed", "11"}));
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, ", expected ");
  EXPECT_EQ(end.out.find("too high"), std::string::npos) << end.out;
  EXPECT_EQ(end.out.find("too low"), std::string::npos) << end.out;
  EXPECT_EQ(end.out.find("symptom"), std::string::npos) << end.out;

  const Ended doctor = room.lab({"doctor", "run"});
  ASSERT_CODE(doctor, 0);
  EXPECT_SAYS(doctor.out, "band: smoke, 5 of 5 validation losses inside");
  EXPECT_SAYS(doctor.out, "symptoms: none");
  const Ended korean = room.lab({"doctor", "run", "--lang", "ko"});
  EXPECT_SAYS(korean.out, "증상: 없음");

  const Json json = Json::parse(room.lab({"doctor", "run", "--json"}).out, "doctor");
  EXPECT_EQ(json.at("band").at("recipe").as_string(), "smoke");
  EXPECT_EQ(json.at("band").at("valid_inside").as_i64(), 5);
  EXPECT_EQ(json.at("records").items().size(), 201u);
  EXPECT_EQ(json.at("seed").as_i64(), 11);
  EXPECT_TRUE(json.at("symptoms").items().empty());
  EXPECT_EQ(json.at("dead_units").as_i64(), 0);
}

TEST(Doctor, ASickRunIsToldOnceWhileItTrainsAndAtItsEnd) {
  const Room room;
  const Ended end = room.lab(smoke("run", {"--set", "lr=0", "--set", "lr_min=0"}));
  ASSERT_CODE(end, 0);
  EXPECT_EQ(end.out.find("expected"), std::string::npos) << "another recipe has no band\n"
                                                         << end.out;
  const std::string told = "symptom: learning rate too low: ";
  const std::size_t first = end.out.find(told);
  ASSERT_NE(first, std::string::npos) << end.out;
  EXPECT_EQ(end.out.find(told, first + 1), std::string::npos) << end.out;
  EXPECT_SAYS(end.out, "./lab lesson 10 --section 23");
  EXPECT_SAYS(end.out, "symptom since step 100: learning rate too low");
  EXPECT_SAYS(end.out, "more: ./lab doctor run");

  const Ended doctor = room.lab({"doctor", "run"});
  EXPECT_SAYS(doctor.out, "no band: lr=0 (smoke: 0.003), lr_min=0 (smoke: 1e-04)\n");
  EXPECT_SAYS(doctor.out, "since step 100: learning rate too low");
  EXPECT_SAYS(room.lab({"doctor", "run", "--lang", "ko"}).out, "학습률이 너무 낮음");
  const Json json = Json::parse(room.lab({"doctor", "run", "--json"}).out, "doctor");
  ASSERT_EQ(json.at("symptoms").items().size(), 1u);
  const Json& symptom = json.at("symptoms").items().front();
  EXPECT_EQ(symptom.at("name").as_string(), "rate_too_low");
  EXPECT_EQ(symptom.at("link").as_string(), "lab:lesson?chapter=10&section=23&row=1");
  EXPECT_TRUE(json.at("band").is_null());
}

TEST(Doctor, RefusesAFolderThatIsNoRunAndALanguageItDoesNotSpeak) {
  const Room room;
  expect_one_line(room.lab({"doctor", "nothing"}), 1, {"nothing"});
  EXPECT_CODE(room.lab({"doctor", "nothing", "--lang", "fr"}), 2);
}

}  // namespace
}  // namespace lab::test
