#include "tests/ui/fake_watch.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"

namespace lab::test {
namespace {

constexpr i64 kSteps = 1400, kTotal = 2000, kLayers = 4, kHeads = 4;
constexpr float kFloor = 0.942f;

/// Even in [0, 1), the same on every machine: splitmix64 of the two numbers.
float noise(u64 a, u64 b) {
  u64 z = a * 0x9E3779B97F4A7C15ull + b * 0xBF58476D1CE4E5B9ull + 0x94D049BB133111EBull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return float((z ^ (z >> 31)) >> 40) / float(1 << 24);
}

/// How far training has come at a step, 0..1.
float skill(i64 step) { return 1 - std::exp(-float(step) / 260); }

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    out.emplace_back(text.substr(begin, at - begin));
  }
  return out;
}

constexpr const char* kEnglishStory =
    "Mina went to the market. She wanted a red apple. The apple was sour, so she gave it to the "
    "goat.\nThe goat was happy. Mina laughed and went home.";
constexpr const char* kKoreanStory =
    "미나는 시장에 갔다. 미나는 사과를 샀다. 사과는 시었다. 그래서 미나는 사과를 염소에게 "
    "주었다.\n염소는 기뻤다. 미나는 웃으며 집으로 갔다.";

}  // namespace

FakeWatch::FakeWatch(FakeText text, bool stored)
    : stored_(stored), korean_(text == FakeText::korean) {
  default_text = korean_ ? "미나는 시장에서 사과를 샀다. 그래서 미나는 사"
                         : "Mina went to the market. She gave the goat a";
  make_vocabulary();
  make_history();
  make_samples();
  asked.probe.text = default_text;
  look();
}

void FakeWatch::make_vocabulary() {
  std::string all = std::string("abcdefghijklmnopqrstuvwxyzAMST,.\n ") + default_text;
  all += korean_ ? kKoreanStory : kEnglishStory;
  for (const std::string& c : characters(all)) {
    if (!ids_.emplace(c, i32(info_.token_text.size())).second) continue;
    info_.token_text.push_back(c);
    info_.token_labels.push_back(c == " " ? "·" : c == "\n" ? "⏎" : c);
  }
  info_.name = korean_ ? "gpt-tinytown-ko-7" : "gpt-tinytown-7";
  info_.chapter = "gpt";
  info_.data = korean_ ? "tinytown ko 1 MB" : "tinytown en 1 MB";
  info_.build = "Cooperlake, 2 threads, FTZ";
  info_.parameters = 809'984, info_.total_steps = kTotal, info_.layers = kLayers;
  info_.heads = kHeads, info_.width = 128, info_.context = 64, info_.batch = 12, info_.seed = 7;
  info_.vocab = i64(info_.token_text.size());
  info_.optimizer = "AdamW 1e-3 -> 1e-4";
  info_.train_chars = 900'000, info_.valid_chars = 100'000;
  info_.references = {{"uniform", std::log(float(info_.vocab))},
                      {"unigram", 3.12f},
                      {"bigram", 2.48f},
                      {"order5", 1.52f},
                      {"floor", kFloor}};
}

void FakeWatch::make_history() {
  const float start = std::log(float(info_.vocab)) + 0.1f;
  for (i64 s = 1; s <= kSteps; ++s) {
    StepRecord r;
    r.step = s;
    r.seconds = double(s) * 0.011;
    const float mean = kFloor + 0.2f + (start - kFloor - 0.2f) / (1 + float(s) / 60);
    r.loss = mean + (noise(1, u64(s)) - 0.5f) * 0.22f;
    if (s % 100 == 0) r.valid = mean + 0.06f;
    r.lr = s < 100 ? 1e-5f * float(s) : 1e-3f - 9e-4f * float(s - 100) / float(kTotal);
    r.tokens_per_s = 68'000;
    steps_.push_back(r);
  }
  for (double k = 0; k < double(kSteps); k = std::max(k + 1, std::floor(k * 1.19)))
    keyframes_.push_back(i64(k));
  keyframes_.push_back(kSteps);
  events_ = {{0, "checkpoint", "", 0},
             {180, "lr", "× 0.50", 0.5},
             {600, "bookmark", korean_ ? "첫 문장" : "first sentence", 0}};
  status_.phase = stored_ ? RunStatus::Phase::stored : RunStatus::Phase::training;
  status_.step = kSteps;
  status_.tokens_per_s = stored_ ? 0 : 68'412;
  status_.eta_s = stored_ ? 0 : 14;
  status_.look_ms = 2.1;
  status_.probe_cost = 0.004;
  status_.history_mb = 41;
}

