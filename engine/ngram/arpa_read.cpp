// ARPA files, doubted line by line.
#include <charconv>
#include <cmath>

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/ngram/arpa_builder.h"
#include "engine/ngram/words.h"
#include "engine/text/unicode.h"

namespace lab {

namespace {

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\v\f\n") == std::string_view::npos;
}

/// What a message shows of a line: its beginning, control characters and broken UTF-8 as "?".
std::string shown(std::string_view text) {
  std::size_t cut = std::min<std::size_t>(text.size(), 60);
  while (cut > 0 && cut < text.size() && (text[cut] & 0xc0) == 0x80) --cut;  // not in a character
  std::string out(text.substr(0, cut));
  const bool broken = find_utf8_error(out).has_value();
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || (broken && byte >= 0x80)) c = c == '\t' ? ' ' : '?';
  }
  if (cut < text.size()) out += "...";
  return out;
}

}  // namespace

class ArpaReader {
 public:
  ArpaReader(const std::string& name, std::string_view text) : name_(name), text_(text) {}

  ArpaModel read() {
    read_counts();
    if (counts_.empty()) refuse("\\data\\ is not followed by \"ngram 1=...\"");
    if (counts_.size() > kMaxNgramOrder)
      refuse("want orders 1 to ", int{kMaxNgramOrder}, ", found ", counts_.size());
    ArpaBuilder builder(int(counts_.size()));
    for (int n = 1; n <= int(counts_.size()); ++n) read_order(builder, n);
    read_end();
    return builder.finish();
  }

 private:
  template <class... Pieces>
  [[noreturn]] void refuse(const Pieces&... pieces) const {
    fail(name_, ":", number_, ": ", pieces...);
  }

