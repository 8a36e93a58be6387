# Debian ships Dear ImGui as a static archive with only imgui.pc beside it. Two targets:
#   imgui::core      the library itself (its font code needs libstb); no window system
#   imgui::backends  the same archive's GLFW and OpenGL3 backends, with what they need
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_IMGUI QUIET imgui)
endif()
find_path(imgui_INCLUDE_DIR imgui.h HINTS ${PC_IMGUI_INCLUDE_DIRS} PATH_SUFFIXES imgui)
find_library(imgui_LIBRARY NAMES imgui HINTS ${PC_IMGUI_LIBRARY_DIRS})
find_library(stb_LIBRARY NAMES stb)
find_path(stb_INCLUDE_DIR stb_image_write.h PATH_SUFFIXES stb)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  imgui
  REQUIRED_VARS imgui_LIBRARY imgui_INCLUDE_DIR stb_LIBRARY stb_INCLUDE_DIR
  VERSION_VAR PC_IMGUI_VERSION)

if(imgui_FOUND AND NOT TARGET imgui::core)
  add_library(imgui::core INTERFACE IMPORTED)
  target_include_directories(imgui::core SYSTEM INTERFACE ${imgui_INCLUDE_DIR} ${stb_INCLUDE_DIR})
  target_link_libraries(imgui::core INTERFACE ${imgui_LIBRARY} ${stb_LIBRARY})
endif()
