#include "viz/panels/merge_tree.h"

#include <array>
#include <cmath>

#include "viz/panels/common.h"
#include "viz/panels/piece_flow.h"

namespace lab {
namespace {

constexpr int kMostNodes = 127, kMostDepth = 16;
constexpr float kChip = 22, kStem = 17, kDrop = 7, kLowStem = 6, kLowDrop = 4, kGap = 6;

struct Node {
  i32 token = -1;
  int depth = 0, left = -1, right = -1;
  bool folded = false;          ///< goes on below, but there is no room
  float x = 0;                  ///< centre of the chip, from the box's left
  float width = 0, needed = 0;  ///< of the chip; of all that hangs on it
};

struct Tree {
  std::array<Node, kMostNodes> nodes;
  int count = 0, depth = 0;
  bool complete = true;  ///< every merge above the wanted depth found a node
};

/// Adds a token and what it is made of, down to `deepest`; returns its place.
int grow(Tree& tree, const TokenView& tokens, i32 token, int depth, int deepest) {
  if (tree.count == kMostNodes) return tree.complete = false, 0;
  const int at = tree.count++;
  Node& node = tree.nodes[std::size_t(at)];
  node = {.token = token, .depth = depth};
  node.needed = node.width = piece_width(tokens.label(token), tokens.bytes(token));
  tree.depth = std::max(tree.depth, depth);
  const TokenView::Merge merge = tokens.merge(tokens.merge_of(token));
  const bool made = merge.made >= 0 && merge.left < token && merge.right < token;
  node.folded = made && depth == deepest;
  if (!made || node.folded) return at;
  node.left = grow(tree, tokens, merge.left, depth + 1, deepest);
  node.right = grow(tree, tokens, merge.right, depth + 1, deepest);
  const float below = tree.nodes[std::size_t(node.left)].needed + px(kGap) +
                      tree.nodes[std::size_t(node.right)].needed;
  node.needed = std::max(node.needed, below);
  return at;
}

/// Parts side by side in the middle of the room that their whole needs, the whole above them.
void place(Tree& tree, Node& node, float left) {
  const float middle = left + node.needed / 2;
  node.x = middle;
  if (node.right < 0) return;
  Node& first = tree.nodes[std::size_t(node.left)];
  Node& second = tree.nodes[std::size_t(node.right)];
  left += (node.needed - first.needed - px(kGap) - second.needed) / 2;
  place(tree, first, left);
  place(tree, second, left + first.needed + px(kGap));
  const float free = (node.needed - node.width) / 2;  // how far the whole may lean to one side
  node.x = std::clamp((first.x + second.x) / 2, middle - free, middle + free);
}

float height_of(const Tree& tree, bool low) {
  const float pitch = px(kChip) + px(low ? kLowStem + kLowDrop : kStem + kDrop);
  const bool folded = std::any_of(tree.nodes.begin(), tree.nodes.begin() + tree.count,
                                  [](const Node& node) { return node.folded; });
  return px(kChip) + pitch * float(tree.depth) + (folded ? px(14) : 0);
}

/// The deepest tree that the box has room for; `low` leaves the numbers out.
Tree fitting_tree(const TokenView& tokens, i32 token, const Rect& box, bool& low) {
  Tree tree;
  for (int deepest = kMostDepth; deepest >= 0; --deepest)
    for (const bool try_low : {false, true}) {
      tree.count = tree.depth = 0, tree.complete = true;
      grow(tree, tokens, token, 0, deepest);
      low = try_low;
      const bool fits = tree.complete && tree.nodes[0].needed <= box.w;
      if ((fits && height_of(tree, low) <= box.h) || deepest == 0) {
        place(tree, tree.nodes[0], 0);
        return tree;
      }
    }
  return tree;
}

void draw_links(const Tree& tree, const Node& node, const TokenView& tokens, ImVec2 from,
                bool low) {
  ImDrawList* list = ui::draw_list();
  const Color line = theme().text_faint;
  const float stem = px(low ? kLowStem : kStem), drop = px(low ? kLowDrop : kDrop);
  const float middle = std::round(from.x + node.x), thick = std::max(1.f, px(1));
  const float bar = std::round(from.y + px(kChip) + stem);
  list->AddRectFilled({middle, from.y + px(kChip)}, {middle + thick, bar}, line);
  float ends[2];
  for (const int child : {node.left, node.right}) {
    const float x = std::round(from.x + tree.nodes[std::size_t(child)].x);
    ends[child == node.right] = x;
    list->AddRectFilled({x, bar}, {x + thick, bar + drop}, line);
  }
  list->AddRectFilled({ends[0], bar}, {ends[1] + thick, bar + thick}, line);
  if (low) return;
  Label number("#");
  number.append(grouped(tokens.merge_of(node.token) + 1));
  draw_text(list, Face::digits, middle + px(5), from.y + px(kChip) + px(2), theme().text_dim,
            number);
}

/// No room for a tree: the last merge alone, "there ← ·the + re  #46".
void draw_in_a_row(const TokenView& tokens, i32 token, const Rect& box) {
  ImDrawList* list = ui::draw_list();
  const TokenView::Merge merge = tokens.merge(tokens.merge_of(token));
  const float y = box.y + px(kChip) / 2;
  float x = box.x;
  const auto chip = [&](i32 id, Color ground) {
    x = draw_piece(list, x, y, tokens.label(id), tokens.bytes(id), ground, box.w / 3).right();
  };
  const auto sign = [&](std::string_view text) {
    draw_text(list, Face::body, {x, box.y, px(22), px(kChip)}, Align::centre, theme().text_faint,
              text);
    x += px(22);
  };
  chip(token, fade(theme().accent, 0.55f));
  sign("←");
  chip(merge.left, theme().control);
  sign("+");
  chip(merge.right, theme().control);
  Label number("#");
  number.append(grouped(tokens.merge_of(token) + 1));
  draw_text(list, Face::digits, x + px(10), y - px(7), theme().text_dim, number);
}

}  // namespace

i64 step_of_merge(const Frame& frame, const TokenView& tokens, i64 merge) {
  if (merge < 0 || tokens.merges() == 0 || frame.step <= 0) return -1;
  return (frame.step * (merge + 1) + tokens.merges() - 1) / tokens.merges();
}

void explain_token(const TokenView& tokens, i32 id) {
  Label text = tr(Str::pieces_token_tip, Label(Printable(tokens.label(id))), i64(id),
                  tokens.bytes(id), tokens.count(id));
  if (const i64 merge = tokens.merge_of(id); merge >= 0) {
    text.append("\n");
    text.append(tr(Str::pieces_merge_tip, merge + 1, tokens.merge(merge).count));
  }
  ui::tooltip(text);
}

void draw_merge_tree(PanelContext& context, std::string_view id, const TokenView& tokens, i32 token,
                     const Rect& box) {
  if (box.h < px(kChip) || tokens.label(token).empty()) return;
  bool low = false;
  const Tree tree = fitting_tree(tokens, token, box, low);
  if (tree.count == 1 && tree.nodes[0].folded) return draw_in_a_row(tokens, token, box);
  ImDrawList* list = ui::draw_list();
  const float pitch = px(kChip) + px(low ? kLowStem + kLowDrop : kStem + kDrop);
  for (int i = 0; i < tree.count; ++i) {
    const Node& node = tree.nodes[std::size_t(i)];
    const float y = std::round(box.y + pitch * float(node.depth));
    if (node.right >= 0) draw_links(tree, node, tokens, {box.x, y}, low);
    const std::string_view label = tokens.label(node.token);
    const Color ground = node.depth == 0 ? fade(theme().accent, 0.55f) : theme().control;
    const Rect chip = draw_piece(list, box.x + node.x - node.width / 2, y + px(kChip) / 2, label,
                                 tokens.bytes(node.token), ground, box.w);
    if (node.folded)
      draw_text(list, Face::small, {chip.x, chip.bottom(), chip.w, px(12)}, Align::centre,
                theme().text_faint, "…");
    const ui::Hit hit = ui::hot(ui::id_of(id, i), chip, label);
    if (hit.hovered) explain_token(tokens, node.token);
    const i64 step = step_of_merge(context.frame(), tokens, tokens.merge_of(node.token));
    if (hit.clicked && step >= 0) seek(context.view, step);
  }
}

}  // namespace lab
