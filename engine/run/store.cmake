# The half of this room that is files: run directory, log, keyframes, checkpoint. No tensors, no model.
lab_library(lab_run_store
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/checkpoint.cpp ${CMAKE_CURRENT_LIST_DIR}/keyframes.cpp
          ${CMAKE_CURRENT_LIST_DIR}/run_dir.cpp ${CMAKE_CURRENT_LIST_DIR}/run_log.cpp
  DEPS lab_core lab_text lab_io lab_observe)
