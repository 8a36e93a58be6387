#include "engine/run/keyframes.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <utility>

#include "engine/core/check.h"
#include "engine/io/safetensors.h"

namespace lab {
namespace {

constexpr std::string_view kPrefix = "step_", kSuffix = ".safetensors";

/// The step in "step_000000500.safetensors", -1 for any other name.
i64 step_of(std::string_view name) {
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return -1;
  const char* const begin = name.data() + kPrefix.size();
  const char* const end = name.data() + name.size() - kSuffix.size();
  i64 step = -1;
  if (begin >= end) return -1;
  const auto [stopped, error] = std::from_chars(begin, end, step);
  return error == std::errc() && stopped == end ? step : -1;
}

i64 file_bytes(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : i64(size);
}

}  // namespace

bool KeyframePolicy::scheduled(i64 step, i64 every) {
  if (step < 0) return false;
  if (step == 0 || (every > 0 && step % every == 0)) return true;
  const i64 k = i64(std::lround(2 * std::log2(double(step))));
  return step == i64(std::llround(std::exp2(double(k) / 2)));
}

i64 KeyframePolicy::victim(std::span<const i64> steps, const std::set<i64>& bookmarks) {
  i64 best = -1;
  double smallest = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i + 1 < steps.size(); ++i) {
    if (steps[i] == 0 || bookmarks.contains(steps[i])) continue;
    // The first frame of a film without step 0 has all of the past before it.
    const double before = i == 0 ? 0 : std::log2(1 + double(steps[i - 1]));
    const double gap = std::log2(1 + double(steps[i + 1])) - before;
    if (gap < smallest) smallest = gap, best = steps[i];
  }
  return best;
}

std::vector<i64> KeyframePolicy::excess(std::vector<i64> steps, const std::set<i64>& bookmarks,
                                        i64 frame_bytes) const {
  std::vector<i64> dropped;
  const auto too_many = [&] {
    return i64(steps.size()) > limits_.max_frames ||
           i64(steps.size()) * frame_bytes > limits_.max_bytes;
  };
  while (too_many()) {
    const i64 step = victim(steps, bookmarks);
    if (step < 0) break;
    steps.erase(std::lower_bound(steps.begin(), steps.end(), step));
    dropped.push_back(step);
  }
  return dropped;
}

KeyframeStore::KeyframeStore(std::string directory, KeyframeLimits limits)
    : directory_(std::move(directory)), policy_(limits) {
  if (!is_directory(directory_)) return;  // made by the first write: looking leaves no trace
  for (const std::string& name : list_dir(directory_))
    if (const i64 step = step_of(name); step >= 0)
      sizes_[step] = file_bytes(directory_ + "/" + name);
}

std::string KeyframeStore::path_of(i64 step) const {
  std::string digits = cat(step);
  if (digits.size() < 9) digits.insert(0, 9 - digits.size(), '0');
  return cat(directory_, '/', kPrefix, digits, kSuffix);
}

void KeyframeStore::write(i64 step, std::span<const ParamShape> params,
                          std::span<const real> weights) {
  std::vector<TensorSource> tensors;
  i64 offset = 0;
  for (const ParamShape& param : params) {
    tensors.emplace_back(param.name, param.shape, weights.data() + offset);
    offset += count_numbers(param.shape);
  }
  if (offset != i64(weights.size()))
    fail("[keyframes] want ", offset, " weights for ", params.size(), " parameters, got ",
         weights.size());
  ensure_dir(directory_);
  write_safetensors(path_of(step), tensors, {{"lmlab.step", cat(step)}}, Durability::none);
  const i64 frame_bytes = file_bytes(path_of(step));
  std::vector<i64> dropped;
  {
    const std::lock_guard lock(mutex_);
    sizes_[step] = frame_bytes;
    dropped = policy_.excess(steps_locked(), bookmarks_, frame_bytes);
    for (const i64 gone : dropped) sizes_.erase(gone);
  }
  for (const i64 gone : dropped) remove_file(path_of(gone));
}

std::vector<i64> KeyframeStore::steps_locked() const {
  std::vector<i64> steps;
  for (const auto& [step, size] : sizes_) steps.push_back(step);
  return steps;
}

std::vector<i64> KeyframeStore::steps() const {
  const std::lock_guard lock(mutex_);
  return steps_locked();
}

bool KeyframeStore::has(i64 step) const {
  const std::lock_guard lock(mutex_);
  return sizes_.contains(step);
}

i64 KeyframeStore::nearest(i64 step) const {
  const std::lock_guard lock(mutex_);
  const auto after = sizes_.lower_bound(step);
  if (after == sizes_.begin()) return after == sizes_.end() ? -1 : after->first;
  const i64 before = std::prev(after)->first;
  return after == sizes_.end() || step - before <= after->first - step ? before : after->first;
}

i64 KeyframeStore::load_nearest(i64 step, std::span<const ParamShape> params,
                                std::vector<real>& weights) const {
  for (;;) {
    const i64 found = nearest(step);
    if (found < 0) fail(directory_, ": holds no keyframe; train the run for a step first");
    try {
      const SafetensorsFile file = SafetensorsFile::open(path_of(found));
      i64 total = 0;
      for (const ParamShape& param : params) total += count_numbers(param.shape);
      weights.resize(size_t(total));
      i64 offset = 0;
      for (const ParamShape& param : params) {
        file.copy(param.name, param.shape, weights.data() + offset);
        offset += count_numbers(param.shape);
      }
      return found;
    } catch (const Error&) {
      if (has(found)) throw;  // otherwise it was thinned between nearest() and open(): look again
    }
  }
}

void KeyframeStore::bookmark(i64 step) {
  const std::lock_guard lock(mutex_);
  bookmarks_.insert(step);
}

void KeyframeStore::remove_after(i64 step) {
  std::vector<i64> gone;
  {
    const std::lock_guard lock(mutex_);
    for (auto at = sizes_.upper_bound(step); at != sizes_.end(); at = sizes_.erase(at))
      gone.push_back(at->first);
    bookmarks_.erase(bookmarks_.upper_bound(step), bookmarks_.end());
  }
  for (const i64 later : gone) remove_file(path_of(later));
}

i64 KeyframeStore::bytes() const {
  const std::lock_guard lock(mutex_);
  i64 total = 0;
  for (const auto& [step, size] : sizes_) total += size;
  return total;
}

}  // namespace lab
