// lesson: a chapter's text in the terminal, and its questions one by one.
#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdlib>

#include "app/app.h"
#include "app/lesson_files.h"
#include "app/lesson_text.h"
#include "app/training.h"
#include "engine/core/check.h"
#include "engine/lesson/place.h"
#include "engine/lesson/quiz.h"

namespace lab {
namespace {

struct LessonRequest {
  std::string chapter, section, lang;
  bool quiz = false;
};

/// The blocks that are asked for.
struct Part {
  std::size_t first = 0, last = 0;
};

Part find_part(const Lesson& lesson, const std::string& section) {
  if (section.empty()) return {0, lesson.blocks.size()};
  const std::vector<i32> headings = lesson.headings();
  const std::optional<i32> found = lesson.section(section);
  if (!found) {
    std::string known;
    for (const i32 heading : headings)
      known += cat("\n  ", plain_text(lesson.blocks[std::size_t(heading)].spans));
    throw UsageError(cat("--section: there is no section \"", section, "\"; there are", known));
  }
  const std::size_t first = std::size_t(headings[std::size_t(*found)]);
  std::size_t last = first + 1;
  const auto ends = [&](const Block& block) {
    return block.kind == Block::Kind::heading && block.level <= lesson.blocks[first].level;
  };
  while (last < lesson.blocks.size() && !ends(lesson.blocks[last])) ++last;
  return {first, last};
}

TerminalStyle terminal_style(bool korean) {
  TerminalStyle style{.colors = isatty(STDOUT_FILENO) != 0, .korean = korean};
  winsize size{};
  if (style.colors && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.width = std::clamp(int(size.ws_col), 30, 100);
  return style;
}

/// Through $PAGER on a terminal, as it is into a pipe or a file.
void show(const std::string& text) {
  const char* pager = std::getenv("PAGER");
  std::FILE* to = nullptr;
  if (isatty(STDOUT_FILENO)) {
    setenv("LESS", "R", 0);  // a pager of one's own choice shows colours too
    std::signal(SIGPIPE, SIG_IGN);
    to = popen(pager && *pager ? pager : "less -R", "w");
  }
  std::fwrite(text.data(), 1, text.size(), to ? to : stdout);
  if (to && pclose(to) == 127 << 8) std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

/// The quizzes that links in the blocks of `part` name, in their order.
std::vector<const Quiz*> quizzes_of(const Lesson& lesson, const Part& part,
                                    const std::vector<Quiz>& quizzes) {
  std::vector<const Quiz*> out;
  i32 last = -1;
  for (std::size_t i = part.first; i < part.last; ++i)
    for (const Span& span : lesson.blocks[i].spans) {
      if (span.link <= last) continue;
      const Link& link = lesson.links[std::size_t(last = span.link)];
      if (link.kind != Link::Kind::lab || link.lab.verb != LabVerb::quiz) continue;
      if (const Quiz* quiz = find_quiz(quizzes, *link.lab.find("id"))) out.push_back(quiz);
    }
  return out;
}

struct Words {
  const char *prompt, *no_choice, *heading, *right, *wrong, *nothing, *answered, *score;
};
constexpr Words kEnglish{"answer 1 to {}, s or Enter = skip, q = quit: ",
                         "that is no choice\n",
                         "question {} of {}",
                         "Right.",
                         "Not this one; right is {}.",
                         "no questions here",
                         "you answered {}",
                         "{0} right of {1} answered; {2} open"};
constexpr Words kKorean{"1–{} 가운데 답, s나 Enter = 건너뛰기, q = 그만: ",
                        "보기에 없는 답입니다\n",
                        "문제 {}/{}",
                        "맞았습니다.",
                        "정답이 아닙니다. 답은 {}번입니다.",
                        "여기에는 문제가 없습니다",
                        "{}번이라고 답했습니다",
                        "{1}문제에 답해 {0}문제 맞음, 남은 문제 {2}개"};

/// One line of the keyboard: a choice from 0, -1 to skip, -2 to stop.
int read_answer(const Words& words, int choices) {
  while (true) {
    fmt::print(fmt::runtime(words.prompt), choices);
    std::fflush(stdout);
    std::string line;
    int c = 0;
    while ((c = std::getchar()) != EOF && c != '\n') line += char(c);
    if (line == "q" || (c == EOF && line.empty())) return -2;
    if (line == "s" || line.empty()) return -1;
    char* end = nullptr;
    const long number = std::strtol(line.c_str(), &end, 10);
    if (end && *end == 0 && number >= 1 && number <= choices) return int(number - 1);
    fmt::print("{}", words.no_choice);
  }
}

/// Asks, waits for a commitment, then tells. False when the reader has had enough.
bool ask(const Quiz& quiz, const Words& words, bool korean, int width, ReaderPlace& place) {
  const QuizText& text = quiz.in(korean);
  fmt::print("\n{}", wrapped_text(text.question, width));
  for (std::size_t c = 0; c < text.choices.size(); ++c)
    fmt::print("  {}  {}\n", c + 1, text.choices[c]);
  const auto before = place.answers.find(quiz.id);
  int chosen = before == place.answers.end() ? -1 : before->second;
  if (chosen >= 0)
    fmt::print("{}\n", fmt::format(fmt::runtime(words.answered), chosen + 1));
  else if ((chosen = read_answer(words, int(text.choices.size()))) < 0)
    return chosen == -1;
  place.answers.try_emplace(quiz.id, chosen);
  fmt::print("{}\n{}",
             chosen == quiz.answer ? std::string(words.right)
                                   : fmt::format(fmt::runtime(words.wrong), quiz.answer + 1),
             wrapped_text(text.explanation, width));
  return true;
}

void ask_all(const std::vector<const Quiz*>& quizzes, const Chapter& chapter, bool korean,
             int width) {
  const Words& words = korean ? kKorean : kEnglish;
  if (quizzes.empty()) {
    fmt::print("{}\n", words.nothing);
    return;
  }
  ReaderPlace place = load_place(reader_file(), chapter.name);
  std::size_t number = 0;
  for (const Quiz* quiz : quizzes) {
    number += 1;
    fmt::print("\n{}", fmt::format(fmt::runtime(words.heading), number, quizzes.size()));
    const bool more = ask(*quiz, words, korean, width, place);
    save_place(reader_file(), chapter.name, place);  // each answer counts, whatever comes next
    if (!more) break;
  }
  std::size_t right = 0, answered = 0;
  for (const Quiz* quiz : quizzes) {
    const auto answer = place.answers.find(quiz->id);
    answered += answer != place.answers.end();
    right += answer != place.answers.end() && answer->second == quiz->answer;
  }
  fmt::print("\n{}\n",
             fmt::format(fmt::runtime(words.score), right, answered, quizzes.size() - answered));
}

int lesson(const LessonRequest& request) {
  const Chapter& chapter = find_chapter(request.chapter);
  const bool korean = request.lang.empty() ? korean_locale() : request.lang == "ko";
  const LessonFile file = load_lesson(chapter, korean);
  const std::vector<Quiz> quizzes = load_quizzes(file.folder + "/quiz.json");
  const Part part = find_part(file.lesson, request.section);
  const TerminalStyle style = terminal_style(korean);
  if (file.fallback)
    fmt::print(
        stderr, "lab: {}\n",
        korean ? "아직 한국어 글이 없어 영어 글을 보여 줍니다" : "there is no English text yet");
  if (!request.quiz) show(terminal_text(file.lesson, part.first, part.last, style));
  const bool somebody = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  const std::vector<const Quiz*> asked = quizzes_of(file.lesson, part, quizzes);
  if (request.quiz || (somebody && !request.section.empty() && !asked.empty()))
    ask_all(asked, chapter, korean, style.width);
  return 0;
}

}  // namespace

void add_lesson_verb(CLI::App& app, Chosen& chosen) {
  auto request = std::make_shared<LessonRequest>();
  CLI::App* verb = app.add_subcommand("lesson", "a chapter's text in the terminal");
  verb->add_option("CHAPTER", request->chapter, "name or number, as 10; `lmlab list` shows them")
      ->required();
  verb->add_option("--section", request->section,
                   "only this section: its number, its title or a part of it");
  verb->add_option("--lang", request->lang, "en or ko (default: as LANG says)")
      ->check(CLI::IsMember({"en", "ko"}));
  verb->add_flag("--quiz", request->quiz, "only the questions, one by one; answers are remembered");
  verb->callback([=, &chosen] { chosen = [=] { return lesson(*request); }; });
}

}  // namespace lab
