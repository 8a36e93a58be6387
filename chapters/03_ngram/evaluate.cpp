#include "chapters/03_ngram/evaluate.h"

#include <cmath>

namespace lab {

Evaluation evaluate_ngram(const NgramModel& model, std::span<const i32> ids, i64 characters) {
  Evaluation out{.tokens = i64(ids.size()), .characters = characters};
  NgramContext context = model.counts().start();
  // [score]
  double nats = 0;
  for (const i32 id : ids) {
    const double p = model.step(context, id);  // p(id | the order-1 tokens before it)
    out.impossible += p == 0;
    nats -= std::log(p);
  }
  // [/score]
  if (!ids.empty()) out.nats_per_token = nats / double(ids.size());
  const bool sentences = model.counts().shape().end >= 0;
  out.rule = cat("every ", sentences ? "word and sentence end" : "character",
                 " is predicted from the ", model.order() - 1, " before it",
                 sentences ? " in its sentence" : "; the context runs on through the text");
  return out;
}

}  // namespace lab
