// The oracle of the account: runs a storyteller through every choice that it could make.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "datasets/tinytown/choice.h"
#include "datasets/tinytown/phrase.h"

namespace lab::tinytown {

/// A program that makes choices and writes text; it must do the same whenever the choices are.
using Storyteller = std::function<void(Chooser&, Writer&)>;

/// Calls visit(text, probability) once for every sequence of choices. The number of sequences is
/// the product of all options: for grammars small enough to enumerate.
void for_every_telling(const Storyteller& storyteller,
                       const std::function<void(const std::string&, double)>& visit);

/// How often and how likely a text can come about.
struct TextProbability {
  double nats = 0;   ///< -ln P(text), summed over all tellings; infinite when there is none
  i64 tellings = 0;  ///< sequences of choices that give exactly this text
};

/// The exact probability of `text`, with every choice that the text does not reveal summed out.
/// Follows the text and drops a branch at the first byte that differs, so it is quick as long as
/// choices show soon after they are made (a few ms for a story of tinytown).
TextProbability probability_of(const Storyteller& storyteller, std::string_view text);

}  // namespace lab::tinytown