void FakeWatch::make_samples() {
  const std::vector<std::string> story = characters(korean_ ? kKoreanStory : kEnglishStory);
  for (const i64 step : {0, 32, 128, 256, 512, 1024, 1400}) {
    SampleRecord sample{.step = step, .prompt = korean_ ? "미나는" : "Mina"};
    const float right = skill(step);
    const std::size_t begin = korean_ ? 3 : 4;
    const std::size_t length = korean_ ? 46 : 90;
    for (std::size_t i = begin; i < std::min(story.size(), begin + length); ++i) {
      const bool good = noise(u64(step) + 7, i) < 0.25f + 0.78f * right;
      const auto any = std::size_t(noise(u64(step) + 9, i) * float(info_.token_text.size()));
      sample.tokens.push_back(good ? story[i] : info_.token_text[any]);
      const float p = good ? 0.1f + 0.85f * right * noise(u64(step) + 3, i)
                           : 0.004f + 0.03f * noise(u64(step) + 5, i);
      sample.p.push_back(p);
    }
    samples_.push_back(std::move(sample));
  }
}

void FakeWatch::clear_history() {
  steps_.clear(), samples_.clear(), events_.clear(), keyframes_.clear();
  status_ = {};
  frame_ = {};
  dirty_ = false;
}

bool FakeWatch::poll() {
  const bool changed = dirty_;
  if (dirty_) look();
  return changed;
}

void FakeWatch::ask(const Query& query) {
  if (query == asked) return;
  asked = query;
  ++asks;
  dirty_ = true;
}

void FakeWatch::send(const Command& command) {
  commands.push_back(command);
  if (command.kind == Command::Kind::run) status_.phase = RunStatus::Phase::training;
  if (command.kind == Command::Kind::pause) status_.phase = RunStatus::Phase::paused;
  if (command.kind == Command::Kind::lr_scale) status_.lr_scale = float(command.value);
  if (command.kind == Command::Kind::speed_limit) status_.speed_limit = float(command.value);
}

void FakeWatch::look() {
  dirty_ = false;
  const u64 id = frame_.id + 1;
  frame_ = {};
  frame_.id = id;
  frame_.probe = asked.probe;
  frame_.asked_step = asked.step;
  frame_.live = asked.step < 0 && !stored_;
  frame_.step = kSteps;
  if (asked.step >= 0)
    frame_.step = *std::ranges::min_element(keyframes_, {}, [&](i64 k) {
      return std::abs(std::log2(1. + double(k)) - std::log2(1. + double(asked.step)));
    });
  for (const std::string& c : characters(asked.probe.text)) {
    const auto found = ids_.find(c);
    if (found == ids_.end() || i64(frame_.ids.size()) == kMaxProbeTokens)
      ++frame_.dropped;
    else
      frame_.ids.push_back(found->second);
  }
  frame_.text_tokens = i64(frame_.ids.size());
  for (const i32 forced : asked.probe.forced) frame_.ids.push_back(forced);
  for (const i32 token : frame_.ids)
    frame_.labels.push_back(info_.token_labels[std::size_t(token)]);
  if (frame_.ids.empty()) return;
  for (i64 l = 0; l < kLayers; ++l) fill_attention(l);
  fill_predictions();
  if (also) also(frame_);
}

