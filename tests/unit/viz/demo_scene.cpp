#include "tests/unit/viz/demo_scene.h"

#include <cmath>
#include <limits>

#include "viz/draw/chips.h"
#include "viz/i18n/strings.h"

namespace lab::test {
namespace {

constexpr int kT = 20;
constexpr float kNoPoint = std::numeric_limits<float>::quiet_NaN();

/// A reproducible number in [0, 1) without <random>, whose output differs between libraries.
float noise(u32 i) {
  i = (i ^ 61) ^ (i >> 16);
  i *= 9;
  i ^= i >> 4;
  i *= 0x27d4eb2d;
  i ^= i >> 15;
  return float(i & 0xffff) / 65536;
}

Label head_name(int head) {
  Label name("머리 ");
  name.append(fixed(head + 1, 0));
  return name;
}

}  // namespace

DemoScene::DemoScene(TextureBackend& backend) : backend_(backend) {
  for (i64 i = 0; i < 20000; ++i) {
    const float base = 1.2f + 3 * std::exp(-float(i) / 3000);
    const bool measured = i % 1000 == 0;
    records_.push_back(
        {i, base + 0.2f * (noise(u32(i)) - 0.5f), measured ? base + 0.06f : kNoPoint});
  }
  for (int h = 0; h < 16; ++h)
    for (int q = 0; q < kT; ++q)
      for (int k = 0; k < kT; ++k) {
        const float distance = float(q - k - h % 4);
        heads_.push_back(k > q ? 0 : std::exp(-distance * distance / (1 + float(h))));
      }
}

void DemoScene::draw(const Rect& screen) {
  Rect rest = screen.inset(px(8));
  draw_transport(rest.cut_top(px(40), px(8)));
  Rect left = rest.cut_left(px(280), px(8));
  draw_facts(left.cut_top(px(300), px(8)));
  draw_light(left);
  Rect right = rest.cut_right(px(372), px(8));
  draw_loss(right.cut_top(px(260), px(8)));
  ui::empty_state(
      ui::panel("empty", right, "다음 글자", "로짓 → 온도 0.80 → top-k 40 → 확률", "").inner,
      "아직 모델을 들여다보지 않았습니다.");
  draw_probe(rest.cut_top(px(116), px(8)));
  draw_heads(rest);
}

void DemoScene::draw_transport(const Rect& r) {
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, theme().panel, px(size::kRound));
  Rect row = r.inset(px(12), px(7));
  const char* run = running ? "멈춤" : "학습";
  if (ui::button("demo.run", row.cut_left(ui::button_width(run), px(8)), run,
                 {.look = ui::Look::primary}))
    running = !running, ++clicks;
  const char* step = "한 단계";
  if (ui::button("demo.step", row.cut_left(ui::button_width(step), px(8)), step)) ++clicks;
  const char* ten = "10단계";
  if (ui::button("demo.step10", row.cut_left(ui::button_width(ten), px(16)), ten,
                 {.why_not = "저장된 실험입니다"}))
    ++clicks;
  const Label lr = scientific(learning_rate), heat = fixed(temperature, 2);
  const ui::SliderHit lr_hit = ui::slider("demo.lr", row.cut_left(px(220), px(12)), &learning_rate,
                                          {.lo = 1e-5f,
                                           .hi = 1e-2f,
                                           .log = true,
                                           .initial = 1e-3f,
                                           .has_initial = true,
                                           .label = "학습률",
                                           .value_text = lr});
  released += lr_hit.released;
  ui::slider("demo.temperature", row.cut_left(px(210), px(12)), &temperature,
             {.lo = 0, .hi = 2, .label = "온도", .value_text = heat});
  const std::string_view langs[] = {tr(Lang::en, Str::lang_name), tr(Lang::ko, Str::lang_name)};
  if (ui::combo("demo.lang", row.cut_right(px(96), px(12)), langs, &lang)) set_language(Lang(lang));
  ui::toggle("demo.compare", row.cut_right(px(72), px(12)), "비교", &compare);
  draw_text(list, Face::figures, row, Align::right, theme().good, "68,412 tok/s");
}

void DemoScene::draw_facts(const Rect& r) {
  const ui::PanelFrame frame =
      ui::panel("facts", r, "실험", "1,024단계", "무엇을 학습하고 있는지 보여 줍니다.");
  Rect rest = frame.inner;
  const std::pair<const char*, const char*> facts[] = {
      {"말뭉치", "tinytown 한국어 1 MB"}, {"층 × 머리", "4 × 4"}, {"문맥", "64 글자"},
      {"최적화", "AdamW 1e-3 → 1e-4"},    {"씨앗", "7"},          {"온도 °, √, ⏎", "↵ ⏎ · — … –"},
      {"바닥(엔트로피)", "0.942 nats"},
  };
  for (const auto& [name, value] : facts) ui::fact_row(rest.cut_top(px(24)), name, value);
  rest.cut_top(px(8));
  ui::input_text("demo.probe", rest.cut_top(px(28), px(8)), &probe, "글을 써 보세요");
}

void DemoScene::draw_probe(const Rect& r) {
  const ui::PanelFrame frame =
      ui::panel("probe", r, "탐침 문장", "", "글자마다 놀란 정도를 칠합니다.");
  const LegendTick ticks[] = {{0, "0"}, {1, "6"}};
  Rect title = r.inset(px(12), 0).cut_top(px(size::kTitleRow));
  draw_legend(ui::draw_list(), title, ColorMap::surprise, "놀람(nats)", ticks);
  ChipFlow flow(ui::draw_list(), frame.inner, {.pad_x = 2, .min_width = 20, .height = 24});
  const std::string text =
      probe + " 그래서 미나는 웃었다.⏎ 왕이 \xF0\x9F\x98\x80 말했다. The king said: “Yes”.";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    const std::string character = text.substr(begin, at - begin);
    const Color fill = map_color(ColorMap::surprise, noise(u32(begin) * 7919));
    const Rect chip = flow.add(character == " " ? "·" : character, fill, ink_on(fill));
    if (begin == 9) draw_chip_ring(ui::draw_list(), chip, theme().accent);
  }
}

