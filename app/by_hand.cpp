// What a `lab:` link asks for, in words, where nothing can be clicked.
#include "app/lesson_text.h"
#include "engine/core/check.h"

namespace lab {
namespace {

/// ", layer 1, head 4" (", 1층 헤드 4") of the arguments that name a place in the model; people
/// count from 1 there.
std::string place_told(const LabLink& link, bool ko) {
  std::string out;
  if (link.find("layer")) {
    const i64 layer = link.integer("layer") + 1;
    out += ko ? cat(", ", layer, "층") : cat(", layer ", layer);
  }
  if (link.find("head"))
    out += cat(ko && !out.empty() ? " " : ", ", ko ? "헤드 " : "head ", link.integer("head") + 1);
  if (link.find("query"))
    out += ko ? cat(", ", link.integer("query"), "행") : cat(", row ", link.integer("query"));
  if (link.find("key"))
    out += ko ? cat(", ", link.integer("key"), "열") : cat(", column ", link.integer("key"));
  return out;
}

std::string sampler_told(const LabLink& link, bool ko) {
  std::string out;
  const auto add = [&](const char* name, const char* en, const char* korean) {
    if (const std::string* value = link.find(name)) out += cat(", ", ko ? korean : en, " ", *value);
  };
  add("position", "position", "자리");
  add("temperature", "temperature", "온도");
  add("top_k", "top-k", "top-k");
  add("top_p", "top-p", "top-p");
  add("seed", "seed", "시드");
  return out;
}

std::string head_told(const LabLink& link, bool ko) {
  const std::string& mode = *link.find("mode");
  const char* what =
      mode == "normal" ? (ko ? "되돌리기 (X)" : "restore (X)") : (ko ? "떼기 (X)" : "cut (X)");
  return cat(ko ? "창: 어텐션" : "window: attention", place_told(link, ko), ", ", what);
}

/// ", “q” → “u”"
std::string pair_told(const LabLink& link) {
  const std::string *previous = link.find("previous"), *next = link.find("next");
  std::string out = previous ? cat(", “", *previous, "” →") : "";
  if (next) out += cat(previous ? "" : ", →", " “", *next, "”");
  return out;
}

std::string train_told(const LabLink& link, bool ko) {
  if (link.find("steps"))
    return ko ? cat("창: ", link.integer("steps"), "단계 학습")
              : cat("window: train ", link.integer("steps"), " steps");
  return ko ? "창: 학습" : "window: Run";
}

/// The panels of chapters 01 to 03.
std::string stage_told(const LabLink& link, bool ko) {
  switch (link.verb) {
    case LabVerb::ladder:
      return cat(ko ? "창: 백오프 사다리" : "window: back-off ladder", sampler_told(link, ko));
    case LabVerb::bigrams:
      return cat(ko ? "창: 바이그램 표" : "window: bigrams", pair_told(link));
    case LabVerb::sparsity:
      return ko ? "창: 희소성" : "window: sparsity";
    case LabVerb::pieces:
      return ko ? "창: 토큰" : "window: pieces";
    case LabVerb::merges:
      return ko ? "창: 병합" : "window: merges";
    case LabVerb::fertility:
      return ko ? "창: 글자당 토큰 수" : "window: fertility";
    case LabVerb::dialogue:
      if (const std::string* text = link.find("text"))
        return cat(ko ? "창: 대화 “" : "window: dialogue “", *text, "”");
      return ko ? "창: 대화" : "window: dialogue";
    case LabVerb::scoreboard:
      return "./lab scoreboard";
    default:
      return "";
  }
}

}  // namespace

std::string by_hand(const LabLink& link, bool ko) {
  switch (link.verb) {
    case LabVerb::attention:
      return cat(ko ? "창: 어텐션" : "window: attention", place_told(link, ko));
    case LabVerb::experiment:
      return ko ? "창: 실험" : "window: experiment";
    case LabVerb::loss:
      return ko ? "창: 손실" : "window: loss";
    case LabVerb::next:
      return cat(ko ? "창: 다음 글자" : "window: next token", sampler_told(link, ko));
    case LabVerb::probe:
      if (const std::string* text = link.find("text"))
        return cat(ko ? "창: 살펴볼 글 “" : "window: probe text “", *text, "”");
      return ko ? "창: 살펴볼 글" : "window: probe text";
    case LabVerb::samples:
      return ko ? "창: 모델이 쓰는 글" : "window: what the model writes";
    case LabVerb::timemachine:
      if (link.find("step"))
        return ko ? cat("창: 타임머신 ", link.integer("step"), "단계")
                  : cat("window: time machine, step ", link.integer("step"));
      return ko ? "창: 타임머신" : "window: time machine";
    case LabVerb::transport:
      return ko ? "창: 실행 막대" : "window: transport bar";
    case LabVerb::ladder:
    case LabVerb::bigrams:
    case LabVerb::sparsity:
    case LabVerb::pieces:
    case LabVerb::merges:
    case LabVerb::fertility:
    case LabVerb::dialogue:
    case LabVerb::scoreboard:
      return stage_told(link, ko);
    case LabVerb::train:
      return train_told(link, ko);
    case LabVerb::pause:
      return ko ? "창: 멈춤" : "window: Pause";
    case LabVerb::head:
      return head_told(link, ko);
    case LabVerb::quiz:
      return cat(ko ? "문제: " : "question: ", *link.find("id"));
    case LabVerb::check:
      return cat("./lab check ", *link.find("exercise"));
  }
  return "";
}

}  // namespace lab
