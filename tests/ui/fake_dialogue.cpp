#include "tests/ui/fake_dialogue.h"

#include <algorithm>

namespace lab::test {
namespace {

/// Where `text` stands in the line, which has to have it.
Part part(const std::string& said, const std::string& text, const std::string& slot) {
  const auto at = i64(said.find(text));
  return {text, at, text.empty() ? at : at + i64(text.size()), slot};
}
KeywordHit hit(const std::string& said, const std::string& word, int rank, bool chosen) {
  const auto at = i64(said.find(word));
  return {word, at, at + i64(word.size()), rank, chosen};
}

std::vector<Exchange> english() {
  std::vector<Exchange> book(4);
  std::string said = book[0].said = "I remember my mother when it rains.";
  book[0].normalised = "i remember my mother when it rains";
  book[0].hits = {hit(said, "remember", 12, true), hit(said, "my", 8, false),
                  hit(said, "mother", 4, false)};
  book[0].keyword = "remember", book[0].pattern = "0 i * 0",
  book[0].tried = {"0 do you * 0", "0 you * 0", "0 we * 0", "0 * how 0"};
  book[0].parts = {part(said, "", "0"), part(said, "I", "i"), part(said, "remember", "*"),
                   part(said, "my mother when it rains", "0")};
  book[0].assembly = "Do you often think of {4}?";
  book[0].reply = "Do you often think of your mother when it rains?";
  book[0].source = "rule";

  said = book[1].said = "My brother never calls me any more";
  book[1].normalised = "my brother never calls me any more";
  book[1].hits = {hit(said, "My", 8, true)};
  book[1].keyword = "my", book[1].pattern = "0 my @family 0";
  book[1].parts = {part(said, "", "0"), part(said, "My", "my"), part(said, "brother", "@family"),
                   part(said, "never calls me any more", "0")};
  book[1].assembly = "How do you get along with your {3}?";
  book[1].reply = "How do you get along with your brother?";
  book[1].source = "rule";
  book[1].memory = {
      "Does that have to do with the fact that your brother never calls you any more?"};

  book[2].said = book[2].normalised = "It is late.";
  book[2].assembly = "Does that have to do with the fact that your {3}?";
  book[2].reply = book[1].memory[0];
  book[2].source = "memory";

  book[3].said = "Well.", book[3].reply = "Please go on.", book[3].source = "none";
  book[3].assembly = "Please go on.";
  return book;
}

std::vector<Exchange> korean() {
  std::vector<Exchange> book(3);
  std::string said = book[0].said = "어머니가 요즘 전화를 안 받으세요";
  book[0].normalised = said;
  book[0].hits = {hit(said, "어머니", 8, true), hit(said, "전화", 3, false)};
  book[0].keyword = "어머니", book[0].pattern = "0 @가족~? 0";
  book[0].tried = {"0 @가족 꿈 0", "0 @가족~하고 싸우~ 0"};
  book[0].parts = {part(said, "", "0"), part(said, "어머니", "@가족~?"),
                   part(said, "요즘 전화를 안 받으세요", "0")};
  book[0].assembly = "{2}{은/는} 당신에게 어떤 분이신가요?";
  book[0].reply = "어머니는 당신에게 어떤 분이신가요?";
  book[0].source = "rule";
  book[0].memory = {"아까 어머니 이야기를 하셨는데, 조금 더 들려주시겠어요?"};

  said = book[1].said = "요즘 너무 우울해서 아무것도 하기 싫고 밥도 먹기 싫어요";
  book[1].normalised = said;
  book[1].hits = {hit(said, "우울해서", 5, true)};
  book[1].keyword = "우울", book[1].pattern = "0 우울~ 0";
  book[1].parts = {part(said, "요즘 너무", "0"), part(said, "우울해서", "우울~"),
                   part(said, "아무것도 하기 싫고 밥도 먹기 싫어요", "0")};
  book[1].assembly = "우울하시다니 마음이 쓰이네요. 언제부터 그러셨나요?";
  book[1].reply = book[1].assembly, book[1].source = "rule", book[1].memory = book[0].memory;

  book[2].said = book[2].normalised = "글쎄요", book[2].assembly = book[0].memory[0];
  book[2].reply = book[0].memory[0], book[2].source = "memory";
  return book;
}

std::vector<Exchange> book_of(FakeText text) {
  return text == FakeText::korean ? korean() : english();
}

}  // namespace

std::string FakeDialogueWatch::conversation(FakeText text) {
  std::string all;
  for (const Exchange& exchange : book_of(text)) all += (all.empty() ? "" : "\n") + exchange.said;
  return all;
}

FakeDialogueWatch::FakeDialogueWatch(FakeText text) : FakeWatch(text, true), text_(text) {
  RunInfo& info = change_info();
  info.stage = info.chapter = "eliza";
  info.name = "eliza";
  info.data = text == FakeText::korean ? "doctor.ko" : "doctor.en";
  info.layers = info.heads = info.width = info.vocab = info.parameters = info.total_steps = 0;
  asked.probe.text = default_text = conversation(text);
  info.probe = default_text;
  see();
}

bool FakeDialogueWatch::poll() {
  const bool changed = stale_;
  if (stale_) see();
  return changed;
}

void FakeDialogueWatch::ask(const Query& query) {
  if (query == asked) return;
  asked = query;
  ++asks;
  stale_ = true;
}

void FakeDialogueWatch::see() {
  stale_ = false;
  const u64 id = look_.id + 1;
  look_ = {.id = id, .step = 0, .probe = asked.probe};
  const std::vector<Exchange> book = book_of(text_);
  const std::string& lines = asked.probe.text;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string said = lines.substr(begin, end - begin);
    const auto found = std::ranges::find(book, said, &Exchange::said);
    if (found != book.end())
      look_.exchanges.push_back(*found);
    else
      look_.exchanges.push_back({.said = said, .reply = "…?", .source = "none"});
    begin = end + 1;
  }
}

}  // namespace lab::test
