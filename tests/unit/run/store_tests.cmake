# Tests of the files of a run: no model, no threads.
lab_test(run_store_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/checkpoint_test.cpp ${CMAKE_CURRENT_LIST_DIR}/keyframes_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/run_dir_test.cpp ${CMAKE_CURRENT_LIST_DIR}/run_log_test.cpp
  DEPS lab_run_store)
