#include "viz/lesson/follow.h"

#include <algorithm>

#include "viz/i18n/strings.h"
#include "viz/layout.h"
#include "viz/panels/common.h"

namespace lab {
namespace {

constexpr double kRingFull = 0.7, kRingFades = 0.9;  ///< seconds

PanelId panel_of(LabVerb verb) {
  switch (verb) {
    case LabVerb::attention:
    case LabVerb::head:
      return PanelId::attention;
    case LabVerb::experiment:
      return PanelId::experiment;
    case LabVerb::loss:
      return PanelId::loss;
    case LabVerb::next:
      return PanelId::next;
    case LabVerb::probe:
      return PanelId::probe;
    case LabVerb::samples:
      return PanelId::samples;
    case LabVerb::timemachine:
      return PanelId::time_machine;
    case LabVerb::ladder:
      return PanelId::ladder;
    case LabVerb::bigrams:
      return PanelId::bigrams;
    case LabVerb::sparsity:
      return PanelId::sparsity;
    case LabVerb::pieces:
      return PanelId::pieces;
    case LabVerb::merges:
      return PanelId::merges;
    case LabVerb::fertility:
      return PanelId::fertility;
    case LabVerb::dialogue:
      return PanelId::dialogue;
    case LabVerb::scoreboard:
      return PanelId::scoreboard;
    case LabVerb::transport:
    case LabVerb::train:
    case LabVerb::pause:
      return PanelId::transport;
    default:
      return PanelId::none;
  }
}

void choose(ViewState& view, const LabLink& link) {
  view.selection.lock({.layer = i32(link.integer("layer")),
                       .head = i32(link.integer("head")),
                       .query = i32(std::max(link.integer("query"), link.integer("position"))),
                       .key = i32(link.integer("key"))});
}

/// A token by what it writes or what pictures print for it; -1 if there is none.
i32 token_named(const RunInfo& info, const std::string* text) {
  for (const auto* names : {&info.token_text, &info.token_labels})
    for (std::size_t id = 0; text && id < names->size(); ++id)
      if ((*names)[id] == *text) return i32(id);
  return -1;
}

void set_sampler(SamplerOptions& sampler, const LabLink& link) {
  sampler.temperature =
      float(std::clamp(link.number("temperature", double(sampler.temperature)), 0., 2.));
  sampler.top_k = i32(link.integer("top_k", sampler.top_k));
  sampler.top_p = float(std::clamp(link.number("top_p", double(sampler.top_p)), 0.05, 1.));
  if (link.find("seed")) sampler.seed = u64(link.integer("seed"));
}

void edit_head(ViewState& view, const LabLink& link) {
  HeadEdit edit{.layer = i32(link.integer("layer")), .head = i32(link.integer("head"))};
  std::erase_if(view.heads,
                [&](const HeadEdit& e) { return e.layer == edit.layer && e.head == edit.head; });
  const std::string& mode = *link.find("mode");
  if (mode == "normal") return;
  edit.mode = mode == "mean" ? HeadMode::mean : HeadMode::zero;
  view.heads.push_back(edit);
}

void train(Watch& watch, const LabLink& link) {
  if (!watch.can_train()) return;
  if (link.find("lr_scale")) watch.send({Command::Kind::lr_scale, link.number("lr_scale", 1)});
  const i64 steps = link.integer("steps", 0);
  if (steps > 0)
    watch.send({Command::Kind::step, double(steps)});
  else if (!link.find("lr_scale"))
    watch.send({Command::Kind::run});
}

bool has_head(const PanelContext& context, const LabLink& link) {
  const RunInfo& info = context.watch.info();
  return link.integer("layer") < info.layers && link.integer("head") < info.heads;
}

}  // namespace

void point_at(PanelContext& context, PanelId panel) {
  ViewState& view = context.view;
  if (panel == PanelId::none) return;
  for (std::size_t i = 0; i < std::size(kSideTabs); ++i)
    if (kSideTabs[i] == panel) view.side_tab = int(i);
  for (std::size_t i = 0; i < std::size(kStageTabs); ++i)
    if (kStageTabs[i] == panel) view.stage_tab = int(i);
  if (const int at = stage_named(context.watch.info().stage).index_of(panel); at >= 0)
    view.stage_panel = at, view.stage_tab = 0;
  const bool always_there = panel == PanelId::transport || panel == PanelId::time_machine;
  if (!always_there && view.maximised != panel) view.maximised = PanelId::none;
  view.ring = {.panel = panel, .since = context.now, .fresh = true};
}

float ring_strength(const ViewState& view, double now) {
  if (view.ring.panel == PanelId::none) return 0;
  const double age = now - view.ring.since - kRingFull;
  return float(std::clamp(1 - age / kRingFades, 0., 1.));
}

void follow(PanelContext& context, const LabLink& link) {
  ViewState& view = context.view;
  switch (link.verb) {
    case LabVerb::attention:
    case LabVerb::ladder:
      choose(view, link);
      break;
    case LabVerb::bigrams:
      view.bigrams.previous = token_named(context.watch.info(), link.find("previous"));
      view.bigrams.next = token_named(context.watch.info(), link.find("next"));
      break;
    case LabVerb::head:
      if (!has_head(context, link)) break;
      choose(view, link);
      edit_head(view, link);
      break;
    case LabVerb::loss:
      if (link.find("log_x")) view.loss.log_x = link.integer("log_x") == 1;
      if (link.find("bits")) view.loss.bits = link.integer("bits") == 1;
      break;
    case LabVerb::next:
      choose(view, link);
      set_sampler(view.sampler, link);
      break;
    case LabVerb::probe:
    case LabVerb::dialogue:
      if (const std::string* text = link.find("text")) view.probe_text = *text, view.forced.clear();
      choose(view, link);
      break;
    case LabVerb::merges:
      view.merges.wanted = view.merges.kept = link.integer("merge") - 1;
      break;
    case LabVerb::timemachine:
      if (link.find("step")) seek(view, link.integer("step"));
      break;
    case LabVerb::train:
      train(context.watch, link);
      break;
    case LabVerb::pause:
      if (context.watch.can_train()) context.watch.send({Command::Kind::pause});
      break;
    default:
      break;
  }
  point_at(context, panel_of(link.verb));
}

Label told(const PanelContext& context, const LabLink& link) {
  const bool stored = !context.watch.can_train();
  switch (link.verb) {
    case LabVerb::quiz:
      return tr(Str::link_quiz);
    case LabVerb::check:
      return tr(Str::link_check, Label(*link.find("exercise")));
    case LabVerb::train:
    case LabVerb::pause:
      if (stored) return tr(Str::cannot_train);
      if (link.verb == LabVerb::pause) return tr(Str::link_pause);
      return link.find("steps") ? tr(Str::link_train, link.integer("steps")) : tr(Str::link_run);
    case LabVerb::timemachine:
      if (link.find("step")) return tr(Str::link_seek, link.integer("step"));
      break;
    case LabVerb::head:
      if (!has_head(context, link)) return tr(Str::link_no_head);
      return tr(Str::link_head, link.integer("layer") + 1, link.integer("head") + 1);
    case LabVerb::probe:
    case LabVerb::dialogue:
      if (const std::string* text = link.find("text")) return tr(Str::link_probe, Label(*text));
      break;
    default:
      break;
  }
  return tr(Str::link_look, tr(title_of(panel_of(link.verb))));
}

}  // namespace lab
