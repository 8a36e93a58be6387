// What ended a learner's program, in plain words.
#pragma once
#include <string>

#include "app/classroom/exercises.h"

namespace lab {

/// Of a signal; `stack_full`: the place that was touched lies just beyond the stack; `printed`:
/// what the C library had to say about it, if it did.
Bilingual signal_words(int signal, bool stack_full, const std::string& printed);

/// Of an exception: its type, and its what().
Bilingual exception_words(const std::string& type, const std::string& said);

/// Of an end without a report.
Bilingual early_exit_words(int code);

}  // namespace lab
