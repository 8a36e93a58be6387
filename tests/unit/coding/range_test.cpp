// The range coder: every message comes back, and costs what its probabilities say.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/coding/range_coder.h"
#include "engine/core/rng.h"
#include "tests/reference/error_of.h"

namespace lab::test {
namespace {

struct Share {
  u64 start, size, total;
};

/// Shares of all sizes: certain, likely, one part of 2^32.
std::vector<Share> random_shares(Rng& rng, i64 n) {
  std::vector<Share> shares;
  for (i64 i = 0; i < n; ++i) {
    const u64 total = 1 + (rng.next() >> (32 + rng.next() % 32)) % kMaxFrequencySum;
    const u64 wide = 1 + rng.next() % total;
    const u64 size = rng.next() % 3 == 0 ? 1 : rng.next() % 3 == 0 ? total : wide;
    const u64 room = total - size;
    shares.push_back({rng.next() % 2 ? room : rng.next() % (room + 1), size, total});
  }
  return shares;
}

std::string encode_all(const std::vector<Share>& shares) {
  RangeEncoder encoder;
  for (const Share& share : shares) encoder.encode(share.start, share.size, share.total);
  return encoder.finish();
}

double ideal_bits(const std::vector<Share>& shares) {
  double bits = 0;
  for (const Share& share : shares) bits += std::log2(double(share.total) / double(share.size));
  return bits;
}

TEST(RangeCoder, EveryMessageComesBackAtItsPrice) {
  Rng rng(7);
  for (int round = 0; round < 400; ++round) {
    const std::vector<Share> shares = random_shares(rng, round);
    const std::string message = encode_all(shares);
    RangeDecoder decoder(message);
    for (const Share& share : shares) {
      const u64 where = decoder.where(share.total);
      ASSERT_GE(where, share.start) << "round " << round;
      ASSERT_LT(where, share.start + share.size) << "round " << round;
      decoder.take(share.start, share.size);
    }
    EXPECT_TRUE(decoder.at_end());
    // A unit is at least 2^16 wide: rounding loses at most one part in 65,536 per symbol.
    EXPECT_LE(double(message.size()), ideal_bits(shares) / 8 + 5 + double(round) * 1e-5);
  }
}

TEST(RangeCoder, ACarryRunsBackThroughAllBytes) {
  // Six times the middle around 1/2: 0x7FFFFF.. is written, and then the number turns out to lie
  // above 1/2.
  std::vector<Share> shares(6, Share{127, 2, 256});
  shares.push_back({1, 1, 2});
  shares.push_back({200, 1, 256});
  const std::string message = encode_all(shares);
  EXPECT_EQ(message[0], char(0x80));
  RangeDecoder decoder(message);
  for (const Share& share : shares) {
    const u64 where = decoder.where(share.total);
    ASSERT_GE(where, share.start);
    ASSERT_LT(where, share.start + share.size);
    decoder.take(share.start, share.size);
  }
}

TEST(RangeCoder, WhatIsNoShareIsRefused) {
  RangeEncoder encoder;
  EXPECT_NE(error_of([&] { encoder.encode(0, 0, 2); }), "no error");
  EXPECT_NE(error_of([&] { encoder.encode(1, 2, 2); }), "no error");
  EXPECT_NE(error_of([&] { encoder.encode(0, 1, 0); }), "no error");
  EXPECT_NE(error_of([&] { encoder.encode(0, 1, kMaxFrequencySum + 1); }), "no error");
  RangeDecoder decoder("");
  EXPECT_NE(error_of([&] { (void)decoder.where(0); }), "no error");
}

TEST(RangeCoder, ReadingBeyondTheEndIsAnErrorAndNoLoop) {
  RangeDecoder decoder("abc");
  const std::string error = error_of([&] {
    for (int i = 0; i < 1000; ++i) {
      const u64 where = decoder.where(256);
      decoder.take(where, 1);
    }
  });
  EXPECT_NE(error.find("end within the message"), std::string::npos) << error;
}

}  // namespace
}  // namespace lab::test
