// A compressed file: what it was, with which model it was written, and whether it is still whole.
#pragma once
#include <string>
#include <string_view>

#include "engine/coding/text_stream.h"

namespace lab {

/// Which model wrote a file, and how its numbers came about. Coding needs the same numbers to the
/// last bit: a decoder whose model differs in one of them reads something else.
struct ModelMark {
  std::string run;         ///< its directory, as it was given: where to look for it
  std::string identity;    ///< 16 bytes of sha256: weights, vocabulary, options; which model it is
  std::string arithmetic;  ///< 8 bytes of sha256: a few of its answers; how it is computed here
  std::string kernel;      ///< CPU kernel and build, for people
};
/// ModelMark::identity of whatever makes a model what it is.
std::string identity_of(std::string_view everything);
/// ModelMark::arithmetic: the bits of a ghost's answers to some short texts.
std::string arithmetic_of(Ghost& ghost);

/// The file, byte by byte ("number": 7 bits a byte, lowest first, the last without its top bit):
///   "LMLC"  format version (1)  method (below)
///   8 bytes: sha256 of all that follows      number: length of the original
///   8 bytes: sha256 of the original
///   adaptive: 1 byte, the order
///   model: identity 16 bytes, arithmetic 8 bytes, then number + text: kernel, run
///   the message of the range coder; stored: the original itself
struct Squeezed {
  enum class Method : u8 { stored, adaptive, model };
  Method method = Method::stored;
  i64 length = 0;             ///< of the original, bytes
  std::string original_hash;  ///< first 8 bytes of its sha256
  int order = 0;              ///< adaptive
  ModelMark model;            ///< model
  std::string message;
};

std::string pack(const Squeezed& squeezed);
/// Throws Error, one line that begins with `where`, for another kind of file, another version, and
/// any byte that is not the one that was written.
Squeezed unpack(std::string_view bytes, const std::string& where);

inline constexpr int kDefaultOrder = 6;  ///< 5 to 9 differ by less than 0.3 % on English

/// Compresses with a model that counts as it goes, or stores what that would only lengthen.
Squeezed squeeze(std::string_view bytes, int order = kDefaultOrder,
                 const CodingProgress& progress = {});
/// Compresses with a trained model. `model` must be new.
Squeezed squeeze(std::string_view bytes, GhostSymbols& model, ModelMark mark,
                 const CodingProgress& progress = {});
/// The original; `model` (new, nullptr unless the method wants one) must be the one that wrote it.
/// Throws Error when what comes out is not what went in.
std::string unsqueeze(const Squeezed& squeezed, GhostSymbols* model,
                      const CodingProgress& progress = {});

}  // namespace lab
