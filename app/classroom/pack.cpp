#include "app/classroom/pack.h"

#include <unistd.h>

#include <algorithm>

#include "app/classroom/class_page.h"
#include "app/classroom/command.h"
#include "app/classroom/exercises.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

/// A chapter's place in the lab.
struct Place {
  fs::path root;     ///< absolute
  fs::path chapter;  ///< relative to root: chapters/10_gpt
  std::string number;
};

Place place_of(const std::vector<Exercise>& exercises) {
  const fs::path chapter = exercises.front().chapter;
  const fs::path root = chapter.parent_path().parent_path();
  const std::string& id = exercises.front().id;
  return {root, chapter.lexically_relative(root), id.substr(0, id.find('.'))};
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  const fs::path inside = file.lexically_relative(folder);
  return !inside.empty() && *inside.begin() != "..";
}

/// Which files a part of the chapter is made of: a folder or a file, relative to root.
std::vector<fs::path> paths_of_part(const std::string& part, const fs::path& chapter) {
  if (part == "solutions") return {chapter / "solutions"};
  if (part == "mutants") return {chapter / "solutions" / "mutants.json"};
  if (part == "expected") return {chapter / "expected"};
  std::string known;
  for (const std::string& name : hideable_parts()) known += cat(known.empty() ? "" : ", ", name);
  throw UsageError(cat("--hide ", part, ": there is no such part; there are ", known));
}

bool is_clone(const fs::path& root) {
  return fs::exists(root / ".git") && !find_on_path("git").empty();
}

/// git's answer about the lab; nothing if it has none.
std::string ask_git(const fs::path& root, std::vector<std::string> question) {
  // what git would take from the surroundings belongs to whoever called us (a hook, say)
  std::vector<std::string> words = {"env", "-u", "GIT_DIR",    "-u", "GIT_INDEX_FILE",
                                    "git", "-C", root.string()};
  words.insert(words.end(), question.begin(), question.end());
  const CommandEnd end = run_command(words, Listen::stdout_only);
  if (end.code != 0)
    fail(root.string(), ": git cannot be asked about this lab (git ", question[0], ")");
  return end.output;
}

std::vector<fs::path> tracked_files(const fs::path& root) {
  const std::string listing = ask_git(root, {"ls-files", "-z", "--cached"});
  std::vector<fs::path> files;
  for (std::size_t at = 0; at < listing.size();) {
    const std::size_t end = std::min(listing.find('\0', at), listing.size());
    const fs::path file = listing.substr(at, end - at);
    if (fs::exists(fs::symlink_status(root / file))) files.push_back(file);
    at = end + 1;
  }
  return files;
}

/// What a lab without git has lying about that is not its source.
bool is_by_product(const fs::path& path, const fs::path& root) {
  const std::string name = path.filename().string();
  const bool at_root = path.parent_path() == root;
  if (name == "__pycache__" || name == ".git" || name == ".cache" || name.ends_with(".o"))
    return true;
  if (at_root && (name.starts_with("build") || name == "runs" || name == ".lab")) return true;
  return fs::is_directory(path) && fs::exists(path / kPackFile);
}

std::vector<fs::path> found_files(const fs::path& root) {
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(root), end; at != end; ++at) {
    const bool directory = at->is_directory() && !at->is_symlink();
    if (is_by_product(at->path(), root)) {
      if (directory) at.disable_recursion_pending();
    } else if (!directory) {
      files.push_back(at->path().lexically_relative(root));
    }
  }
  return files;
}

/// An exercise that somebody has already solved must not be handed out.
void check_untouched(const std::vector<Exercise>& exercises, const fs::path& pack,
                     const fs::path& chapter) {
  for (const Exercise& exercise : exercises) {
    const fs::path file = chapter / "exercises" / (exercise.file + ".h");
    const std::string todo = cat("LAB_TODO(\"", exercise.id, "\")");
    if (!file_exists((pack / file).string()))
      fail(file.string(), ": is missing; the pack would lack exercise ", exercise.id);
    if (read_file((pack / file).string()).find(todo) == std::string::npos)
      fail(file.string(), ": has no ", todo,
           ": it may hold an answer. Put the untouched file back ", "(git checkout -- ",
           file.string(), "), then pack again");
  }
}

