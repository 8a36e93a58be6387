#include "app/scoreboard/picture.h"

#include <algorithm>
#include <filesystem>

#include "engine/observe/held_watch.h"
#include "viz/app.h"
#include "viz/raster/headless.h"

namespace lab {
namespace {

/// A board that stands still.
class StillBoard final : public ScoreboardSource {
 public:
  explicit StillBoard(const Scoreboard& board) : board_(std::make_shared<Scoreboard>(board)) {}
  std::shared_ptr<const Scoreboard> newest() override { return board_; }
  std::string working_on() override { return {}; }

 private:
  std::shared_ptr<const Scoreboard> board_;
};

/// Design pixels that the rows of a board want, with what stands around them.
float height_for(const Scoreboard& board) {
  constexpr float kRow = 26, kAround = 190, kMost = 4000;
  return std::min(kMost, kAround + kRow * float(board.rows.size()));
}

}  // namespace

void write_board_picture(const Scoreboard& board, const ShotRequest& request) {
  const PanelSize size = comfortable_size(PanelId::scoreboard);
  const int width = request.width ? request.width : int(size.width * request.scale);
  const int height = request.height ? request.height
                                    : int(std::max(size.height, height_for(board)) * request.scale);
  Headless headless(width, height, request.scale);
  const ThemeName theme = request.light ? ThemeName::light : ThemeName::dark;
  set_theme(theme);
  StillBoard source(board);
  HeldWatch nobody;
  Screen screen(nobody, headless.textures(), request.korean ? Lang::ko : Lang::en);
  screen.show_scores_of(&source);
  screen.view().theme = theme;
  constexpr int kUntilItRests = 30;  // frames
  for (int i = 0; i < kUntilItRests; ++i)
    headless.frame([&] {
      screen.draw_panel_only(PanelId::scoreboard, float(width), float(height), headless.now());
    });
  write_png(request.out, headless.picture());
  screen.release();
}

}  // namespace lab
