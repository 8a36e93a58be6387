// The name and shape of one parameter within a flat array of all of them.
#pragma once
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

struct ParamShape {
  std::string name;
  std::vector<i64> shape;
};

}  // namespace lab
