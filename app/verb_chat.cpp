// chat: a conversation in the terminal, in a window, or as a picture.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/chat_text.h"
#include "app/chat_watch.h"
#include "app/shots.h"
#include "app/training.h"
#include "engine/text/corpus.h"

namespace lab {
namespace {

struct ChatRequest {
  std::string chapter, script, data, lang, size;
  bool trace = false, summary = false;
  ViewChoice view;
  ShotRequest shot;
};

/// The conversation that a window or a picture begins with.
std::string lines_to_show(const ChatRequest& request) {
  constexpr std::size_t kMost = 1 << 16;  // said anew at every look
  std::string text = request.data.empty() ? "" : load_text(request.data);
  if (text.size() > kMost)
    fail(request.data, ": want at most ", kMost, " bytes to show at once, got ", text.size(),
         "; `lab chat eliza --plain --data FILE` plays it in the terminal");
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

void write_out(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    fail("cannot write to standard output");
}

/// One line said; what is printed of it.
std::string exchange_text(const ChatRequest& request, const Exchange& exchange) {
  return (request.trace ? trace_text(exchange) : "") + exchange.reply + "\n";
}

/// The lines of a file, all of them.
int play(const ChatRequest& request, const Script& script) {
  const std::string text = load_text(request.data);
  Eliza eliza(script);
  ReplyCount count;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    const Exchange exchange = eliza.reply(line);
    count.add(exchange);
    write_out("> " + line + "\n" + exchange_text(request, exchange));
  }
  if (request.summary) write_out(count.text());
  return 0;
}

/// Lines from standard input until its end or a goodbye.
int talk(const ChatRequest& request, const Script& script) {
  const bool prompted = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  Eliza eliza(script);
  ReplyCount count;
  LineReader reader(stdin);
  write_out(eliza.opening() + "\n");
  while (true) {
    if (prompted) write_out("> ");
    const std::optional<std::string> line = reader.next();
    if (!line) break;
    if (line->find_first_not_of(" \t") == std::string::npos) continue;
    if (reader.was_cut())
      fmt::print(stderr, "lab: that line is long; its first {} bytes are read\n",
                 LineReader::kMaxLine);
    const Exchange exchange = eliza.reply(*line);
    count.add(exchange);
    write_out(exchange_text(request, exchange));
    if (exchange.source == "goodbye") break;
  }
  if (request.summary) write_out(count.text());
  return 0;
}

int chat(ChatRequest request, Program& program) {
  if (request.chapter != "eliza" && request.chapter != "1" && request.chapter != "01")
    throw UsageError(cat("chat: want eliza, got \"", request.chapter,
                         "\"; a trained model writes with `lab sample RUN`"));
  if (request.view.plain && request.view.view)
    throw UsageError("--plain and --view: want one of them");
  Script loaded;
  if (!request.script.empty()) loaded = load_script(request.script);
  const bool by_locale = request.lang.empty() && korean_locale();
  const bool korean = request.lang == "ko" || by_locale;
  const Script& script = !request.script.empty() ? loaded : built_in_script(korean ? "ko" : "en");
  if (!request.shot.out.empty()) {
    ChatWatch watch(script, lines_to_show(request));
    request.shot.korean = korean;
    request.shot.panel = "dialogue";
    take_size(request.size, request.shot);
    write_picture(request.shot, watch);
    fmt::print("{}: {} exchanges\n", request.shot.out, watch.frame().exchanges.size());
    return 0;
  }
  const bool piped = !isatty(STDIN_FILENO) && request.data.empty();
  const bool text_wanted = request.trace || request.summary || piped;
  request.view.plain = request.view.plain || (text_wanted && !request.view.view);
  if (use_window(request.view, program)) {
    ChatWatch watch(script, lines_to_show(request));
    program.door->show(watch, nullptr, korean, caught_interrupts());
    return 0;
  }
  return request.data.empty() ? talk(request, script) : play(request, script);
}

}  // namespace

void add_chat_verb(CLI::App& app, Program& program, Chosen& chosen) {
  auto request = std::make_shared<ChatRequest>();
  CLI::App* verb = app.add_subcommand("chat", "talk with ELIZA, who has rules and no model");
  verb->add_option("CHAPTER", request->chapter, "eliza")->required();
  verb->add_option("--lang", request->lang, "her script and the window's language: en or ko")
      ->check(CLI::IsMember({"en", "ko"}));
  verb->add_option("--script", request->script, "another script, written or changed by you");
  verb->add_option("--data", request->data, "say the lines of this file");
  verb->add_flag("--trace", request->trace, "print which rule fired on which words");
  verb->add_flag("--summary", request->summary, "at the end: how many answers came which way");
  verb->add_flag("--plain", request->view.plain, "in the terminal, even where there is a display");
  verb->add_flag("--view", request->view.view, "in a window, or else an error");
  verb->add_option("-o,--out", request->shot.out, "draw the conversation of --data into this PNG");
  verb->add_option("--size", request->size, "of the picture in pixels, e.g. 960x720");
  verb->add_option("--scale", request->shot.scale, "size of text and lines, 1 to 4")
      ->check(CLI::Range(1.0, 4.0));
  verb->add_flag("--light", request->shot.light, "light theme");
  verb->callback(
      [=, &program, &chosen] { chosen = [=, &program] { return chat(*request, program); }; });
}

}  // namespace lab
