// scoreboard: every model on the same text, in bits per character.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "app/app.h"
#include "app/scoreboard/board.h"
#include "app/scoreboard/table.h"
#include "viz/panels/scoreboard_picture.h"

namespace lab {
namespace {

struct ScoreboardRequest {
  BoardRequest board;
  std::string out;
  ScoreboardLook look;
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

/// Of the first board; others are named by what they are, for --data to ask for.
void draw_board(const ScoreboardRequest& request, const Boards& boards) {
  if (boards.boards.empty()) fail("scoreboard -o: there is no board to draw");
  write_png(request.out, scoreboard_picture(boards.boards.front(), request.look));
  fmt::print("{}: {}\n", request.out, boards.boards.front().data);
}

int scoreboard(const ScoreboardRequest& request) {
  const Boards boards = make_boards(
      request.board, [](const std::string& doing) { fmt::print(stderr, "lab: {}\n", doing); });
  if (boards.boards.empty() && boards.broken.empty())
    fail(request.board.runs, ": holds no run yet; train one (./lab train gpt --preset smoke), or ",
         "name a text to compare the baselines on (--data FILE)");
  if (!request.out.empty())
    draw_board(request, boards);
  else if (request.json)
    print_json(boards);
  else
    print_boards(boards);
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
  verb->add_option("-o,--out", r->out, "draw it into this PNG");
  verb->add_option("--scale", r->look.scale, "size of text and lines in the PNG, 1 to 4")
      ->check(CLI::Range(1.0, 4.0));
  verb->add_option_function<std::string>(
          "--lang", [=](const std::string& lang) { r->look.korean = lang == "ko"; },
          "language of the PNG: en or ko")
      ->check(CLI::IsMember({"en", "ko"}));
  verb->add_flag("--light", r->look.light, "light theme");
  verb->callback([=, &chosen] { chosen = [=] { return scoreboard(*r); }; });
}

}  // namespace lab
