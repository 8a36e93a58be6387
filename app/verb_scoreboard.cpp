// scoreboard: every model on the same text, in bits per character.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "app/app.h"
#include "app/scoreboard/board.h"
#include "app/scoreboard/picture.h"
#include "app/scoreboard/table.h"
#include "app/training.h"

namespace lab {
namespace {

struct ScoreboardRequest {
  BoardRequest board;
  ShotRequest shot;
  std::string size, lang;
  bool json = false;
};

void print_boards(const Boards& boards) {
  const char* between = "";
  for (const Scoreboard& board : boards.boards) {
    fmt::print("{}{}", between, board_table(board));
    between = "\n";
  }
  for (const ScoreRow& row : boards.broken)
    fmt::print("cannot be read  {}: {}\n", row.name, row.note);
}

void print_json(const Boards& boards) {
  Json list = Json::array(), broken = Json::array();
  for (const Scoreboard& board : boards.boards) list.push(board_json(board));
  for (const ScoreRow& row : boards.broken) broken.push(row_json(row, nullptr));
  fmt::print("{}\n", Json::object()
                         .set("format", "lmlab-scoreboard/1")
                         .set("boards", list)
                         .set("broken", broken)
                         .dump());
}

/// The chart of the first board.
void write_chart(ScoreboardRequest request, const Boards& boards) {
  if (boards.boards.empty()) fail(request.shot.out, ": there is no run that could be drawn");
  request.shot.korean = request.lang.empty() ? korean_locale() : request.lang == "ko";
  write_board_picture(boards.boards[0], request.shot);
}

int scoreboard(ScoreboardRequest request) {
  take_size(request.size, request.shot);
  if (!request.shot.out.empty() && !request.shot.out.ends_with(".png"))
    throw UsageError(cat("-o: want a name that ends in .png, got \"", request.shot.out, "\""));
  const Boards boards = make_boards(
      request.board, [](const std::string& doing) { fmt::print(stderr, "lab: {}\n", doing); });
  if (boards.boards.empty() && boards.broken.empty())
    fail(request.board.runs, ": holds no run yet; train one (./lab train gpt --preset smoke), or ",
         "name a text to compare the baselines on (--data FILE)");
  if (request.json)
    print_json(boards);
  else
    print_boards(boards);
  if (!request.shot.out.empty()) write_chart(request, boards);
  return 0;
}

}  // namespace

void add_scoreboard_verb(CLI::App& app, Chosen& chosen) {
  auto r = std::make_shared<ScoreboardRequest>();
  CLI::App* verb =
      app.add_subcommand("scoreboard", "every model on the same text, in bits per character");
  verb->add_option("--data", r->board.data,
                   "a file or tinytown...: its validation part for all runs that can read it "
                   "(without: each run on its own, those with the same text together)");
  verb->add_option("--valid", r->board.valid, "with --data: a file of its own to validate on");
  verb->add_option("--runs", r->board.runs, "the folder of run directories (default: runs)");
  verb->add_flag("--json", r->json, "one JSON object");
  verb->add_option("-o,--out", r->shot.out, "a PNG of the first table as a chart");
  verb->add_option("--lang", r->lang, "of the chart: en or ko")->check(CLI::IsMember({"en", "ko"}));
  verb->add_option("--size", r->size, "of the chart, pixels, e.g. 1440x900");
  verb->add_option("--scale", r->shot.scale, "size of the chart's text and lines, 1 to 4")
      ->check(CLI::Range(1.0, 4.0));
  verb->add_flag("--light", r->shot.light, "light theme");
  verb->callback([=, &chosen] {
    chosen = [=] {
      if (!r->board.valid.empty() && r->board.data.empty())
        throw UsageError("--valid goes with --data, the text that trains the baselines");
      return scoreboard(*r);
    };
  });
}

}  // namespace lab
