// scoreboard: every model on the same text, in bits per character.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "app/app.h"
#include "app/scoreboard/board.h"
#include "app/scoreboard/table.h"

namespace lab {
namespace {

struct ScoreboardRequest {
  BoardRequest board;
  std::string out;
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

int scoreboard(const ScoreboardRequest& request) {
  const Boards boards = make_boards(
      request.board, [](const std::string& doing) { fmt::print(stderr, "lab: {}\n", doing); });
  if (boards.boards.empty() && boards.broken.empty())
    fail(request.board.runs, ": holds no run yet; train one (./lab train gpt --preset smoke), or ",
         "name a text to compare the baselines on (--data FILE)");
  if (request.json)
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
  verb->callback([=, &chosen] { chosen = [=] { return scoreboard(*r); }; });
}

}  // namespace lab
