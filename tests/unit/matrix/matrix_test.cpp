// The matrices that exercises are written with (engine/exercise/matrix.h).
#include "engine/exercise/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const Matrix kTwoByThree({{1, 2, 3}, {4, 5, 6}});

TEST(Matrix, BeginsWithZerosAndKeepsWhatIsWritten) {
  Matrix m(2, 3);
  EXPECT_EQ(m.str(), "(0, 0, 0), (0, 0, 0)");
  m(1, 2) = 7;
  m.row(0)[1] = -1.5;
  EXPECT_EQ(m.str(), "(0, -1.5, 0), (0, 0, 7)");
  EXPECT_EQ(m.values()[5], 7);
}

TEST(Matrix, MultipliesAddsAndTransposes) {
  const Matrix square = kTwoByThree * transposed(kTwoByThree);
  EXPECT_EQ(square.str(), "(14, 32), (32, 77)");
  EXPECT_EQ((transposed(kTwoByThree) * kTwoByThree).str(),
            "(17, 22, 27), (22, 29, 36), (27, 36, 45)");
  EXPECT_EQ((kTwoByThree + kTwoByThree).str(), "(2, 4, 6), (8, 10, 12)");
}

TEST(Matrix, ColumnsAreTakenOutAndPutBack) {
  EXPECT_EQ(columns(kTwoByThree, 1, 2).str(), "(2, 3), (5, 6)");
  Matrix m(2, 3);
  set_columns(m, 1, columns(kTwoByThree, 1, 2));
  EXPECT_EQ(m.str(), "(0, 2, 3), (0, 5, 6)");
}

TEST(Matrix, AnIndexBeyondTheEdgeIsToldWithTheShape) {
  const char* const shape = "The matrix is 2 x 3";
  for (const auto& [r, c] : {std::pair<i64, i64>{2, 0}, {-1, 0}, {0, 3}, {0, -1}})
    EXPECT_THAT(([r = r, c = c] { kTwoByThree(r, c); }), ThrowsMessage<Error>(HasSubstr(shape)));
  EXPECT_THAT([] { kTwoByThree.row(2); }, ThrowsMessage<Error>(HasSubstr("matrix: row 2.")));
  EXPECT_THAT([] { columns(kTwoByThree, 2, 2); }, ThrowsMessage<Error>(HasSubstr("(0, 3)")));
  EXPECT_THROW(Matrix(-1, 2), Error);
}

TEST(Matrix, ShapesThatDoNotFitAreToldBoth) {
  EXPECT_THAT([] { kTwoByThree* kTwoByThree; },
              ThrowsMessage<Error>(HasSubstr("2 x 3 times 2 x 3")));
  EXPECT_THAT([] { kTwoByThree + transposed(kTwoByThree); },
              ThrowsMessage<Error>(HasSubstr("2 x 3 plus 3 x 2")));
  EXPECT_THROW(Matrix({{1, 2}, {3}}), Error);
  Matrix m(3, 3);
  EXPECT_THROW(set_columns(m, 0, kTwoByThree), Error);
}

}  // namespace
}  // namespace lab
