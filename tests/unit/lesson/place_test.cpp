// The reader's place: kept whole, kept apart by chapter, and never in the way.
#include "engine/lesson/place.h"

#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "tests/unit/io/temp_dir.h"

namespace lab {
namespace {

struct Place : testing::Test {
  test::TempDir folder;
  std::string path = folder / "home/reader.json";
};

TEST_F(Place, AChapterThatWasNeverOpenedHasNone) {
  EXPECT_EQ(load_place(path, "gpt"), ReaderPlace{});
  EXPECT_EQ(load_place(path, "gpt").heading, -1);
  EXPECT_FALSE(file_exists(path)) << "looking leaves no trace";
}

TEST_F(Place, WhatWasSavedComesBackAndChaptersDoNotMix) {
  const ReaderPlace here{12, 0.25, {{"mask", 2}, {"norm", 0}}};
  save_place(path, "gpt", here);
  save_place(path, "bert", {3, 1, {}});
  EXPECT_EQ(load_place(path, "gpt"), here);
  EXPECT_EQ(load_place(path, "bert").heading, 3);
  save_place(path, "gpt", {0, 0, {}});
  EXPECT_EQ(load_place(path, "gpt"), (ReaderPlace{0, 0, {}}));
  EXPECT_EQ(load_place(path, "bert").offset, 1);
}

TEST_F(Place, ADamagedFileIsSetAside) {
  save_place(path, "gpt", {5, 0.5, {}});
  const std::string good = read_file(path);
  for (const std::string& bad :
       {std::string("{"), std::string(), good.substr(0, good.size() / 2), std::string("[]"),
        std::string("{\"version\":1,\"chapters\":[]}"),
        std::string("{\"version\":7,\"chapters\":{}}"),
        std::string("{\"version\":1,\"chapters\":{\"gpt\":{\"heading\":\"x\"}}}")}) {
    write_file_atomic(path, bad, Durability::none);
    std::string note;
    EXPECT_EQ(load_place(path, "gpt", &note), ReaderPlace{}) << bad;
    EXPECT_NE(note.find("reader.json.damaged"), std::string::npos) << bad;
    EXPECT_EQ(read_file(path + ".damaged"), bad);
    EXPECT_FALSE(file_exists(path));
  }
  save_place(path, "gpt", {1, 0, {}});
  EXPECT_EQ(load_place(path, "gpt").heading, 1);
}

TEST_F(Place, NumbersFromOutsideAreBrought) {
  save_place(path, "x", {0, 0, {}});
  write_file_atomic(path,
                    "{\"version\":1,\"chapters\":{\"x\":{\"heading\":-900,\"offset\":7e300,"
                    "\"answers\":{\"q\":-4}}}}",
                    Durability::none);
  EXPECT_EQ(load_place(path, "x"), (ReaderPlace{-1, 1, {{"q", 0}}}));
}

TEST_F(Place, AWriteThatFailsLeavesTheOldFile) {
  save_place(path, "gpt", {4, 0, {}});
  set_file_hook([](std::string_view operation, const std::string&) {
    return operation == "write" ? ENOSPC : 0;
  });
  EXPECT_THROW(save_place(path, "gpt", {9, 0, {}}), Error);
  set_file_hook(nullptr);
  EXPECT_EQ(load_place(path, "gpt").heading, 4);
}

}  // namespace
}  // namespace lab
