#include "engine/coding/other_packers.h"

#include <lzma.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr std::size_t kPiece = 1 << 16;

[[noreturn]] void xz_failed(lzma_ret code) {
  fail("xz: liblzma gave up with code ", int(code),
       code == LZMA_MEM_ERROR ? " (not enough memory)" : "");
}

}  // namespace

i64 gzip_size(std::string_view bytes) {
  constexpr int kGzipFrame = 15 + 16, kDefaultMemory = 8;  // zlib.h, deflateInit2
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, kGzipFrame, kDefaultMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    fail("gzip: zlib did not start");
  std::array<unsigned char, kPiece> out;
  i64 size = 0;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    const std::size_t piece = std::min<std::size_t>(bytes.size(), std::size_t(1) << 30);
    if (stream.avail_in == 0) {
      stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
      stream.avail_in = uInt(piece);
      bytes.remove_prefix(piece);
    }
    stream.next_out = out.data();
    stream.avail_out = uInt(out.size());
    state = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    size += i64(out.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return size;
}

i64 xz_size(std::string_view bytes, bool whole_dictionary) {
  lzma_options_lzma options;
  if (lzma_lzma_preset(&options, 9 | LZMA_PRESET_EXTREME)) fail("xz: there is no preset 9e");
  const u64 wanted = std::max<u64>(LZMA_DICT_SIZE_MIN, bytes.size());
  constexpr u64 kLargest = (u64(1) << 30) + (u64(1) << 29);  // lzma/lzma12.h, dict_size
  if (whole_dictionary) options.dict_size = u32(std::min(wanted, kLargest));
  lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  lzma_stream stream = LZMA_STREAM_INIT;
  if (const lzma_ret code = lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC64))
    xz_failed(code);
  std::array<unsigned char, kPiece> out;
  stream.next_in = reinterpret_cast<const unsigned char*>(bytes.data());
  stream.avail_in = bytes.size();
  i64 size = 0;
  lzma_ret state = LZMA_OK;
  while (state == LZMA_OK) {
    stream.next_out = out.data();
    stream.avail_out = out.size();
    state = lzma_code(&stream, LZMA_FINISH);
    size += i64(out.size() - stream.avail_out);
  }
  lzma_end(&stream);
  if (state != LZMA_STREAM_END) xz_failed(state);
  return size;
}

}  // namespace lab
