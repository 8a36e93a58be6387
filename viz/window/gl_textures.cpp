#include "viz/window/gl_textures.h"

#include <GL/gl.h>
#ifndef GL_CLAMP_TO_EDGE
#define GL_CLAMP_TO_EDGE 0x812F
#endif

#include "engine/core/check.h"
#include "viz/draw/imgui_compat.h"

namespace lab {

GlTextures::~GlTextures() {
  for (const auto& [name, size] : sizes_) glDeleteTextures(1, &name);
}

ImTextureID GlTextures::create(int width, int height, std::span<const u32> rgba,
                               Sampling sampling) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  const GLint filter = sampling == Sampling::nearest ? GL_NEAREST : GL_LINEAR;
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               rgba.data());
  sizes_[name] = {width, height};
  return im::to_texture_id(name);
}

void GlTextures::update(ImTextureID texture, std::span<const u32> rgba) {
  const auto name = GLuint(im::from_texture_id(texture));
  const auto found = sizes_.find(name);
  if (found == sizes_.end() ||
      rgba.size() != std::size_t(found->second.width) * found->second.height)
    fail("[window] texture update: no such texture, or its size changed; create a new one");
  glBindTexture(GL_TEXTURE_2D, name);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, found->second.width, found->second.height, GL_RGBA,
                  GL_UNSIGNED_BYTE, rgba.data());
}

void GlTextures::destroy(ImTextureID texture) {
  const auto name = GLuint(im::from_texture_id(texture));
  if (sizes_.erase(name)) glDeleteTextures(1, &name);
}

}  // namespace lab
