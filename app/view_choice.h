// Where something is watched: in a window of this program, of its twin, or in the terminal.
#pragma once
#include "app/app.h"

namespace lab {

/// What changes none of a run's numbers: where it is watched, how often it is saved.
struct ViewChoice {
  bool plain = false;  ///< in the terminal even if there is a display
  bool view = false;   ///< a window, or else an error
  bool korean = false;
  i64 checkpoint_every = 0;  ///< steps; 0 = RunnerOptions' own
};

/// True if this is to be watched in a window of this program. Hands over to lmlab-window if that is
/// the program that has one; says why and returns false if none can open.
bool use_window(const ViewChoice& view, Program& program);

/// True if the language of the terminal (LC_ALL, LC_MESSAGES, LANG) is Korean.
bool korean_locale();

}  // namespace lab
