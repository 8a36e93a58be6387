#include "chapters/01_eliza/script.h"

#include "chapters/01_eliza/script_reader.h"
#include "engine/io/files.h"
#include "engine/text/unicode.h"

namespace lab {

extern const std::string_view kDoctorEn, kDoctorKo;  // lab_embed

Script parse_script(std::string_view name, std::string_view text) {
  constexpr std::size_t kMaxBytes = 1 << 20;
  if (text.size() > kMaxBytes)
    fail(name, ": want a script of at most 1 MB, got ", text.size(), " bytes");
  if (const auto error = find_utf8_error(text))
    fail(name, ": not UTF-8: ", error->reason, " at byte ", error->offset);
  const std::string lines = normalise_newlines(std::string(text));
  ScriptReader reader(name);
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    reader.read(std::string_view(lines).substr(begin, end - begin));
    begin = end + 1;
  }
  return reader.finish();
}

Script load_script(const std::string& path) { return parse_script(path, read_file(path, 1 << 20)); }

const Script& built_in_script(std::string_view language) {
  static const Script english = parse_script("doctor.en", kDoctorEn);
  static const Script korean = parse_script("doctor.ko", kDoctorKo);
  return language == "ko" ? korean : english;
}

}  // namespace lab
