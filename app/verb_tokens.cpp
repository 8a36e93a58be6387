// tokenize: lines to ids. bpe-train: a text to a byte-level BPE vocabulary.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>

#include "app/app.h"
#include "app/terminal_view.h"
#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/tokenizer.h"
#include "engine/tokens/tokenizer_json.h"

namespace lab {
namespace {

struct TokenizeRequest {
  std::string tokenizer, data;
  bool plain = false, pieces = false, decode = false;
};

struct BpeRequest {
  std::string data, out = "tokenizer.json";
  std::vector<std::string> specials;
  i64 vocab = 8000;
};

/// Prints what has been gathered; throws Error if nobody takes it.
void flush_to_stdout(std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    fail("cannot write to standard output");
  text.clear();
}

/// Writes one line for each line of `in`: `write(line, number from 1, out)` appends it. Bytes are
/// taken as they are; only LF ends a line.
template <class Write>
void for_each_line(std::istream& in, const Write& write) {
  constexpr size_t kEnough = 1 << 16;  // bytes of output that are worth a write
  std::string line, out;
  for (i64 number = 1; std::getline(in, line); ++number) {
    write(line, number, out);
    out += '\n';
    // whoever writes a line and waits for its ids gets them
    if (out.size() >= kEnough || in.rdbuf()->in_avail() <= 0) flush_to_stdout(out);
  }
  if (!out.empty()) flush_to_stdout(out);
}

void append_ids(const std::vector<i32>& ids, std::string& out) {
  char digits[12];
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) out += ' ';
    out.append(digits, std::to_chars(digits, digits + sizeof digits, ids[i]).ptr);
  }
}

/// "464 3797" -> 464, 3797. Throws Error on anything else.
void parse_ids(std::string_view line, std::vector<i32>& ids) {
  ids.clear();
  const char *at = line.data(), *const end = at + line.size();
  for (; at < end; ++at) {
    if (*at == ' ' || *at == '\r') continue;
    i32 id = 0;
    const auto [next, error] = std::from_chars(at, end, id);
    if (error != std::errc() || (next < end && *next != ' ' && *next != '\r'))
      fail("want token ids with spaces between, got \"",
           std::string_view(at, size_t(std::find(at, end, ' ') - at)), "\"");
    ids.push_back(id);
    at = next - 1;
  }
}

void tokenize_lines(const Tokenizer& tokenizer, std::istream& in, const TokenizeRequest& request) {
  const InText specials = request.plain ? InText::plain : InText::special;
  std::vector<i32> ids;
  for_each_line(in, [&](const std::string& line, i64 number, std::string& out) {
    try {
      if (request.decode) {
        parse_ids(line, ids);
        out += tokenizer.decode(ids);
        return;
      }
      ids.clear();
      tokenizer.encode_to(ids, line, specials);
      if (!request.pieces) return append_ids(ids, out);
      for (size_t i = 0; i < ids.size(); ++i) (out += i > 0 ? " " : "") += tokenizer.name(ids[i]);
    } catch (const Error& error) {
      flush_to_stdout(out);  // what could be read before
      fail("line ", number, ": ", error.what());
    }
  });
}

int tokenize(const TokenizeRequest& request) {
  if (request.decode && request.pieces) throw UsageError("--decode and --pieces: want one of them");
  const std::unique_ptr<Tokenizer> tokenizer = load_tokenizer(request.tokenizer);
  std::ios::sync_with_stdio(false);
  if (request.data.empty()) {
    tokenize_lines(*tokenizer, std::cin, request);
    return 0;
  }
  if (is_directory(request.data)) fail(request.data, ": is a folder; give a text file");
  std::ifstream file(request.data, std::ios::binary);
  if (!file) fail(request.data, ": cannot be opened; is the name right?");
  tokenize_lines(*tokenizer, file, request);
  return 0;
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

BpeTrainer make_trainer(const BpeRequest& request) {
  try {
    return BpeTrainer({.vocab_size = request.vocab, .specials = request.specials});
  } catch (const Error& error) {  // it has seen nothing yet but the command line
    throw UsageError(error.what());
  }
}

int bpe_train(const BpeRequest& request) {
  if (is_directory(request.out)) fail(request.out, ": is a folder; give a file name with -o");
  BpeTrainer trainer = make_trainer(request);
  const std::string bytes = read_file(request.data);
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.empty()) fail(request.data, ": is empty; there is nothing to learn from");
  const double start = seconds_now();
  trainer.add_text(text);
  while (trainer.step()) {
  }
  const double seconds = seconds_now() - start;
  const BpeVocabulary& vocabulary = trainer.vocabulary();
  write_file_atomic(request.out, bpe_to_json(vocabulary), Durability::none);
  const i64 tokens = i64(vocabulary.tokens.size());
  fmt::print("{}: {} tokens, {} merges, from {} bytes with {} different pieces\n", request.out,
             grouped_number(double(tokens)), grouped_number(double(vocabulary.merges.size())),
             grouped_number(double(text.size())),
             grouped_number(double(trainer.distinct_pieces())));
  if (tokens < request.vocab)
    fmt::print("no pair of tokens is left in this text; it gives {} tokens, not {}\n",
               grouped_number(double(tokens)), grouped_number(double(request.vocab)));
  fmt::print("{:.2f} s, {:.1f} MB/s\n", seconds, double(text.size()) / 1e6 / seconds);
  return 0;
}

}  // namespace

void add_token_verbs(CLI::App& app, Chosen& chosen) {
  auto lines = std::make_shared<TokenizeRequest>();
  CLI::App* encoding = app.add_subcommand("tokenize", "lines of text to lines of token ids");
  encoding
      ->add_option("--tokenizer", lines->tokenizer,
                   "gpt2:DIR, bert:VOCAB, bert-cased:VOCAB, FILE.json (Hugging Face) or FILE.model "
                   "(SentencePiece)")
      ->required();
  encoding->add_option("--data", lines->data, "text file (default: standard input)");
  encoding->add_flag("--plain", lines->plain,
                     "special tokens in the text are read as ordinary characters");
  encoding->add_flag("--pieces", lines->pieces,
                     "prints the tokens as their files write them (Ġthe, ##ing, ▁the), not ids");
  encoding->add_flag("--decode", lines->decode, "the other way: lines of ids to lines of text");
  encoding->footer(
      "No token is added that does not stand in the text, whatever a tokenizer.json "
      "says: [CLS], [SEP], <s> are for whoever builds a model's input.");
  encoding->callback([=, &chosen] { chosen = [=] { return tokenize(*lines); }; });

  auto training = std::make_shared<BpeRequest>();
  CLI::App* learning =
      app.add_subcommand("bpe-train", "learn a byte-level BPE vocabulary from a text");
  learning->add_option("--data", training->data, "text file; a byte order mark is dropped")
      ->required();
  learning->add_option("--vocab", training->vocab,
                       "tokens in all: special ones, 256 bytes, merges (default 8000)");
  learning->add_option("--special", training->specials, "a special token; may be given repeatedly")
      ->allow_extra_args(false);
  learning->add_option("-o,--out", training->out, "file to write (default tokenizer.json)");
  learning->callback([=, &chosen] { chosen = [=] { return bpe_train(*training); }; });
}

}  // namespace lab
