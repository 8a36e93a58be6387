#include "app/classroom/toolchain.h"

#include "app/classroom/places.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr const char* kMend = "; build the lab again (./lab builds what is missing)";

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

/// The words of an array; CMake leaves an empty one where a list was empty.
Words words_of(const Json& json, const char* key, const std::string& before = "") {
  Words words;
  for (const Json& word : json.at(key).items())
    if (!word.as_string().empty()) words.push_back(before + word.as_string());
  return words;
}

void want_files(const Words& paths) {
  for (const std::string& path : paths)
    if (path.starts_with('/') && !file_exists(path)) fail(path, ": is missing", kMend);
}

Toolchain load() {
  const std::string file = LAB_EXERCISE_BUILD;
  if (!file_exists(file)) fail(file, ": is missing", kMend);
  const Json json = Json::parse(read_file(file, 1 << 20), file);
  Toolchain tools;
  tools.build_folder = fs::path(file).parent_path();
  tools.launcher = json.at("launcher").as_string();
  tools.sanitized = !json.at("sanitizers").as_string().empty();
  Words options;
  for (const std::string& option : words_of(json, "options"))
    if (option != "-Werror") options.push_back(option);
  const std::string compiler = json.at("compiler").as_string();
  tools.compile = {compiler, json.at("standard").as_string()};
  append(tools.compile, words_of(json, "flags"));
  append(tools.compile, options);
  append(tools.compile, words_of(json, "definitions", "-D"));
  // -g1: lines for the place of a crash. An index beyond a vector or a span is told as such.
  append(tools.compile, {"-O1", "-g1", "-D_GLIBCXX_ASSERTIONS", "-Werror=return-type",
                         "-fdiagnostics-color=never"});
  tools.link = {compiler};
  append(tools.link, words_of(json, "flags"));
  append(tools.link, words_of(json, "link_options"));
  tools.objects = words_of(json, "objects");
  tools.libraries = words_of(json, "libraries");
  want_files({compiler});
  want_files(tools.objects);
  want_files(tools.libraries);
  return tools;
}

Words with_folders(const fs::path& folder) {
  Words words = toolchain().compile;
  append(words, {"-I", project_root().string(), "-I", folder.string()});
  return words;
}

}  // namespace

const Toolchain& toolchain() {
  static const Toolchain the_tools = load();
  return the_tools;
}

Words compile_command(const fs::path& source, const fs::path& folder, const fs::path& object) {
  Words words = with_folders(folder);
  append(words, {"-c", source.string(), "-o", object.string()});
  return words;
}

Words syntax_command(const fs::path& source, const fs::path& folder) {
  Words words = with_folders(folder);
  append(words, {"-fsyntax-only", source.string()});
  return words;
}

Words link_command(const fs::path& object, const fs::path& program) {
  const Toolchain& tools = toolchain();
  Words words = tools.link;
  // A fixed address, so that the addresses in a report are those that addr2line knows.
  append(words, {"-no-pie"});
  append(words, tools.objects);  // first: what they do before main comes before what others do
  words.push_back(object.string());
  append(words, {"-Wl,--as-needed", "-Wl,--start-group"});
  append(words, tools.libraries);
  append(words, {"-Wl,--end-group", "-pthread", "-o", program.string()});
  return words;
}

}  // namespace lab
