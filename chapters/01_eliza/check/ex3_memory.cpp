// Judges answers(): the stub's example, order, room and turns one by one, then random conversations
// against a plain list with a place in it.
#include "ex3_memory.h"

#include "chapters/01_eliza/check/cases.h"
#include "engine/core/rng.h"

namespace lab {
namespace {

using Lines = std::vector<ex::Heard>;

ex::Words wanted_answers(const Lines& lines, const ex::Words& none, i64 room) {
  ex::Words said, all;  // all: whatever was ever remembered
  i64 oldest = 0, nones = 0;
  for (const ex::Heard& line : lines) {
    const bool known = !line.answer.empty();
    if (known && !line.remember.empty()) all.push_back(line.remember);
    oldest = std::max(oldest, i64(all.size()) - room);
    if (known)
      said.push_back(line.answer);
    else if (oldest < i64(all.size()))
      said.push_back(all[std::size_t(oldest++)]);
    else
      said.push_back(none[std::size_t(nones++ % i64(none.size()))]);
  }
  return said;
}

void judge(ExerciseCheck& check, const Lines& lines, const ex::Words& none, i64 room, int hint) {
  std::string told_lines;
  for (const ex::Heard& line : lines)
    told_lines += cat("\n  answer \"", line.answer, "\", remember \"", line.remember, "\"");
  check.given(cat("room for ", room, ", none ", told(none), ", lines:", told_lines));
  const ex::Words wanted = wanted_answers(lines, none, room);
  const ex::Words got = ex::answers(lines, none, std::size_t(room));
  check.equal("number of answers", i64(got.size()), i64(wanted.size()), 1);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    check.that(cat("answer to line ", i + 1), got[i] == wanted[i], wanted[i], got[i], hint);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  const ex::Heard nothing;
  judge(check, {}, {"go on."}, 4, 1);
  judge(check, {{"I see.", ""}}, {"go on."}, 4, 1);
  judge(check, {{"I see.", "your dog?"}, nothing, nothing}, {"go on."}, 4, 1);
  judge(check, {nothing, nothing, nothing}, {"go on.", "and then?"}, 4, 2);
  judge(check, {nothing, {"a", "A"}, nothing, nothing}, {"go on.", "and then?"}, 4, 2);
  judge(check, {{"a", "A"}, {"b", "B"}, {"c", "C"}, nothing, nothing, nothing}, {"n"}, 4, 2);
  judge(check, {{"a", "A"}, {"b", ""}, nothing, nothing}, {"n"}, 4, 1);
  judge(check, {{"", "A"}, nothing}, {"n"}, 4, 1);
  judge(check, {{"a", "A"}, {"b", "B"}, {"c", "C"}, nothing, nothing, nothing}, {"n"}, 2, 3);
  judge(check, {{"a", "A"}, {"b", "B"}, {"c", ""}, nothing, nothing, nothing}, {"n"}, 2, 3);
  judge(check, {{"a", "A"}, {"b", "B"}, nothing, nothing}, {"n"}, 1, 3);
  Rng rng(13);
  for (int round = 0; round < 200; ++round) {
    Lines lines;
    for (u64 i = rng.below(12); i-- > 0;) {
      const std::string name(1, char('a' + lines.size()));
      const bool known = rng.below(2) == 0;
      lines.push_back({known ? name : "", known && rng.below(4) ? name + "?" : ""});
    }
    judge(check, lines, {"n1", "n2", "n3"}, i64(1 + rng.below(3)), 3);
  }
}

}  // namespace lab
