// Every widget and plot of viz/draw on one screen, with Korean text: looked at by people, kept as
// golden pictures by tests.
#pragma once
#include <string>
#include <vector>

#include "viz/draw/axes.h"
#include "viz/draw/heat.h"
#include "viz/draw/widgets.h"

namespace lab::test {

struct DemoScene {
  explicit DemoScene(TextureBackend& backend);
  void draw(const Rect& screen);

  bool running = true, compare = false;
  float learning_rate = 6.2e-4f, temperature = 0.8f;
  int clicks = 0, tab = 0, lang = 1, released = 0;
  std::string probe = "미나는 시장에서 사과를 샀다.";

 private:
  struct Record {
    i64 step;
    float loss, valid;
  };
  void draw_transport(const Rect& r);
  void draw_facts(const Rect& r);
  void draw_probe(const Rect& r);
  void draw_heads(const Rect& r);
  void draw_loss(const Rect& r);
  void draw_light(const Rect& r);

  TextureBackend& backend_;
  std::vector<Record> records_;
  std::vector<float> heads_;  ///< (16, kT, kT)
  HeatTexture heat_;
  Curve loss_curve_, valid_curve_;
};

}  // namespace lab::test
