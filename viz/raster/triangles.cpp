#include "viz/raster/triangles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace lab::raster {
namespace {

constexpr int kSub = 256;  ///< positions per pixel

struct Rgba {
  u32 r, g, b, a;
};
Rgba unpack(u32 c) { return {c & 255, (c >> 8) & 255, (c >> 16) & 255, c >> 24}; }

/// round(v / 255) for 0 <= v <= 65,025.
u32 div255(u32 v) { return (v + 128 + ((v + 128) >> 8)) >> 8; }

void blend(u32& pixel, const Rgba& c) {
  if (c.a == 255) {
    pixel = c.r | (c.g << 8) | (c.b << 16) | 0xff000000u;
    return;
  }
  const u32 rest = 255 - c.a;
  const u32 r = div255(c.r * c.a + (pixel & 255) * rest);
  const u32 g = div255(c.g * c.a + ((pixel >> 8) & 255) * rest);
  const u32 b = div255(c.b * c.a + ((pixel >> 16) & 255) * rest);
  pixel = r | (g << 8) | (b << 16) | 0xff000000u;
}

Rgba times(const Rgba& a, const Rgba& b) {
  return {div255(a.r * b.r), div255(a.g * b.g), div255(a.b * b.b), div255(a.a * b.a)};
}

Rgba texel(const Texture& t, int x, int y) {
  x = std::clamp(x, 0, t.width - 1), y = std::clamp(y, 0, t.height - 1);
  const std::size_t i = std::size_t(y) * t.width + x;
  return t.rgba ? unpack(t.rgba[i]) : Rgba{255, 255, 255, t.alpha[i]};
}

/// One coordinate of a lookup: two neighbours, and the second one's weight in 1/256.
struct Lookup {
  int first;
  u32 weight;
};
Lookup look_up(float texels, Sampling sampling) {
  if (sampling == Sampling::nearest) return {int(std::floor(texels)), 0};
  const int fixed = int(std::floor((texels - 0.5f) * 256 + 0.5f));
  return {fixed >> 8, u32(fixed & 255)};
}

Rgba sample(const Texture& t, const Lookup& u, const Lookup& v) {
  const Rgba p00 = texel(t, u.first, v.first);
  if (u.weight == 0 && v.weight == 0) return p00;
  const Rgba p10 = texel(t, u.first + 1, v.first), p01 = texel(t, u.first, v.first + 1);
  const Rgba p11 = texel(t, u.first + 1, v.first + 1);
  const auto mix = [&](u32 a, u32 b, u32 c, u32 d) {
    const u32 top = a * (256 - u.weight) + b * u.weight;
    const u32 low = c * (256 - u.weight) + d * u.weight;
    return (top * (256 - v.weight) + low * v.weight + 32768) >> 16;
  };
  return {mix(p00.r, p10.r, p01.r, p11.r), mix(p00.g, p10.g, p01.g, p11.g),
          mix(p00.b, p10.b, p01.b, p11.b), mix(p00.a, p10.a, p01.a, p11.a)};
}

struct Point {
  i64 x, y;
};
Point snap(const ImVec2& p) {
  constexpr float kFar = 1 << 20;
  return {i64(std::floor(std::clamp(p.x, -kFar, kFar) * kSub + 0.5f)),
          i64(std::floor(std::clamp(p.y, -kFar, kFar) * kSub + 0.5f))};
}

/// Twice the signed area left of p -> q at the point (x, y), in 1/256 pixels squared.
struct Edge {
  i64 dx, dy, offset;
  Edge(const Point& p, const Point& q) : dx(q.x - p.x), dy(q.y - p.y) {
    const bool top_left = (dy == 0 && dx > 0) || dy < 0;
    offset = -dx * p.y + dy * p.x + (top_left ? 0 : -1);
  }
  i64 at(i64 x, i64 y) const { return dx * y - dy * x + offset; }
  /// Narrows [begin, end) to the pixels of row `y` (its centre, in 1/256) that are inside.
  void clip(i64 y, int& begin, int& end) const {
    const i64 step = -dy * kSub,
              value = at(kSub / 2, y);  // at pixel 0; inside: value + x step >= 0
    if (step == 0) {
      if (value < 0) end = begin;
    } else if (step > 0) {
      if (value < 0) begin = int(std::max<i64>(begin, (-value + step - 1) / step));
    } else {
      end = value < 0 ? begin : int(std::min<i64>(end, value / -step + 1));
    }
  }
};

/// A quantity that is linear over the triangle: value at (x, y) = base + x * by_x + y * by_y.
struct Plane {
  float base = 0, by_x = 0, by_y = 0;
  float at(float x, float y) const { return base + x * by_x + y * by_y; }
};

struct Planes {
  ImVec2 a, ab, ac;
  float inverse_area;
  Plane of(float va, float vb, float vc) const {
    const float b = vb - va, c = vc - va;
    Plane p;
    p.by_x = (b * ac.y - c * ab.y) * inverse_area;
    p.by_y = (c * ab.x - b * ac.x) * inverse_area;
    p.base = va - a.x * p.by_x - a.y * p.by_y;
    return p;
  }
};

u32 to_byte(float v) { return u32(std::clamp(v, 0.f, 255.f) + 0.5f); }

struct Shader {
  std::array<Plane, 4> color;
  Plane u, v;
  bool one_color, textured;
  Rgba flat;

