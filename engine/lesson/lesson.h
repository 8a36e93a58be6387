// A lesson as data: Markdown read once into a flat list of blocks; no screen, no colours.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/lab_link.h"

namespace lab {

/// A run of text in one style.
struct Span {
  std::string text;
  bool bold = false, emphasis = false, code = false;
  i32 link = -1;  ///< index into Lesson::links; -1 = none
  bool operator==(const Span&) const = default;
};
using Spans = std::vector<Span>;

/// Where a link leads. A `lab:` link that says nothing we know is `broken`: it is shown as plain
/// text, and `why` on hover.
struct Link {
  enum class Kind : u8 { lab, web, page, broken };
  Kind kind = Kind::broken;
  std::string target;  ///< as written
  LabLink lab;         ///< Kind::lab
  std::string why;     ///< Kind::broken
};

enum class CellAlign : u8 { unsaid, left, centre, right };

/// One block of a page, from top to bottom. Lists and quotes are not nested but indented: `indent`
/// counts those around a block, at most kMaxIndent.
struct Block {
  enum class Kind : u8 { heading, paragraph, code, table, image, rule };
  Kind kind = Kind::paragraph;
  int level = 0;         ///< heading: 1 to 6
  int indent = 0;        ///< lists and quotes around it
  int quotes = 0;        ///< how many of them are quotes
  std::string marker;    ///< first block of a list item: "•", "3."
  bool tight = false;    ///< item of a list without empty lines
  Spans spans;           ///< heading, paragraph; image: what it shows
  std::string text;      ///< code: its lines; image: path of the file, as written
  std::string language;  ///< code: "cpp", "sh", ... or empty
  std::string origin;    ///< code: the tag it was copied from, "chapters/10_gpt/model.cpp#block"
  std::vector<CellAlign> columns;        ///< table
  std::vector<std::vector<Spans>> rows;  ///< table: (rows, columns), the first is the head
};
inline constexpr int kMaxIndent = 6;

struct Lesson {
  std::vector<Block> blocks;
  std::vector<Link> links;

  /// Blocks that are headings, in order; a reader's place counts them.
  std::vector<i32> headings() const;
  /// The heading that begins with this number ("6" finds "6. Attention by hand"), or has this
  /// title, or else the first with these words in it (from three letters on, large or small); as
  /// an index into headings(). Nothing if there is none.
  std::optional<i32> section(std::string_view name) const;
};

/// Reads Markdown (CommonMark and GitHub's tables). Comments and all other HTML vanish; bytes that
/// are not UTF-8 become U+FFFD. Never throws for what the text says; throws Error for more than
/// kMaxLessonBytes.
Lesson parse_lesson(std::string_view markdown);
inline constexpr std::size_t kMaxLessonBytes = std::size_t(1) << 20;

/// The words of spans without their styles.
std::string plain_text(const Spans& spans);

/// The text with every malformed byte as U+FFFD, and control characters but '\n' and '\t' as
/// spaces.
std::string clean_utf8(std::string_view bytes);

}  // namespace lab
