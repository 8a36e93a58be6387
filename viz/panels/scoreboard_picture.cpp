#include "viz/panels/scoreboard_picture.h"

#include "viz/app.h"
#include "viz/raster/headless.h"

namespace lab {
namespace {

/// A watch over nothing: what a screen needs where there is no run.
class NoRun final : public Watch {
 public:
  bool poll() override { return false; }
  const RunInfo& info() const override { return info_; }
  const RunStatus& status() const override { return status_; }
  const std::vector<StepRecord>& steps() const override { return steps_; }
  const std::vector<SampleRecord>& samples() const override { return samples_; }
  const std::vector<EventRecord>& events() const override { return events_; }
  const std::vector<i64>& keyframes() const override { return keyframes_; }
  const Frame& frame() const override { return frame_; }
  void ask(const Query&) override {}
  void send(const Command&) override {}
  bool can_train() const override { return false; }

 private:
  RunInfo info_;
  RunStatus status_;
  std::vector<StepRecord> steps_;
  std::vector<SampleRecord> samples_;
  std::vector<EventRecord> events_;
  std::vector<i64> keyframes_;
  Frame frame_;
};

/// A board that is there already. The caller keeps it.
class ThisBoard final : public ScoreboardSource {
 public:
  explicit ThisBoard(const Scoreboard& board) : board_(std::shared_ptr<void>(), &board) {}
  std::shared_ptr<const Scoreboard> newest() override { return board_; }
  std::string working_on() override { return {}; }

 private:
  std::shared_ptr<const Scoreboard> board_;
};

}  // namespace

Image scoreboard_picture(const Scoreboard& board, const ScoreboardLook& look) {
  const float rows = 26 * float(board.rows.size());  // title, names of lines, axis: 190
  const int width = look.width > 0 ? look.width : int(1200 * look.scale);
  const int height = look.height > 0 ? look.height : int((rows + 190) * look.scale);
  NoRun watch;
  ThisBoard source(board);
  Headless headless(width, height, look.scale);
  Screen screen(watch, headless.textures(), look.korean ? Lang::ko : Lang::en);
  screen.view().theme = look.light ? ThemeName::light : ThemeName::dark;
  screen.show_scores_of(&source);
  for (int i = 0; i < 3; ++i)
    headless.frame([&] {
      screen.draw_panel_only(PanelId::scoreboard, float(width), float(height), headless.now());
    });
  screen.release();
  return headless.picture();
}

}  // namespace lab