  Shader(const Planes& planes, const Texture& t, const ImDrawVert& a, const ImDrawVert& b,
         const ImDrawVert& c) {
    flat = unpack(a.col);
    one_color = a.col == b.col && a.col == c.col;
    if (!one_color)
      for (int i = 0; i < 4; ++i)
        color[i] = planes.of(float((a.col >> (8 * i)) & 255), float((b.col >> (8 * i)) & 255),
                             float((c.col >> (8 * i)) & 255));
    textured = a.uv.x != b.uv.x || a.uv.x != c.uv.x || a.uv.y != b.uv.y || a.uv.y != c.uv.y;
    const float w = float(t.width), h = float(t.height);
    u = planes.of(a.uv.x * w, b.uv.x * w, c.uv.x * w);
    v = planes.of(a.uv.y * h, b.uv.y * h, c.uv.y * h);
  }
  Rgba at(const Texture& t, float x, float y) const {
    Rgba c = flat;
    if (!one_color)
      c = {to_byte(color[0].at(x, y)), to_byte(color[1].at(x, y)), to_byte(color[2].at(x, y)),
           to_byte(color[3].at(x, y))};
    if (!textured) return c;
    return times(c, sample(t, look_up(u.at(x, y), t.sampling), look_up(v.at(x, y), t.sampling)));
  }
};

/// A texture used at one point only (ImGui's white pixel) is a factor, not a lookup per pixel.
Rgba constant_texel(const Texture& t, const ImVec2& uv) {
  return sample(t, look_up(uv.x * float(t.width), t.sampling),
                look_up(uv.y * float(t.height), t.sampling));
}

}  // namespace

