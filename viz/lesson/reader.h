// The lesson, beside the live panels: a page that scrolls, links that act, quizzes that ask first.
#pragma once
#include "viz/lesson/page.h"
#include "viz/lesson/pictures.h"
#include "viz/panels/panel.h"

namespace lab {

/// Owns the page, laid out once per width, language and answer: an unchanged frame measures
/// nothing. The host must outlive it.
class LessonPanel {
 public:
  explicit LessonPanel(LessonHost* host) : host_(host) {}
  ~LessonPanel() { keep_place(); }
  LessonPanel(const LessonPanel&) = delete;
  LessonPanel& operator=(const LessonPanel&) = delete;

  /// False where nothing can be read: there is no host.
  bool available() const { return host_ != nullptr; }
  void draw(PanelContext& context, const Rect& rect);
  /// Page up and down, home, end.
  void handle_keys();
  /// To a heading, counted from 0, at once; before the first frame too.
  void go_to(i32 heading) { pending_ = PagePlace{heading, 0}, has_pending_ = true; }
  /// To the section of that number or title; false if there is none.
  bool go_to_section(std::string_view name, bool korean);
  /// The heading last passed, and how far.
  PagePlace place() const { return place_at(page_, scroll_); }
  /// What is set; for tests.
  const Page& page() const { return page_; }
  /// A picture that was clicked, on top of everything: submit `take_clicks` first, draw last.
  bool enlarged() const { return large_ >= 0; }
  void take_clicks(const Rect& screen);
  void draw_enlarged(const Rect& screen);
  void shrink() { large_ = -1; }
  bool moving() const { return glide_.value != scroll_; }
  /// Gives the textures back and remembers the place.
  void release();

 private:
  void load(PanelContext& context);
  void set_page(float width);
  Rect draw_header(PanelContext& context, Rect row);
  void draw_contents(const Rect& room);
  void draw_page(PanelContext& context, const Rect& room);
  void draw_shapes(const Page& page, std::size_t first, std::size_t last, ImVec2 at);
  void draw_pictures(std::size_t first, std::size_t last, ImVec2 at);
  void draw_words(PanelContext& context, std::size_t first, std::size_t last, ImVec2 at,
                  const Rect& room);
  void draw_link(PanelContext& context, std::size_t piece, const Rect& rect);
  void draw_choices(std::size_t first, std::size_t last, ImVec2 at, const Rect& room);
  void draw_bar(const Rect& track, float room);
  void use_link(PanelContext& context, const Link& link);
  void answer(const Choice& choice);
  void scroll_to(float y);
  void keep_place();

  LessonHost* host_;
  LessonText text_;
  std::vector<std::string> titles_;  ///< of the headings
  std::vector<int> levels_;
  PageState state_;
  Page page_;
  Pictures pictures_;
  bool loaded_ = false, stale_ = true;
  float scale_ = 0;
  u64 reports_ = 0;

  float scroll_ = 0, room_ = 0;  ///< pixels above the top, and the height that is seen
  ui::Glide glide_;
  PagePlace pending_;
  bool has_pending_ = false;
  bool contents_ = false;
  float contents_scroll_ = 0;
  double now_ = 0, scrolled_at_ = -1;  ///< when it was last moved; -1 = the place is kept
  i32 large_ = -1;                     ///< block of the enlarged picture
  i32 hot_link_ = -1, next_hot_link_ = -1;
};

}  // namespace lab
