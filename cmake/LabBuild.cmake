# Options, compiler flags and the two functions that every room uses.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

option(LAB_DOUBLE "real = double (gradient checks); default float" OFF)
option(LAB_NATIVE "build for this machine's CPU (-march=native)" ON)
option(LAB_TESTS "build the tests" ON)
option(LAB_WINDOW "build the window (needs GLFW and GL)" ON)
option(LAB_VIZ "build the visualizer and the programs (off: engine and chapters only)" ON)
set(LAB_SANITIZE "" CACHE STRING "sanitizers, e.g. address,undefined or thread")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(Threads REQUIRED)
add_library(lab_flags INTERFACE)
# Designated initializers leave the other members at their defaults on purpose.
# -fopenmp-simd: only the simd pragmas, no OpenMP runtime. Never -ffast-math.
target_compile_options(lab_flags INTERFACE -Wall -Wextra -Werror -Wno-missing-field-initializers
                                           -fopenmp-simd -fno-math-errno -fno-trapping-math)
# g++ 12 sees an overlap in std::string = "literal" that is not there (GCC bug 105651).
target_compile_options(lab_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_include_directories(lab_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_link_libraries(lab_flags INTERFACE Threads::Threads)
if(LAB_NATIVE)
  target_compile_options(lab_flags INTERFACE -march=native)
endif()
if(LAB_DOUBLE)
  target_compile_definitions(lab_flags INTERFACE LAB_DOUBLE=1)
endif()
if(LAB_SANITIZE)
  # With sanitizers g++ 12 believes that std::regex reads what was never written; it does not.
  target_compile_options(lab_flags INTERFACE -fsanitize=${LAB_SANITIZE} -fno-omit-frame-pointer
                                             -fno-sanitize-recover=all -g
                                             -Wno-maybe-uninitialized)
  target_link_options(lab_flags INTERFACE -fsanitize=${LAB_SANITIZE})
endif()

# lab_library(name SOURCES a.cpp ... [DEPS lab_x ...] [PRIVATE_DEPS pkg::target ...])
# DEPS are rooms whose headers this room's headers use; PRIVATE_DEPS stay inside its .cpp files.
function(lab_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC lab_flags ${ARG_DEPS} PRIVATE ${ARG_PRIVATE_DEPS})
endfunction()

# lab_test(name SOURCES a.cpp ... DEPS lab_x ...): one GoogleTest binary, each case known to ctest.
function(lab_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE lab_flags ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE LAB_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(NOT ARG_LABELS)  # ctest -L unit, -L ui ...: the folder of tests/ that this one lives in
    file(RELATIVE_PATH ARG_LABELS ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REGEX REPLACE "/.*" "" ARG_LABELS "${ARG_LABELS}")
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
                       PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()

# lab_embed(target FILE file SYMBOL name): the file's text inside the program, as
# `extern const std::string_view NAME` of namespace lab. Built anew when the file changes.
function(lab_embed target)
  cmake_parse_arguments(ARG "" "FILE;SYMBOL" "" ${ARGN})
  cmake_path(ABSOLUTE_PATH ARG_FILE BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${ARG_SYMBOL}.cpp)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DFILE=${ARG_FILE} -DSYMBOL=${ARG_SYMBOL} -DSOURCE=${source}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARG_FILE} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
