# LAB_COMMIT: the commit that is checked out, short, or "unknown". A commit or a checkout configures anew; what was
# changed since and not committed does not show.
set(LAB_COMMIT unknown)
find_package(Git QUIET)
function(ask_git result)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
                  OUTPUT_VARIABLE answer RESULT_VARIABLE failed ERROR_QUIET
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT failed)
    set(${result} ${answer} PARENT_SCOPE)
  endif()
endfunction()
if(GIT_FOUND)
  ask_git(LAB_COMMIT --short HEAD)
  ask_git(git_log --git-path logs/HEAD)  # grows by a line whenever HEAD moves
  if(git_log)
    cmake_path(ABSOLUTE_PATH git_log BASE_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
  if(EXISTS "${git_log}")
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${git_log})
  endif()
endif()
