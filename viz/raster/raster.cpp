#include "viz/raster/raster.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/core/check.h"
#include "viz/draw/fonts.h"
#include "viz/draw/imgui_compat.h"
#include "viz/raster/triangles.h"

namespace lab {
namespace {

using raster::Target;
using raster::Texture;

#if IMGUI_VERSION_NUM < 19200
/// The fonts' texture: one for all contexts, as the atlas is.
constexpr std::uintptr_t kFontTexture = 1;

Texture font_texture() {
  Texture t;
  unsigned char* pixels = nullptr;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &t.width, &t.height);
  t.alpha = pixels;
  return t;
}
#endif

/// ImGui's rectangle is the corners a b c d, clockwise from the upper left, as a b c, a c d.
bool is_upright_rect(const ImDrawVert* vertices, const ImDrawIdx* index) {
  if (index[3] != index[0] || index[4] != index[2]) return false;
  const ImDrawVert &a = vertices[index[0]], &b = vertices[index[1]], &c = vertices[index[2]],
                   &d = vertices[index[5]];
  return a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x &&
         a.col == b.col && a.col == c.col && a.col == d.col && a.uv.y == b.uv.y &&
         b.uv.x == c.uv.x && c.uv.y == d.uv.y && d.uv.x == a.uv.x && a.pos.x < c.pos.x &&
         a.pos.y < c.pos.y;
}

void draw_triangles(const Target& target, const Texture& texture, const ImDrawVert* vertices,
                    const ImDrawIdx* index, unsigned count) {
  for (unsigned k = 0; k + 2 < count; k += 3) {
    if (k + 5 < count && is_upright_rect(vertices, index + k)) {
      raster::fill_rect(target, texture, vertices[index[k]], vertices[index[k + 2]]);
      k += 3;
      continue;
    }
    raster::fill_triangle(target, texture, vertices[index[k]], vertices[index[k + 1]],
                          vertices[index[k + 2]]);
  }
}

}  // namespace

struct Raster::State {
  struct Stored {
    int width, height;
    Sampling sampling;
    std::vector<u32> pixels;
  };
  std::unordered_map<std::uintptr_t, Stored> textures;
  std::uintptr_t next_id = 16;

  Texture find(ImTextureID id) const {
#if IMGUI_VERSION_NUM < 19200
    if (im::from_texture_id(id) == kFontTexture) return font_texture();
#else
    for (const ImTextureData* data : ImGui::GetPlatformIO().Textures)
      if (data->TexID == id) {
        const auto* pixels = static_cast<const unsigned char*>(data->Pixels);
        const bool rgba = data->Format == ImTextureFormat_RGBA32;
        return {.rgba = rgba ? reinterpret_cast<const u32*>(pixels) : nullptr,
                .alpha = rgba ? nullptr : pixels,
                .width = data->Width,
                .height = data->Height};
      }
#endif
    const auto found = textures.find(im::from_texture_id(id));
    if (found == textures.end())
      fail("[raster] a picture uses texture ", im::from_texture_id(id),
           ", which was not made by this rasteriser or was given back already");
    const Stored& s = found->second;
    return {.rgba = s.pixels.data(), .width = s.width, .height = s.height, .sampling = s.sampling};
  }

#if IMGUI_VERSION_NUM >= 19200
  /// Pixels are read where ImGui keeps them: creating and updating is giving a name.
  void take_font_textures(ImDrawData& data) {
    if (!data.Textures) return;
    for (ImTextureData* t : *data.Textures) {
      if (t->Status == ImTextureStatus_WantCreate)
        t->SetTexID(im::to_texture_id(next_id++)), t->SetStatus(ImTextureStatus_OK);
      if (t->Status == ImTextureStatus_WantUpdates) t->SetStatus(ImTextureStatus_OK);
      if (t->Status == ImTextureStatus_WantDestroy && t->UnusedFrames > 0)
        t->SetTexID(ImTextureID_Invalid), t->SetStatus(ImTextureStatus_Destroyed);
    }
  }
#endif
};

Raster::Raster() : state_(std::make_unique<State>()) {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
#if IMGUI_VERSION_NUM < 19200
  io.Fonts->SetTexID(im::to_texture_id(kFontTexture));
#else
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#endif
}

Raster::~Raster() {
#if IMGUI_VERSION_NUM >= 19200
  for (ImTextureData* t : ImGui::GetPlatformIO().Textures)
    if (t->RefCount == 1) t->SetTexID(ImTextureID_Invalid), t->SetStatus(ImTextureStatus_Destroyed);
  ImGui::GetIO().BackendFlags &=
      ~(ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_RendererHasTextures);
#endif
}

void Raster::draw(ImDrawData& data, Color ground, Image& image) {
#if IMGUI_VERSION_NUM >= 19200
  state_->take_font_textures(data);
#endif
  image.width = int(data.DisplaySize.x), image.height = int(data.DisplaySize.y);
  image.pixels.assign(std::size_t(image.width) * image.height, ground | 0xff000000u);
  const ImVec2 origin = data.DisplayPos;
  for (int n = 0; n < im::list_count(data); ++n) {
    const ImDrawList* list = data.CmdLists[n];
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback) {
        if (!im::is_reset_state(command.UserCallback)) command.UserCallback(list, &command);
        continue;
      }
      const ImVec4& clip = command.ClipRect;
      const Target target{.pixels = image.pixels.data(),
                          .stride = image.width,
                          .x0 = std::max(0, int(std::floor(clip.x - origin.x))),
                          .y0 = std::max(0, int(std::floor(clip.y - origin.y))),
                          .x1 = std::min(image.width, int(std::floor(clip.z - origin.x))),
                          .y1 = std::min(image.height, int(std::floor(clip.w - origin.y)))};
      if (target.x0 >= target.x1 || target.y0 >= target.y1 || command.ElemCount == 0) continue;
      draw_triangles(target, state_->find(command.GetTexID()),
                     list->VtxBuffer.Data + command.VtxOffset,
                     list->IdxBuffer.Data + command.IdxOffset, command.ElemCount);
    }
  }
}

ImTextureID Raster::create(int width, int height, std::span<const u32> rgba, Sampling sampling) {
  if (rgba.size() != std::size_t(width) * height)
    fail("[raster] texture: want ", width, " x ", height, " pixels, got ", rgba.size());
  const std::uintptr_t id = state_->next_id++;
  state_->textures[id] = {width, height, sampling, {rgba.begin(), rgba.end()}};
  return im::to_texture_id(id);
}

void Raster::update(ImTextureID texture, std::span<const u32> rgba) {
  const auto found = state_->textures.find(im::from_texture_id(texture));
  if (found == state_->textures.end() || found->second.pixels.size() != rgba.size())
    fail("[raster] texture update: no such texture, or its size changed; create a new one");
  std::ranges::copy(rgba, found->second.pixels.begin());
}

void Raster::destroy(ImTextureID texture) { state_->textures.erase(im::from_texture_id(texture)); }

int Raster::live_textures() const { return int(state_->textures.size()); }

}  // namespace lab
