#include "engine/text/corpus.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

namespace fs = std::filesystem;
constexpr i64 kMaxBytes = i64(2) << 30;  // ids take 4 bytes a character: 2 GB of text, 8 GB of ids

/// The bytes of a text file. engine/io may not be used here: text knows core only.
std::string read_bytes(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found)
    fail(path, ": no such file; give the path of a UTF-8 text file");
  if (error) fail(path, ": cannot be read: ", error.message(), "; check the path");
  if (fs::is_directory(status)) fail(path, ": is a directory; give the path of a text file in it");
  if (fs::is_regular_file(status)) {
    const i64 size = i64(fs::file_size(path, error));
    if (!error && size > kMaxBytes)
      fail(path, ": ", size, " bytes; the lab holds a text in memory and takes at most 2 GB. ",
           "Cut a part: head -c 1G '", path, "' > part.txt");
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  for (char block[1 << 16]; file.read(block, sizeof block), file.gcount() > 0;) {
    bytes.append(block, size_t(file.gcount()));
    if (i64(bytes.size()) > kMaxBytes) fail(path, ": more than 2 GB; give a smaller text");
  }
  if (!file.eof())
    fail(path, ": cannot be read: ", std::strerror(errno), "; check its permissions (ls -l)");
  return bytes;
}

/// What a text that is not UTF-8 may be instead, for iconv's -f; empty if there is no good guess.
std::string guess_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (head.starts_with("\xFE\xFF")) return "UTF-16BE";
  i64 zeros[2] = {}, pairs = 0, strays = 0;
  for (size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0;
  // Latin letters in UTF-16 are every second byte 0; a program or a picture has zeros everywhere.
  const i64 fewer = std::min(zeros[0], zeros[1]), more = std::max(zeros[0], zeros[1]);
  if (more > i64(head.size()) / 4 && fewer * 8 < more)
    return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
  if (more > 0) return "";
  // CP949 (and EUC-KR within it): lead 0x81..0xFE, trail 0x41..0xFE. Hangul proper is B0..C8
  // A1..FE.
  const std::string_view sample = bytes.substr(0, 1 << 20);
  for (size_t i = 0; i + 1 < sample.size(); ++i) {
    const u8 lead = u8(sample[i]), trail = u8(sample[i + 1]);
    if (lead < 0x80) continue;
    (lead >= 0xB0 && lead <= 0xC8 && trail >= 0xA1 && trail <= 0xFE ? pairs : strays) += 1;
    ++i;
  }
  return pairs > 4 * strays && pairs > 0 ? "CP949" : "";
}

void check_utf8(const std::string& name, std::string_view bytes) {
  const std::string encoding = guess_encoding(bytes);
  const bool utf16 = encoding.starts_with("UTF-16");
  const auto error = find_utf8_error(bytes);
  if (!error && !utf16) return;
  const std::string what = error ? cat(error->reason, " at byte ", error->offset)
                                 : std::string("zero bytes in the text");
  if (encoding.empty())
    fail(name, ": not UTF-8: ", what, "; find its encoding with: file '", name,
         "', then: iconv -f ENCODING -t UTF-8");
  fail(name, ": not UTF-8: ", what, "; it looks like ", utf16 ? "UTF-16" : "CP949/EUC-KR",
       ". Convert it: iconv -f ", utf16 && error && error->offset == 0 ? "UTF-16" : encoding,
       " -t UTF-8 '", name, "' > utf8.txt");
}

std::string checked(const std::string& name, std::string text) {
  check_utf8(name, text);
  text = normalise_newlines(std::move(text));
  if (text.empty()) fail(name, ": is empty; give a file with text in it");
  return text;
}

/// Byte offset at which the first `chars` characters end.
size_t offset_of(std::string_view text, i64 chars) {
  size_t at = 0;
  for (; at < text.size(); ++at)
    if ((u8(text[at]) & 0xC0) != 0x80 && chars-- == 0) break;
  return at;
}

/// Splits and checks lengths; texts are normalised already.
Corpus assemble(const std::string& name, std::string text, const std::string& valid_name,
                std::string valid, i64 min_chars) {
  const i64 chars = count_chars(text);
  if (valid_name.empty()) {
    const i64 train_chars = chars * 9 / 10;
    if (train_chars < min_chars || chars - train_chars < min_chars)
      fail(name, ": too short: ", chars, " characters give ", train_chars, " to train (90 %) and ",
           chars - train_chars, " to validate (10 %), and each part needs ", min_chars,
           " (context + 1); give a longer text, a separate --valid file, or a smaller context");
    const size_t cut = offset_of(text, train_chars);
    valid = text.substr(cut);
    text.resize(cut);
  } else if (chars < min_chars || count_chars(valid) < min_chars) {
    const bool train_short = chars < min_chars;
    fail(train_short ? name : valid_name, ": too short: ", train_short ? chars : count_chars(valid),
         " characters, and each part needs ", min_chars,
         " (context + 1); give a longer text or a smaller context");
  }
  CharVocab vocab = CharVocab::of({text, valid});
  return corpus_from_parts(name, std::move(text), std::move(valid), std::move(vocab));
}

}  // namespace

std::string load_text(const std::string& path) { return checked(path, read_bytes(path)); }

Corpus load_corpus(const std::string& path, const std::string& valid_path, i64 min_chars) {
  std::string valid = valid_path.empty() ? "" : load_text(valid_path);
  Corpus corpus = assemble(path, load_text(path), valid_path, std::move(valid), min_chars);
  corpus.name = fs::path(path).stem().string();
  return corpus;
}

Corpus corpus_from_text(const std::string& name, std::string text, std::string valid,
                        i64 min_chars) {
  const std::string valid_name = valid.empty() ? "" : name + " (validation)";
  if (!valid.empty()) valid = checked(valid_name, std::move(valid));
  return assemble(name, checked(name, std::move(text)), valid_name, std::move(valid), min_chars);
}

Corpus corpus_from_parts(const std::string& name, std::string train, std::string valid,
                         CharVocab vocab) {
  Corpus corpus;
  corpus.name = name;
  corpus.train = std::move(train);
  corpus.valid = std::move(valid);
  corpus.vocab = std::move(vocab);
  corpus.train_ids = corpus.vocab.encode(corpus.train);
  corpus.valid_ids = corpus.vocab.encode(corpus.valid);
  return corpus;
}

}  // namespace lab
