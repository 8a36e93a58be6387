#!/usr/bin/env bash
# launcher_test.sh LAB CASE: one case against the launcher LAB, in a folder of its own.
# The launcher runs a copy of itself beside a three-file project; dpkg-query, apt-get, sudo and id are
# stubs found first on PATH. Exit: 0 passed, 1 failed (and why), 77 skipped.
set -euo pipefail

lab_source=$1
case_name=$2
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
home="$work/연구실 with space"
stubs=$work/stubs
mkdir -p "$home" "$stubs"
status=0

fail() {
  printf 'FAILED: %s\n--- exit code %s\n--- stdout\n%s\n--- stderr\n%s\n' \
    "$1" "$status" "$(cat "$work/out" 2>/dev/null)" "$(cat "$work/err" 2>/dev/null)"
  exit 1
}

# stub NAME: the script on stdin becomes the command NAME.
stub() {
  { printf '#!%s\n' "$BASH"; cat; } >"$stubs/$1"
  chmod +x "$stubs/$1"
}

# run_lab ARGS…: the launcher without a terminal; leaves status, out, err.
run_lab() {
  status=0
  env PATH="$stubs:${LAB_TEST_PATH:-$PATH}" STUB_STATE="$work" LAB_CPUINFO="$work/cpuinfo" \
    "$home/lab" "$@" </dev/null >"$work/out" 2>"$work/err" || status=$?
}

want_status() { [[ $status == "$1" ]] || fail "want exit code $1, got $status"; }
want() { grep -qF -- "$2" "$work/$1" || fail "want in $1: $2"; }
want_not() { ! grep -qF -- "$2" "$work/$1" || fail "do not want in $1: $2"; }
want_line() { grep -qxF -- "$2" "$work/$1" || fail "want as a line of $1: $2"; }

# A project whose programs print their arguments and working folder.
make_project() {
  cp "$lab_source" "$home/lab"
  printf 'model name : test CPU\nflags : fpu avx2\n' >"$work/cpuinfo"
  cat >"$home/CMakePresets.json" <<'JSON'
{"version": 3, "configurePresets": [{"name": "release", "generator": "Ninja",
 "binaryDir": "${sourceDir}/build/${presetName}"}]}
JSON
  cat >"$home/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.21)
project(tiny LANGUAGES CXX)
enable_testing()
add_subdirectory(app)
CMAKE
  mkdir -p "$home/app"
  cat >"$home/app/CMakeLists.txt" <<'CMAKE'
add_executable(lmlab main.cpp)
add_executable(lmlab-window main.cpp)
add_executable(only_for_tests main.cpp)
add_test(NAME passes COMMAND only_for_tests)
add_test(NAME fails COMMAND lmlab fail)
CMAKE
  cat >"$home/app/main.cpp" <<'CPP'
#include <cstdio>
#include <cstring>
#include <filesystem>
int main(int argc, char** argv) {
  std::printf("cwd=%s\n", std::filesystem::current_path().c_str());
  for (int i = 1; i < argc; ++i) std::printf("arg=%s\n", argv[i]);
  return argc > 1 && std::strcmp(argv[1], "fail") == 0 ? 7 : 0;
}
CPP
}

# dpkg knows every package but the ones in $work/absent; apt-get installs by emptying that file.
stub_package_system() {
  : >"$work/absent"
  stub dpkg-query <<'SH'
for name in "${@:4}"; do grep -qx "$name" "$STUB_STATE/absent" || echo "installed $name"; done
SH
  stub apt-get <<'SH'
echo "apt-get $*" >>"$STUB_STATE/calls"
[[ " $* " != *" install "* || -e $STUB_STATE/broken ]] || : >"$STUB_STATE/absent"
[[ " $* " != *" install "* || ! -e $STUB_STATE/broken ]] || { echo 'E: no such mirror' >&2; exit 100; }
SH
  stub sudo <<'SH'
echo "sudo $*" >>"$STUB_STATE/calls"
exec "$@"
SH
  be_user 0
}

be_user() { stub id <<<"[[ \$1 == -u ]] && echo $1"; }

# PATH with every tool the launcher needs but none of a package system.
without_package_system() {
  local tool
  mkdir -p "$work/plain"
  for tool in bash env readlink awk grep cat cksum sed head tail rm mkdir nproc uname id flock cmake ninja \
    g++ c++ gcc cc as ld ar ranlib ccache pkg-config ctest; do
    ln -sf "$(command -v "$tool" || echo /nowhere)" "$work/plain/$tool"
  done
  LAB_TEST_PATH=$work/plain
}

case_root_installs_without_asking() {
  printf 'libglfw3-dev\nlibfmt-dev\n' >"$work/absent"
  run_lab list
  want_status 0
  want err 'missing system packages (Debian names): libglfw3-dev libfmt-dev'
  want_line calls 'apt-get -o DPkg::Lock::Timeout=120 update'
  want_line calls 'apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends libglfw3-dev libfmt-dev'
  want_not calls sudo
  want_line out arg=list
}

case_user_without_terminal_is_told_the_command() {
  be_user 1000
  echo libfmt-dev >"$work/absent"
  run_lab list
  want_status 1
  want err 'sudo apt-get update && sudo apt-get install -y --no-install-recommends libfmt-dev'
  want err './lab --yes'
  [[ ! -e $work/calls ]] || fail "apt-get was run without being allowed to"
  [[ ! -e $home/build ]] || fail "something was built"
}

case_user_with_yes_goes_through_sudo() {
  be_user 1000
  echo libfmt-dev >"$work/absent"
  run_lab --yes list
  want_status 0
  want calls 'sudo apt-get -o DPkg::Lock::Timeout=120 update'
  want calls 'install -y --no-install-recommends libfmt-dev'
  want_line out arg=list
  want_not out arg=--yes
}

