// The judge's verdict as lines of the lesson panel.
#pragma once
#include <string>

#include "viz/lesson/host.h"

namespace lab {

/// Judges the learner's file of "10.1" and tells what came out; blocks until it is done. Any
/// thread. Never throws: what goes wrong is a line of the report.
CheckReport judge_report(const std::string& exercise, bool korean);

}  // namespace lab
