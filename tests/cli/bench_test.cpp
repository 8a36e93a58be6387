// lab bench as its user meets it.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

std::vector<Json> json_lines(const std::string& out) {
  std::vector<Json> lines;
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = std::min(out.find('\n', at), out.size());
    lines.push_back(Json::parse(std::string_view(out).substr(at, end - at), "stdout"));
    at = end + 1;
  }
  return lines;
}

TEST(Bench, AloneListsTheWorkloads) {
  const Room room;
  const Ended end = room.lab({"bench"});
  ASSERT_CODE(end, 0);
  EXPECT_TRUE(end.out.starts_with("gpt_a ")) << end.out;
  for (const char* name : {"\ngpt_b ", "\ngpt_c ", "\ngen_a ", "\nadamw_b ", "\ngemm_lstm_dw ",
                           "\nframe_build ", "\nsnapshot_look "})
    EXPECT_SAYS(end.out, name);
  const std::vector<Json> listed = json_lines(room.lab({"bench", "--json"}).out);
  EXPECT_EQ(i64(listed.size()), std::count(end.out.begin(), end.out.end(), '\n'));
  EXPECT_EQ(listed.at(0).at("name").as_string(), "gpt_a");
  EXPECT_SAYS(listed.at(0).at("what").as_string(), "training step");
}

TEST(Bench, OneJsonObjectPerWorkload) {
  const Room room;
  const Ended end = room.lab({"bench", "gemm_row_b_head", "gpt_a", "layer_norm_a_fwd", "--json",
                              "--seconds", "0.05", "--threads", "1"});
  ASSERT_CODE(end, 0);
  const std::vector<Json> lines = json_lines(end.out);
  ASSERT_EQ(lines.size(), 3u) << end.out;
  const Json &gpt = lines[0], &norm = lines[1], &row = lines[2];
  EXPECT_EQ(gpt.at("name").as_string(), "gpt_a");
  EXPECT_EQ(norm.at("name").as_string(), "layer_norm_a_fwd");
  EXPECT_EQ(row.at("name").as_string(), "gemm_row_b_head");
  const double ms = gpt.at("step_ms").as_double();
  EXPECT_NEAR(gpt.at("tokens_per_s").as_double(), 768 / ms * 1e3, 1e-6 * 768 / ms * 1e3);
  EXPECT_LE(gpt.at("step_ms_min").as_double(), gpt.at("step_ms_p10").as_double());
  EXPECT_LE(gpt.at("step_ms_p10").as_double(), ms);
  EXPECT_GE(gpt.at("n").as_i64(), 5);
  EXPECT_EQ(gpt.at("threads").as_i64(), 1);
  EXPECT_TRUE(gpt.at("ftz").as_bool());
  EXPECT_NEAR(gpt.at("share_of_peak").as_double(),
              gpt.at("gflops").as_double() / gpt.at("peak_gflops").as_double(), 1e-9);
  EXPECT_GT(gpt.at("peak_memory_mb").as_double(), 10);
  for (const char* key : {"kernel", "products", "cpu", "version", "commit", "real"})
    EXPECT_NE(gpt.at(key).as_string(), "") << key;
  EXPECT_TRUE(gpt.at("gb_s").is_null() && norm.at("gflops").is_null());
  EXPECT_GT(norm.at("gb_s").as_double(), 0);
  EXPECT_TRUE(norm.at("tokens_per_s").is_null());
  for (const Json& line : lines) EXPECT_EQ(line.keys(), gpt.keys());
}

TEST(Bench, BesideABusyCore) {
  const Room room;
  const Ended end =
      room.lab({"bench", "gpt_a", "--json", "--seconds", "0.2", "--threads", "1", "--busy", "1"});
  ASSERT_CODE(end, 0);
  const Json json = json_lines(end.out).at(0);
  EXPECT_EQ(json.at("busy").as_i64(), 1);
  EXPECT_GT(json.at("busy_step_ms").as_double(), 0);
  EXPECT_LE(json.at("slowdown_min").as_double(), json.at("slowdown").as_double());
  EXPECT_LE(json.at("slowdown").as_double(), json.at("slowdown_max").as_double());
  const Ended plain = room.lab({"bench", "adamw_a", "--seconds", "0.05", "--busy", "1"});
  EXPECT_SAYS(plain.out, "beside 1 busy core: ");
}

TEST(Bench, PlainTextNamesTheMachine) {
  const Room room;
  const Ended end = room.lab({"bench", "gemm_a_head_fwd", "--seconds", "0.05", "--threads", "2"});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "OpenBLAS ");
  EXPECT_SAYS(end.out, "FTZ");
  EXPECT_SAYS(end.out, "GFLOP/s on 1 thread, ");
  EXPECT_SAYS(end.out, "\ngemm_a_head_fwd ");
  EXPECT_SAYS(end.out, "% of peak");
  const Ended peaks = room.lab({"bench", "--peak", "--json", "--seconds", "0.05"});
  ASSERT_CODE(peaks, 0);
  EXPECT_GT(json_lines(peaks.out).at(0).at("peak_gflops_1_thread").as_double(), 0);
}

TEST(Bench, WrongUseIsToldInOneLine) {
  const Room room;
  expect_one_line(room.lab({"bench", "gpt_z"}), 2, {"\"gpt_z\"", "gpt_a, gpt_b, gpt_c"});
  for (const char* seconds : {"0", "-1", "nan", "inf", "4000"})
    expect_one_line(room.lab({"bench", "gpt_a", "--seconds", seconds}), 2, {"--seconds"});
  for (const char* threads : {"0", "-2", "257"})
    expect_one_line(room.lab({"bench", "gpt_a", "--threads", threads}), 2,
                    {"--threads", "1 to 256", threads});
  for (const char* busy : {"0", "-1", "5000"})
    expect_one_line(room.lab({"bench", "gpt_a", "--busy", busy}), 2, {"--busy", busy});
  EXPECT_CODE(room.lab({"bench", "gpt_a", "--seconds", "soon"}), 2);
  EXPECT_CODE(room.lab({"bench", "gpt_a", "--threads", "two"}), 2);
}

}  // namespace
}  // namespace lab::test
