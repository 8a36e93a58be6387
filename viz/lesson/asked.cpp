// Below a paragraph: the quiz that it asked, the judge's report that it called for.
#include <algorithm>

#include "viz/i18n/strings.h"
#include "viz/lesson/blocks.h"

namespace lab {
namespace {

constexpr float kPad = 12, kGap = 6;
const FlowStyle kWords{.line = 22};

float set_words(Page& page, const Column& column, std::string_view text, Ink ink, bool bold) {
  Flow flow(page, column.x, column.y, column.width, kWords);
  flow.add(text, ink, bold);
  return flow.finish();
}

/// A ground that is as high as what is set upon it.
class Backdrop {
 public:
  Backdrop(Page& page, const Column& column, Tone tone) : page_(page), at_(page.shapes.size()) {
    page.shapes.push_back({{column.x, column.y, column.width, 0}, tone, px(4)});
  }
  void end(float y) { page_.shapes[at_].rect.h = y - page_.shapes[at_].rect.y; }

 private:
  Page& page_;
  std::size_t at_;
};

/// One answer: a button before the choice, a line with a verdict after it.
float set_choice(Page& page, std::string_view text, Choice choice, int chosen, int right,
                 const Column& column) {
  const bool open = chosen < 0, is_right = choice.choice == right,
             is_chosen = choice.choice == chosen;
  const Tone tone = open ? Tone::frame : is_right ? Tone::good : is_chosen ? Tone::bad : Tone::rule;
  Backdrop frame(page, column, tone);
  const Column inner{column.x + px(34), column.y + px(4), column.width - px(44)};
  const float bottom =
      set_words(page, inner, text, open || is_right || is_chosen ? Ink::body : Ink::dim, false);
  char letter[2] = {char('a' + choice.choice % 26), 0};
  const char* mark = open ? letter : is_right ? "○" : is_chosen ? "×" : letter;
  const Ink ink = open ? Ink::dim : is_right ? Ink::good : is_chosen ? Ink::bad : Ink::faint;
  set_words(page, {column.x + px(12), inner.y, px(20)}, mark, ink, true);
  frame.end(bottom + px(4));
  choice.rect = {column.x, column.y, column.width, bottom + px(4) - column.y};
  choice.open = open;
  page.choices.push_back(choice);
  return bottom + px(4);
}

}  // namespace

float set_quiz(Page& page, const Quiz& quiz, i32 index, const PageState& state,
               const Column& column) {
  const auto answered = state.answers.find(quiz.id);
  const int chosen = answered == state.answers.end() ? -1 : answered->second;
  const QuizText& text = quiz.in(state.korean);
  Backdrop frame(page, column, Tone::code);
  Column inner{column.x + px(kPad), column.y + px(kPad), column.width - 2 * px(kPad)};
  inner.y = set_words(page, inner, text.question, Ink::strong, false) + px(kGap);
  for (std::size_t c = 0; c < text.choices.size(); ++c)
    inner.y = set_choice(page, text.choices[c], {.quiz = index, .choice = i32(c)}, chosen,
                         quiz.answer, inner) +
              px(kGap);
  if (chosen >= 0) {
    const bool right = chosen == quiz.answer;
    inner.y += px(2);
    inner.y = set_words(page, inner, tr(right ? Str::quiz_right : Str::quiz_wrong),
                        right ? Ink::good : Ink::bad, true);
    inner.y = set_words(page, inner, text.explanation, Ink::body, false);
  } else {
    inner.y = set_words(page, inner, tr(Str::quiz_commit), Ink::faint, false);
  }
  frame.end(inner.y + px(kPad - 2));
  return inner.y + px(kPad - 2);
}

float set_report(Page& page, const std::string& exercise, const CheckReport& report,
                 const Column& column) {
  Backdrop frame(page, column, Tone::code);
  Column inner{column.x + px(kPad), column.y + px(kPad), column.width - 2 * px(kPad)};
  inner.y = set_words(page, inner, tr(Str::check_title, Label(exercise)), Ink::strong, true);
  if (report.running) inner.y = set_words(page, inner, tr(Str::check_running), Ink::dim, false);
  for (const CheckReport::Line& line : report.lines) {
    const Ink ink = line.tone == CheckReport::Tone::good  ? Ink::good
                    : line.tone == CheckReport::Tone::bad ? Ink::bad
                                                          : Ink::body;
    inner.y = set_words(page, inner, line.text, ink, false);
  }
  frame.end(inner.y + px(kPad - 2));
  return inner.y + px(kPad - 2);
}

}  // namespace lab