/// A folder under another name until it is whole; removed if it never is.
class PartialFolder {
 public:
  explicit PartialFolder(const fs::path& target)
      : path_(target.parent_path() / cat(".", target.filename().string(), ".partial-", getpid())) {
    ensure_dir(path_.string());
  }
  ~PartialFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  PartialFolder(const PartialFolder&) = delete;
  PartialFolder& operator=(const PartialFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void refuse_if_taken(const fs::path& out) {
  const fs::file_status status = fs::symlink_status(out);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) fail(out.string(), ": is a file; name another folder with -o");
  if (!fs::is_empty(out))
    fail(out.string(), ": is a folder that is not empty; name another one with -o, or remove it");
}

fs::path target_of(const PackRequest& request, const Place& place) {
  fs::path out = request.out;
  if (out.empty()) out = cat("lmlab-class-", place.number);
  out = fs::absolute(out).lexically_normal();
  if (!out.has_filename()) out = out.parent_path();
  return out;
}

/// Copies one file; one of the learner's as it was committed.
i64 copy_one(const fs::path& file, const Place& place, bool clone, const fs::path& pack) {
  const fs::path from = place.root / file, to = pack / file;
  ensure_dir(to.parent_path().string());
  if (fs::is_symlink(from)) {
    fs::copy_symlink(from, to);
    return 0;
  }
  fs::copy_file(from, to);  // with its permissions: ./lab can be started
  if (clone && lies_in(file, place.chapter / "exercises"))
    write_file_atomic(to.string(), ask_git(place.root, {"show", cat("HEAD:./", file.string())}),
                      Durability::none);
  return i64(fs::file_size(to));
}

void write_pages(const fs::path& pack, const Place& place, const PackRequest& request,
                 const std::vector<std::string>& hidden) {
  Json parts = Json::array();
  for (const std::string& part : request.hide) parts.push(part);
  const Json json = Json::object()
                        .set("format", "lmlab-pack/1")
                        .set("chapter", place.number)
                        .set("hidden", std::move(parts));
  write_file_atomic((pack / kPackFile).string(), json.dump(2) + "\n", Durability::none);
  for (const bool korean : {false, true})
    write_file_atomic((pack / (korean ? "CLASS.ko.md" : "CLASS.md")).string(),
                      class_page(korean, place.number, hidden), Durability::none);
}

}  // namespace

std::vector<std::string> hideable_parts() { return {"solutions", "mutants", "expected"}; }

std::vector<fs::path> files_of_lab(const fs::path& root) {
  std::vector<fs::path> files = is_clone(root) ? tracked_files(root) : found_files(root);
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

Pack make_pack(const PackRequest& request) {
  const std::vector<Exercise> exercises = load_exercises(request.chapter);
  if (exercises.empty())
    fail("chapter ", request.chapter, " has no exercises yet: nothing to pack");
  const Place place = place_of(exercises);
  std::vector<fs::path> hidden;
  for (const std::string& part : request.hide)
    for (const fs::path& path : paths_of_part(part, place.chapter)) hidden.push_back(path);
  Pack pack{.path = target_of(request, place)};
  refuse_if_taken(pack.path);
  const PartialFolder partial(pack.path);
  const bool clone = is_clone(place.root);
  for (const fs::path& file : files_of_lab(place.root)) {
    // The program is built with the bands, and the lesson runs the scripts: what is hidden are
    // the results.
    const auto hides = [&](const fs::path& path) {
      return lies_in(file, path) && file.filename() != "bands.json" && file.extension() != ".py";
    };
    if (std::any_of(hidden.begin(), hidden.end(), hides)) continue;
    if (lies_in(place.root / file, partial.path())) continue;
    pack.bytes += copy_one(file, place, clone, partial.path());
    ++pack.files;
  }
  check_untouched(exercises, partial.path(), place.chapter);
  for (const fs::path& path : hidden) pack.hidden.push_back(path.string());
  write_pages(partial.path(), place, request, pack.hidden);
  rename_path(partial.path().string(), pack.path.string(), Durability::none);
  return pack;
}

}  // namespace lab