case_user_on_a_terminal_is_asked() {
  command -v script >/dev/null || exit 77
  be_user 1000
  echo libfmt-dev >"$work/absent"
  status=0
  printf 'n\n' | env PATH="$stubs:$PATH" STUB_STATE="$work" LAB_CPUINFO="$work/cpuinfo" \
    script -qec "'$home/lab' list" "$work/err" >/dev/null 2>&1 || status=$?
  want_status 1
  want err 'this will install them: sudo apt-get update'
  want err 'nothing installed'
  [[ ! -e $work/calls ]] || fail "apt-get was run after a no"
}

case_apt_failure_stops_with_the_command() {
  echo libfmt-dev >"$work/absent"
  touch "$work/broken"
  run_lab list
  want_status 1
  want err 'E: no such mirror'
  want err 'By hand: sudo apt-get update'
  [[ ! -e $home/build ]] || fail "something was built"
}

case_without_apt_the_packages_are_listed() {
  without_package_system
  rm "$stubs/apt-get" "$stubs/dpkg-query" "$work/plain/ninja"
  run_lab list
  want_status 1
  want err 'missing system packages (Debian names):'
  want err ninja-build
  want err 'there is no apt-get here'
}

case_arguments_and_working_folder_reach_the_program() {
  mkdir -p "$work/내 글"
  cd "$work/내 글"
  run_lab train gpt --data '글 하나.txt' --yes
  want_status 0
  want_line out "cwd=$work/내 글"
  want_line out arg=gpt
  want_line out 'arg=글 하나.txt'
  want_line out arg=--yes
  [[ ! -e $home/build/release/app/only_for_tests ]] || fail "the tests were built for a plain run"
}

case_exit_code_of_the_program_is_kept() {
  run_lab fail
  want_status 7
}

case_second_run_builds_nothing_and_says_nothing() {
  run_lab
  want_status 0
  want err building
  ln -s "$home/lab" "$work/link"
  local before=$EPOCHREALTIME
  status=0
  env PATH="$stubs:$PATH" STUB_STATE="$work" LAB_CPUINFO="$work/cpuinfo" "$work/link" \
    >"$work/out" 2>"$work/err" || status=$?
  want_status 0
  [[ ! -s $work/err ]] || fail "the second run has something to say"
  local elapsed_us=$((${EPOCHREALTIME/./} - ${before/./}))
  ((elapsed_us < 2000000)) || fail "the second run took $elapsed_us us"
}

case_verbs_of_the_classroom_build_no_window() {
  run_lab check 10
  want_status 0
  want_line out arg=check
  [[ -e $home/build/release/app/lmlab ]] || fail "lmlab was not built"
  [[ ! -e $home/build/release/app/lmlab-window ]] || fail "the window was built for check"
  run_lab list
  [[ -e $home/build/release/app/lmlab-window ]] || fail "the window was not built for list"
}

case_another_cpu_builds_anew() {
  run_lab
  touch "$home/build/release/left_over"
  printf 'model name : test CPU\nflags : fpu avx2 avx512f\n' >"$work/cpuinfo"
  run_lab
  want_status 0
  want err 'building anew'
  [[ ! -e $home/build/release/left_over ]] || fail "the old build folder is still there"
  run_lab
  want_not err 'building anew'
}

case_moved_folder_builds_anew() {
  run_lab
  mv "$home" "$work/elsewhere"
  home=$work/elsewhere
  run_lab list
  want_status 0
  want err 'building anew'
}

case_compile_error_is_shown_without_the_command() {
  echo 'int wrong = "text";' >>"$home/app/main.cpp"
  run_lab
  want_status 1
  want err 'invalid conversion'
  want err "the full log: $home/build/build.log"
  want_not err '-o app/CMakeFiles'
  grep -q -- '-o app/CMakeFiles' "$home/build/build.log" || fail "the log lacks the command"
}

case_configure_error_is_shown() {
  echo 'message(FATAL_ERROR "no such thing as a lab")' >>"$home/CMakeLists.txt"
  run_lab
  want_status 1
  want err 'no such thing as a lab'
  run_lab
  want_status 1  # and not taken for a finished build
}

case_tests_end_with_the_summary_and_exit_code_of_ctest() {
  run_lab test -R passes
  want_status 0
  want out '100% tests passed, 0 tests failed out of 1'
  run_lab test
  want_status 8
  want out '1 tests failed out of 2'
}

case_two_at_once_build_one_after_the_other() {
  stub ninja <<SH
mkdir "$work/building" || { echo overlap >>"$work/overlap"; exit 1; }
sleep 0.5
"$(command -v ninja)" "\$@"; status=\$?
rmdir "$work/building"
exit \$status
SH
  local one=0 two=0
  env PATH="$stubs:$PATH" STUB_STATE="$work" LAB_CPUINFO="$work/cpuinfo" "$home/lab" a \
    >"$work/out" 2>"$work/err" & local first=$!
  env PATH="$stubs:$PATH" STUB_STATE="$work" LAB_CPUINFO="$work/cpuinfo" "$home/lab" b \
    >"$work/out2" 2>"$work/err2" & local second=$!
  wait $first || one=$?
  wait $second || two=$?
  [[ $one == 0 && $two == 0 && ! -e $work/overlap ]] || fail "both built at once ($one, $two)"
  cat "$work/err2" >>"$work/err"
  want err 'another ./lab is building here'
}

case_help_builds_nothing() {
  run_lab --help
  want_status 0
  want out './lab test'
  [[ ! -e $home/build ]] || fail "--help built something"
}

make_project
stub_package_system
"case_$case_name"
echo "ok: $case_name"
