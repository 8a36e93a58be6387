// `lab:` links: what is understood, what is refused and how, and that tools/ knows the same forms.
#include "engine/lesson/lab_link.h"

#include <gtest/gtest.h>

#include <regex>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/io/files.h"

namespace lab {
namespace {

std::string refusal(std::string_view target) {
  try {
    (void)parse_lab_link(target);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(LabLinks, VerbAndArgumentsAreRead) {
  const LabLink link = parse_lab_link("lab:attention?layer=1&head=2");
  EXPECT_EQ(link.verb, LabVerb::attention);
  EXPECT_EQ(link.integer("layer"), 1);
  EXPECT_EQ(link.integer("head"), 2);
  EXPECT_EQ(link.integer("query"), -1);
  EXPECT_EQ(parse_lab_link("lab:next?temperature=1.5&top_p=0.9").number("temperature", 0), 1.5);
  EXPECT_EQ(*parse_lab_link("lab:quiz?id=start-loss").find("id"), "start-loss");
  EXPECT_EQ(*parse_lab_link("lab:check?exercise=10.1").find("exercise"), "10.1");
  EXPECT_EQ(parse_lab_link("lab:pause").verb, LabVerb::pause);
}

TEST(LabLinks, PercentSignsStandForBytes) {
  EXPECT_EQ(*parse_lab_link("lab:probe?text=First%20Citizen:%20%26").find("text"),
            "First Citizen: &");
  EXPECT_EQ(percent_decoded("100% a%2 %zz%41%EA%B0%80"), "100% a%2 %zzA가");
}

TEST(LabLinks, EachRefusalSaysWhatIsWrong) {
  const struct {
    const char *target, *says;
  } kCases[] = {
      {"lab:", "no verb (nothing)"},
      {"lab:los", "nearest: loss"},
      {"loss", "begins with lab:"},
      {"lab:attention?layr=1", "takes no layr; nearest: layer"},
      {"lab:attention?layer=1&layer=2", "given twice"},
      {"lab:attention?layer=-1", "wants a whole number from 0, got -1"},
      {"lab:attention?layer=", "got nothing"},
      {"lab:attention?layer", "got nothing"},
      {"lab:attention?layer=99999999999999999999", "whole number"},
      {"lab:next?temperature=1.", "wants a number"},
      {"lab:loss?bits=2", "0 or 1"},
      {"lab:head?layer=0&head=1", "wants mode="},
      {"lab:head?layer=0&head=1&mode=off", "normal, zero or mean"},
      {"lab:quiz", "wants id="},
      {"lab:quiz?id=Mask", "lower case"},
      {"lab:check?exercise=10", "as 10.1"},
      {"lab:probe?text=", "a text"},
      {"lab:pause?now=1", "takes no now"},
  };
  for (const auto& [target, says] : kCases)
    EXPECT_NE(refusal(target).find(says), std::string::npos) << target << ": " << refusal(target);
}

/// The two tables are written twice, in two languages: here they are held against each other.
TEST(LabLinks, ToolsKnowTheSameForms) {
  const std::string python = read_file(std::string(LAB_SOURCE_DIR) + "/tools/lab_links.py");
  const std::string table = python.substr(python.find("VERBS = {"));
  for (int v = 0; v < kLabVerbs; ++v) {
    const LabVerb verb = LabVerb(v);
    std::smatch row;
    const std::regex pattern("\"" + std::string(name_of(verb)) + "\": \\{([^}]*)\\}");
    ASSERT_TRUE(std::regex_search(table, row, pattern)) << name_of(verb);
    std::vector<std::string> theirs;
    const std::string arguments = row[1];
    const std::regex word("\"([a-z_]+!?)\":");
    for (std::sregex_iterator i(arguments.begin(), arguments.end(), word), end; i != end; ++i)
      theirs.push_back((*i)[1]);
    EXPECT_EQ(theirs, arguments_of(verb)) << name_of(verb);
  }
  const std::regex entry("\n    \"[a-z]+\": \\{");
  EXPECT_EQ(std::distance(std::sregex_iterator(table.begin(), table.end(), entry), {}), kLabVerbs);
}

TEST(LabLinks, NoBytesCrashIt) {
  Rng rng(5);
  const std::string kLetters = "lab:?&=%12nexthdqui\xEA\xB0\x80\xFF\0z.";
  for (int i = 0; i < 20'000; ++i) {
    std::string target = i % 2 ? "lab:" : "lab:next?";
    for (u64 n = rng.below(24); n > 0; --n) target += kLetters[rng.below(kLetters.size())];
    (void)refusal(target);
  }
}

}  // namespace
}  // namespace lab
