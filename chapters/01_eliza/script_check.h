// What can only be said of a whole script.
#pragma once
#include "chapters/01_eliza/script.h"

namespace lab {

/// Finds the keys that `goto` and `pre` name. Throws Error "NAME:LINE: ..." for a key that is not
/// there, a rule without an answer, a {3} without a third element, keys that go to each other in a
/// circle, and a script without `opening`, `none` or `goodbye`.
void check_script(Script& script);

}  // namespace lab
