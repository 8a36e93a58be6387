#include "datasets/tinytown/every_telling.h"

#include <cmath>
#include <limits>
#include <vector>

namespace lab::tinytown {
namespace {

/// Depth-first walk over choice sequences by running the program again and again: the path so far
/// is repeated, everything new takes its first option.
class Walker : public Chooser {
 public:
  bool started = false;

  /// Moves to the next sequence; false when all have been walked.
  bool next() {
    position_ = 0;
    if (!started) return started = true;
    while (!path_.empty() && !advance(path_.back())) path_.pop_back();
    return !path_.empty();
  }

  double probability() const {
    double product = 1;
    for (std::size_t i = 0; i < position_; ++i) product *= path_[i].probability;
    return product;
  }

 protected:
  std::size_t pick(std::string_view, std::span<const double> weights, double sum) override {
    if (position_ == path_.size()) {
      Step step;
      step.weights.assign(weights.begin(), weights.end());
      step.sum = sum;
      advance(step);
      path_.push_back(std::move(step));
    }
    return path_[position_++].option;
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  struct Step {
    std::vector<double> weights;
    double sum = 0, probability = 0;
    std::size_t option = kNone;
  };

  /// To the next option of this step that can happen.
  static bool advance(Step& step) {
    do ++step.option;  // kNone wraps to 0
    while (step.option < step.weights.size() && step.weights[step.option] <= 0);
    if (step.option >= step.weights.size()) return false;
    step.probability = step.weights[step.option] / step.sum;
    return true;
  }

  std::vector<Step> path_;
  std::size_t position_ = 0;
};

}  // namespace

void for_every_telling(const Storyteller& storyteller,
                       const std::function<void(const std::string&, double)>& visit) {
  Walker walker;
  while (walker.next()) {
    Writer out;
    storyteller(walker, out);
    visit(out.text(), walker.probability());
  }
}

TextProbability probability_of(const Storyteller& storyteller, std::string_view text) {
  Walker walker;
  TextProbability result;
  double sum = 0;
  while (walker.next()) {
    Writer out(text);
    try {
      storyteller(walker, out);
    } catch (const LeftTheTarget&) {
      continue;
    }
    if (out.text().size() != text.size()) continue;
    sum += walker.probability();
    ++result.tellings;
  }
  result.nats = -std::log(sum);
  return result;
}

}  // namespace lab::tinytown