void fill_triangle(const Target& target, const Texture& texture, const ImDrawVert& a,
                   const ImDrawVert& b_in, const ImDrawVert& c_in) {
  const ImDrawVert *b = &b_in, *c = &c_in;
  const Point pa = snap(a.pos);
  Point pb = snap(b->pos), pc = snap(c->pos);
  const i64 area = (pb.x - pa.x) * (pc.y - pa.y) - (pb.y - pa.y) * (pc.x - pa.x);
  if (area == 0) return;
  if (area < 0) std::swap(b, c), std::swap(pb, pc);
  const Edge edges[] = {{pa, pb}, {pb, pc}, {pc, pa}};

  const auto [top, bottom] = std::minmax({pa.y, pb.y, pc.y});
  const auto [left, right] = std::minmax({pa.x, pb.x, pc.x});
  const int y0 = int(std::max<i64>(target.y0, (top - kSub / 2) >> 8));
  const int y1 = int(std::min<i64>(target.y1, (bottom >> 8) + 1));
  const int x0 = int(std::max<i64>(target.x0, (left - kSub / 2) >> 8));
  const int x1 = int(std::min<i64>(target.x1, (right >> 8) + 1));
  if (x0 >= x1 || y0 >= y1) return;

  const float unit = 1.f / kSub;
  const Planes planes{.a = {float(pa.x) * unit, float(pa.y) * unit},
                      .ab = {float(pb.x - pa.x) * unit, float(pb.y - pa.y) * unit},
                      .ac = {float(pc.x - pa.x) * unit, float(pc.y - pa.y) * unit},
                      .inverse_area = float(kSub) * kSub / float(std::abs(area))};
  Shader shader(planes, texture, a, *b, *c);
  const bool flat = shader.one_color && !shader.textured;
  if (flat) shader.flat = times(shader.flat, constant_texel(texture, a.uv));

  for (int y = y0; y < y1; ++y) {
    int begin = x0, end = x1;
    for (const Edge& edge : edges) edge.clip(i64(y) * kSub + kSub / 2, begin, end);
    if (begin >= end) continue;
    u32* row = target.pixels + std::size_t(y) * target.stride;
    if (flat && shader.flat.a == 0) continue;
    for (int x = begin; x < end; ++x)
      blend(row[x], flat ? shader.flat : shader.at(texture, float(x) + 0.5f, float(y) + 0.5f));
  }
}

void fill_rect(const Target& target, const Texture& texture, const ImDrawVert& a,
               const ImDrawVert& c) {
  // A pixel belongs to the rectangle if its centre does; the left and top edges belong to it.
  const Point p = snap(a.pos), q = snap(c.pos);
  const auto first = [](i64 edge) { return int((edge + kSub / 2 - 1) >> 8); };
  const int x0 = std::max(target.x0, first(p.x)), x1 = std::min(target.x1, first(q.x));
  const int y0 = std::max(target.y0, first(p.y)), y1 = std::min(target.y1, first(q.y));
  if (x0 >= x1 || y0 >= y1) return;
  const Rgba color = unpack(a.col);
  const auto row = [&](int y) { return target.pixels + std::size_t(y) * target.stride; };

  if (a.uv.x == c.uv.x && a.uv.y == c.uv.y) {
    const Rgba flat = times(color, constant_texel(texture, a.uv));
    if (flat.a == 0) return;
    for (int y = y0; y < y1; ++y)
      for (u32* pixel = row(y) + x0; pixel < row(y) + x1; ++pixel) blend(*pixel, flat);
    return;
  }
  const float w = float(texture.width), h = float(texture.height);
  const float du = (c.uv.x - a.uv.x) * w / (float(q.x - p.x) / kSub);
  const float dv = (c.uv.y - a.uv.y) * h / (float(q.y - p.y) / kSub);
  const auto u_at = [&](int x) { return a.uv.x * w + (float(x) + 0.5f - float(p.x) / kSub) * du; };
  const auto v_at = [&](int y) { return a.uv.y * h + (float(y) + 0.5f - float(p.y) / kSub) * dv; };
  constexpr int kChunk = 512;  // lookups of a row's columns are worked out once
  std::array<Lookup, kChunk> columns;
  for (int from = x0; from < x1; from += kChunk) {
    const int to = std::min(x1, from + kChunk);
    for (int x = from; x < to; ++x) columns[x - from] = look_up(u_at(x), texture.sampling);
    for (int y = y0; y < y1; ++y) {
      const Lookup v = look_up(v_at(y), texture.sampling);
      u32* pixels = row(y);
      for (int x = from; x < to; ++x) {
        const Rgba found = times(color, sample(texture, columns[x - from], v));
        if (found.a) blend(pixels[x], found);
      }
    }
  }
}

}  // namespace lab::raster
