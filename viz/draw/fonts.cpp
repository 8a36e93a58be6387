#include "viz/draw/fonts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "viz/draw/imgui_compat.h"
#include "viz/i18n/tables.h"

namespace lab {
namespace {

constexpr const char* kFolders[] = {
    "/usr/share/fonts/truetype/nanum/",
    "/usr/local/share/fonts/truetype/nanum/",
    "/usr/share/fonts/nanum/",
    "/usr/local/share/fonts/",
};

struct FaceSpec {
  const char* file;
  float size;
  enum { users_text, own_words, figures } holds;
};
// Two faces hold all 11,172 syllables (users bring text); titles hold the words of the tables.
constexpr FaceSpec kSpecs[kFaces] = {
    {"NanumGothic.ttf", 15, FaceSpec::users_text},
    {"NanumGothic.ttf", 13, FaceSpec::users_text},
    {"NanumGothicBold.ttf", 15, FaceSpec::own_words},
    {"NanumGothicCoding.ttf", 15, FaceSpec::figures},
    {"NanumGothicCoding.ttf", 13, FaceSpec::figures},
    {"NanumGothicBold.ttf", 20, FaceSpec::own_words},
    {"NanumGothicBold.ttf", 13, FaceSpec::own_words},
};

// Pairs of first and last code point.
constexpr ImWchar kLatin[] = {0x20,   0x17F,  0x391,  0x3C9,  0x2010, 0x205E, 0x2070,
                              0x2084, 0x20A9, 0x20AC, 0x2190, 0x2199, 0x21B2, 0x21B2,
                              0x2200, 0x2273, 0x25A0, 0x25EF, 0};
constexpr ImWchar kEverything[] = {0x20,   0x17F,  0x2BC,  0x2DD,  0x391,  0x3C9,  0x401,  0x451,
                                   0x1100, 0x11FF, 0x2010, 0x205E, 0x2070, 0x20AC, 0x2100, 0x22FF,
                                   0x2460, 0x27BF, 0x3000, 0x30FE, 0x3131, 0x318E, 0x3200, 0x33DD,
                                   0xAC00, 0xD7A3, 0xFF01, 0xFFE6, 0};

struct FontSet {
  std::unique_ptr<ImFontAtlas> atlas = std::make_unique<ImFontAtlas>();
  std::array<ImFont*, kFaces> fonts{};
  float scale = 1;
  FontReport report;
  ImVector<ImWchar> own_words;  ///< glyph ranges; the atlas reads them when it is built
};
std::vector<std::unique_ptr<FontSet>> g_sets;  ///< one per scale asked for
FontSet* g_active = nullptr;
std::string g_own_words;  ///< besides the string tables

std::string find_font(const char* file) {
  for (const char* folder : kFolders)
    if (std::string path = std::string(folder) + file; std::filesystem::exists(path)) return path;
  return {};
}

/// The characters of every string table, as glyph ranges.
void collect_own_words(ImVector<ImWchar>& ranges) {
  ImFontGlyphRangesBuilder builder;
  builder.AddRanges(kLatin);
  for (const StringTable* table : {&kEnglish, &kKorean})
    for (const char* text : *table) builder.AddText(text);
  builder.AddText(g_own_words.data(), g_own_words.data() + g_own_words.size());
  builder.BuildRanges(&ranges);
}

ImFont* add_face(FontSet& set, const FaceSpec& spec, const std::string& path) {
  ImFontConfig config;
  config.OversampleH = config.OversampleV = 1;  // crisp on whole pixels, and 3 times fewer texels
  config.PixelSnapH = true;
  const ImWchar* ranges = spec.holds == FaceSpec::users_text  ? kEverything
                          : spec.holds == FaceSpec::own_words ? set.own_words.Data
                                                              : kLatin;
  return set.atlas->AddFontFromFileTTF(path.c_str(), spec.size * set.scale, &config, ranges);
}

ImFont* add_default(ImFontAtlas& atlas, float pixels) {
  ImFontConfig config;
  config.SizePixels = pixels;
  return atlas.AddFontDefault(&config);
}

void build(FontSet& set) {
#if IMGUI_VERSION_NUM < 19200
  unsigned char* pixels = nullptr;
  set.atlas->TexDesiredWidth = set.scale > 1.25f ? 4096 : 2048;
  set.atlas->GetTexDataAsAlpha8(&pixels, &set.report.atlas_width, &set.report.atlas_height);
#else
  (void)set;  // glyphs are baked when they are used
#endif
}

/// The fonts have no U+23CE or U+21B5: a return arrow is a return arrow.
void remap_return_arrows(FontSet& set) {
  for (ImFont* font : set.fonts)
    for (const ImWchar missing : {ImWchar(0x23CE), ImWchar(0x21B5)})
      if (!im::has_glyph(font, missing) && im::has_glyph(font, 0x21B2))
        font->AddRemapChar(missing, 0x21B2);
}

std::unique_ptr<FontSet> make_set(float scale) {
  const auto begin = std::chrono::steady_clock::now();
  auto set = std::make_unique<FontSet>();
  set->atlas->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  set->scale = scale;
  set->report.korean = true;
  collect_own_words(set->own_words);
  for (int i = 0; i < kFaces; ++i) {
    const FaceSpec& spec = kSpecs[i];
    const std::string path = find_font(spec.file);
    set->fonts[i] = path.empty() ? nullptr : add_face(*set, spec, path);
    if (set->fonts[i]) continue;
    set->fonts[i] = add_default(*set->atlas, spec.size * scale);
    set->report.korean = false;
    set->report.message = std::string("no font ") + spec.file + " under " + kFolders[0] +
                          ": the lab falls back to a Latin face and cannot show Korean; install "
                          "fonts-nanum";
  }
  build(*set);
  if (set->report.korean) remap_return_arrows(*set);
  set->report.build_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return set;
}

}  // namespace

void add_own_words(std::string_view text) { g_own_words += text; }

ImFontAtlas* font_atlas(float scale) {
  const auto found =
      std::ranges::find_if(g_sets, [&](const auto& set) { return set->scale == scale; });
  g_active = found != g_sets.end() ? found->get() : g_sets.emplace_back(make_set(scale)).get();
  return g_active->atlas.get();
}

const FontReport& font_report() {
  if (!g_active) font_atlas();
  return g_active->report;
}
ImFont* font(Face face) { return g_active->fonts[int(face)]; }
float font_px(Face face) { return kSpecs[int(face)].size * g_active->scale; }

bool can_show(char32_t code_point) { return im::has_glyph(font(Face::body), code_point); }

void drop_fonts() {
  g_own_words.clear();
  g_active = nullptr;
  g_sets.clear();
}

}  // namespace lab