void DemoScene::draw_heads(const Rect& r) {
  const ui::PanelFrame frame = ui::panel("heads", r, "", "행렬 · 선 · 호", "");
  Rect rest = frame.inner;
  const std::string_view tabs[] = {"어텐션", "렌즈", "임베딩", "은닉 상태"};
  tab = ui::tab_bar("demo.tab", {rest.x, r.y + px(4), px(300), px(26)}, tabs, tab);
  if (heat_.begin(backend_, 4 * kT, 4 * kT, 1)) {
    for (int h = 0; h < 16; ++h)
      heat_.fill(h % 4 * kT, h / 4 * kT, kT, kT, heads_.data() + h * kT * kT, ColorMap::sequential,
                 true);
    heat_.upload();
  }
  rest.cut_top(px(8));
  for (int h = 0; h < 16; ++h) {
    const Rect cell{rest.x + float(h % 4) * px(96), rest.y + float(h / 4) * px(104), px(80),
                    px(80)};
    heat_.draw(ui::draw_list(), cell, {float(h % 4 * kT), float(h / 4 * kT), kT, kT});
    draw_text(ui::draw_list(), Face::small, {cell.x, cell.bottom(), cell.w, px(20)}, Align::centre,
              theme().text_dim, head_name(h));
    const ui::Hit hit = ui::hot(ui::id_of("demo.head", h / 4, h % 4), cell);
    if (hit.hovered)
      ui::tooltip(
          "샀 → 사  0.41\nq·k/√d = 2.7, 긴 설명은 여러 줄로 나뉘어야 합니다: 그래서 길게 씁니다.");
  }
  const ColorMap maps[] = {ColorMap::sequential, ColorMap::diverging, ColorMap::surprise};
  const LegendTick probability[] = {{0, "0"}, {0.5f, "0.25"}, {1, "1"}},
                   sign[] = {{0, "-1"}, {1, "1"}};
  Rect column{rest.x + px(400), rest.y, rest.w - px(400), rest.h};
  for (const ColorMap map : maps)
    draw_legend(ui::draw_list(), column.cut_top(px(24)), map, "어텐션 √",
                map == ColorMap::diverging ? std::span<const LegendTick>(sign) : probability);
  draw_dashed(ui::draw_list(), {column.x, column.y + px(16)}, {column.right(), column.y + px(60)},
              theme().second, 1.5f);
}

void DemoScene::draw_loss(const Rect& r) {
  const ui::PanelFrame frame =
      ui::panel("loss", r, "손실", "nats/글자 · 로그 축", "낮을수록 다음 글자를 잘 맞힙니다.");
  const Axes axes(frame.inner, {0, 20000}, {0.8, 4.6, AxisScale::log});
  axes.draw_grid(ui::draw_list());
  loss_curve_.draw(ui::draw_list(), axes, series(records_, &Record::step, &Record::loss),
                   theme().accent);
  valid_curve_.draw_dots(ui::draw_list(), axes, series(records_, &Record::step, &Record::valid),
                         theme().second);
  const RefLine lines[] = {{4.17, "ln V", theme().text_faint},
                           {2.48, "2-gram", theme().text_faint},
                           {1.52, "5-gram", theme().good},
                           {1.50, "1.50인 줄", theme().good},
                           {0.942, "바닥", theme().bad}};
  draw_ref_lines(ui::draw_list(), axes, lines);
  draw_marker(ui::draw_list(), axes, 11000, theme().text_dim, "1,024단계");
  ui::hot("demo.loss", axes.area());
}

void DemoScene::draw_light(const Rect& r) {
  const Theme& light = theme_of(ThemeName::light);
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, light.panel, px(size::kRound));
  Rect rest = r.inset(px(12));
  const std::pair<Face, const char*> faces[] = {
      {Face::title, "제목 15 굵게 Title"},
      {Face::body, "본문 15 한글과 English, 값 → 뜻"},
      {Face::small, "작은 글 13 눈금과 설명 Labels"},
      {Face::figures, "0123456789 -1.5e-4 46 %"},
      {Face::digits, "0123456789 -1.5e-4 46 %"},
  };
  for (const auto& [face, text] : faces)
    draw_text(list, face, rest.cut_top(px(24)), Align::left, light.text, text);
  const std::pair<Color, const char*> colors[] = {
      {light.accent, "학습"}, {light.second, "검증"},   {light.good, "실시간"},
      {light.bad, "바닥"},    {light.text_dim, "흐림"}, {light.text_faint, "더 흐림"}};
  for (const auto& [color, text] : colors)
    draw_text(list, Face::body, rest.cut_top(px(22)), Align::left, color, text);
  draw_wrapped(
      list, Face::body, rest, light.text,
      "낱말 사이에서 줄을 바꾸고, 자리가 모자라면 마지막 줄이 말줄임표로 끝납니다. "
      "아주아주아주아주아주아주아주아주아주아주긴낱말은 가운데서 나뉩니다. 끝이 없는 이야기가 "
      "이어지고 또 이어지고 또 이어지고 또 이어지고 또 이어지고 또 이어지고 또 이어집니다.");
}

}  // namespace lab::test