namespace {

/// What each head turns into: p previous, s self, f first, i induction, l local, u uniform.
constexpr const char* kKinds[kLayers] = {"plul", "lfpu", "ipfs", "filu"};

/// How much a head of this kind likes key k at query q, once trained.
float liking(char kind, const std::vector<i32>& ids, i64 q, i64 k) {
  switch (kind) {
    case 'p':
      return k == q - 1 ? 6.f : 0.f;
    case 's':
      return k == q ? 6.f : 0.f;
    case 'f':
      return k == 0 ? 6.f : 0.f;
    case 'l':
      return -0.35f * float(q - k);
    case 'i':
      return k > 0 && k < q && ids[std::size_t(k - 1)] == ids[std::size_t(q)] ? 5.f : 0.f;
    default:
      return 0;
  }
}

}  // namespace

void FakeWatch::fill_attention(i64 layer) {
  const i64 n = i64(frame_.ids.size());
  const std::string name = "blk" + std::to_string(layer) + ".attn.";
  Tap p{name + "p", {"head", "query", "key"}, {kHeads, n, n}, {}};
  Tap score = p;
  score.name = name + "score";
  p.values.resize(std::size_t(kHeads * n * n));
  score.values.resize(p.values.size());
  const float trained = skill(frame_.step);
  for (i64 h = 0; h < kHeads; ++h)
    for (i64 q = 0; q < n; ++q) {
      float* row = p.values.data() + (h * n + q) * n;
      float* s = score.values.data() + (h * n + q) * n;
      float sum = 0;
      for (i64 k = 0; k < n; ++k) {
        const u64 place = u64((q * 131 + k) * 17 + h);
        s[k] = trained * liking(kKinds[layer][h], frame_.ids, q, k) +
               1.2f * (noise(u64(layer) + 11, place) - 0.5f);
        if (k <= q) sum += row[k] = std::exp(s[k]);
      }
      for (i64 k = 0; k <= q; ++k) row[k] /= sum;
    }
  frame_.taps.push_back(std::move(p));
  frame_.taps.push_back(std::move(score));
}

void FakeWatch::fill_predictions() {
  const i64 n = i64(frame_.ids.size()), vocab = info_.vocab;
  const float trained = skill(frame_.step) / (1 + 0.2f * float(asked.probe.heads.size()));
  std::vector<float> logits(static_cast<std::size_t>(vocab));
  std::vector<Candidate> ranked;
  const i64 asked_position = asked.probe.position;
  const i64 position = asked_position >= 0 && asked_position < n ? asked_position : n - 1;
  frame_.log_p.assign(std::size_t(n), kNone);
  frame_.rank.assign(std::size_t(n), -1);
  for (i64 t = 0; t < n; ++t) {
    const i32 now = frame_.ids[std::size_t(t)];
    for (i64 v = 0; v < vocab; ++v)
      logits[std::size_t(v)] = trained * 7 * std::pow(noise(u64(now) + 101, u64(v)), 3.f);
    const i32 next = t + 1 < n ? frame_.ids[std::size_t(t + 1)] : -1;
    if (next >= 0) logits[std::size_t(next)] += trained * (1 + 5 * noise(31, u64(t)));
    rank_candidates(logits, asked.probe.sampler, ranked);
    for (std::size_t r = 0; next >= 0 && r < ranked.size(); ++r)
      if (ranked[r].id == next) {
        frame_.log_p[std::size_t(t + 1)] = std::log(ranked[r].raw);
        frame_.rank[std::size_t(t + 1)] = i32(r);
      }
    if (t == position) frame_.candidates = ranked;
  }
  frame_.u = noise(asked.probe.sampler.seed, 77);
  frame_.sampled = i32(pick(frame_.candidates, frame_.u));
  frame_.look_ms = 2.1;
}

}  // namespace lab::test
