// What a grader should look at, in short sentences that accuse nobody.
#pragma once
#include <vector>

#include "app/classroom/grade.h"

namespace lab {

/// Notes on one hand-in: claims that did not hold, a damaged file, another version of the check,
/// solutions that were looked at, code that equals the lab's solution, code that speaks to the
/// system.
void add_own_notes(Graded& graded, const std::vector<Exercise>& exercises);

/// Notes on hand-ins with the same code, comments and spaces aside. Untouched exercises and the
/// lab's own solution are the same for everybody and do not count.
void add_shared_notes(std::vector<Graded>& all);

}  // namespace lab