  std::string_view next_line() {
    if (at_ >= text_.size()) {
      ++number_;
      refuse("the file ends before \\end\\; was it cut off? want ", wanted_);
    }
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, end - at_);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    at_ = end + 1;
    ++number_;
    return line;
  }

  std::string_view next_filled_line() {
    std::string_view line = next_line();
    while (is_blank(line)) line = next_line();
    return line;
  }

  void read_counts() {
    wanted_ = "\\data\\";
    std::string_view line = next_filled_line();
    while (line[0] == '#') line = next_filled_line();
    if (line != "\\data\\")
      refuse("want \\data\\ as the first line, found \"", shown(line), "\"",
             line.substr(0, 2) == "\x1f\x8b" ? ": a gzip file, unpack it first" : "");
    wanted_ = "\"ngram N=COUNT\"";
    for (line = next_line(); !is_blank(line); line = next_line()) counts_.push_back(count_in(line));
  }

  /// The COUNT of "ngram N=COUNT".
  i64 count_in(std::string_view line) const {
    const std::size_t equals = line.find('=');
    if (line.substr(0, 6) != "ngram " || equals == std::string_view::npos)
      refuse("want \"ngram ", counts_.size() + 1, "=COUNT\", found \"", shown(line), "\"");
    const i64 n = whole(line.substr(6, equals - 6)), count = whole(line.substr(equals + 1));
    if (n != i64(counts_.size()) + 1)
      refuse("want the count of ", counts_.size() + 1, "-grams, found \"", shown(line), "\"");
    if (count < 0) refuse("want a count from 0 on, found \"", shown(line), "\"");
    return count;
  }

  /// A whole number from 0 on with blanks around it; -1 if it is none.
  static i64 whole(std::string_view text) {
    while (!text.empty() && is_blank(text.substr(0, 1))) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.substr(text.size() - 1))) text.remove_suffix(1);
    i64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0 ? value : -1;
  }

  void read_order(ArpaBuilder& builder, int n) {
    const i64 count = counts_[std::size_t(n - 1)];
    const std::string header = cat("\\", n, "-grams:");
    wanted_ = header;
    const std::string_view line = next_filled_line();
    if (line != header)
      refuse("want ", header,
             n == 1 ? "" : cat(" after ", counts_[std::size_t(n - 2)], " ", n - 1, "-grams"),
             ", found \"", shown(line), "\"");
    const i64 left = i64(text_.size()) - i64(std::min(at_, text_.size()));
    if (count > left / (2 * n + 2) + 1)  // "0", a blank and a letter for each word, a line end
      refuse(count, " ", n, "-grams were promised, but only ", left,
             " bytes follow; was the file cut off?");
    builder.reserve(n, count);
    wanted_ = cat(count, " ", n, "-grams");
    for (i64 i = 0; i < count; ++i) read_gram(builder, n, next_filled_line());
    if (n > 1) return;
    for (const std::string_view mark : {kSentenceStart, kSentenceEnd})
      if (!builder.has_mark(mark)) refuse("the unigrams lack ", mark);
  }

  void read_gram(ArpaBuilder& builder, int n, std::string_view line) {
    std::string_view rest = line;
    while (rest[0] == ' ' || rest[0] == '\t') rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    GramWeights weights{number(rest.substr(0, end), line), 0};
    rest.remove_prefix(end);
    if (weights.log10_p > 0) refuse("log10 p must not be above 0: \"", shown(line), "\"");
    if (n == 1 && (rest.size() < 2 || rest[0] != '\t'))
      refuse("want log10 p, a tab and a word, found \"", shown(line), "\"");
    std::array<std::string_view, kMaxNgramOrder> words;  // the newest first
    for (int k = n - 1; k >= 0; --k) {
      const std::size_t begin = rest.find_first_not_of(" \t");
      if (begin == std::string_view::npos)
        refuse("want ", n, n == 1 ? " word" : " words", ", found \"", shown(line), "\"");
      rest.remove_prefix(begin);
      const std::size_t length = std::min(rest.find_first_of(" \t"), rest.size());
      words[std::size_t(k)] = rest.substr(0, length);
      rest.remove_prefix(length);
    }
    if (!rest.empty()) {
      if (rest[0] != '\t')
        refuse("want a tab or the line's end after ", n, n == 1 ? " word" : " words", ", found \"",
               shown(line), "\"");
      weights.backoff = number(rest.substr(1), line);
      if (!std::isfinite(weights.backoff))
        refuse("the back-off is not finite: \"", shown(line), "\"");
      if (n == int(counts_.size()) && n > 1 && weights.backoff != 0)
        refuse("n-grams of the longest order have no back-off: \"", shown(line), "\"");
    }
    enter(builder, std::span(words).first(std::size_t(n)), weights, line);
  }

  void enter(ArpaBuilder& builder, std::span<const std::string_view> words, GramWeights weights,
             std::string_view line) const {
    if (words.size() == 1) {
      if (!builder.add_unigram(words[0], weights))
        refuse("the word \"", shown(words[0]), "\" is listed twice");
      return;
    }
    std::array<i32, kMaxNgramOrder> ids;
    for (std::size_t k = 0; k < words.size(); ++k) {
      ids[k] = builder.id(words[k]);
      if (ids[k] == 0 && words[k] != kUnknownWord && words[k] != "<UNK>")
        refuse("\"", shown(words[k]), "\" is not among the unigrams");
    }
    switch (builder.add(std::span(ids).first(words.size()), weights)) {
      case ArpaBuilder::Added::yes:
        return;
      case ArpaBuilder::Added::twice:
        refuse("this n-gram is listed twice: \"", shown(line), "\"");
      case ArpaBuilder::Added::without_context:
        refuse("the first ", words.size() - 1, " words of this n-gram are not listed among the ",
               words.size() - 1, "-grams: \"", shown(line), "\"");
    }
  }

  float number(std::string_view text, std::string_view line) const {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || std::isnan(value))
      refuse("\"", shown(text), "\" is not a number: \"", shown(line), "\"");
    return float(value);
  }

  void read_end() {
    wanted_ = "\\end\\";
    const std::string_view line = next_filled_line();
    if (line != "\\end\\")
      refuse("want \\end\\ after ", counts_.back(), " ", counts_.size(), "-grams, found \"",
             shown(line), "\"");
    while (at_ < text_.size()) {
      const std::string_view after = next_line();
      if (!is_blank(after)) refuse("something follows \\end\\: \"", shown(after), "\"");
    }
  }

  std::string name_;
  std::string_view text_;
  std::size_t at_ = 0;
  i64 number_ = 0;      // of the line read last, from 1
  std::string wanted_;  // what comes next, for the message of a file that ends
  std::vector<i64> counts_;
};

ArpaModel ArpaModel::parse(const std::string& name, std::string_view text) {
  return ArpaReader(name, text).read();
}

ArpaModel ArpaModel::read(const std::string& path) { return parse(path, read_file(path)); }

}  // namespace lab
