// The tokenizers that need no training: characters, letters of Hangul, words.
#pragma once
#include <memory>
#include <string_view>

#include "engine/tokens/tokenizer.h"

namespace lab {

/// One token per character of the text it is made of, in rising order of code points. Lossless.
/// encode() throws Error on a character that is not among them, and on bytes that are not UTF-8.
std::unique_ptr<Tokenizer> make_char_tokenizer(std::string_view text);

/// The same after to_jamo(): Korean with some seventy tokens instead of thousands, three times as
/// long. Lossless, also for texts that hold conjoining jamo themselves.
std::unique_ptr<Tokenizer> make_jamo_tokenizer(std::string_view text);

/// One token per word (what stands between white space): <unk> is id 0, then the most frequent
/// words, equal counts in the order of their bytes. Not lossless: words come back joined by single
/// spaces. vocab_size: <unk> included; 0 = all words.
std::unique_ptr<Tokenizer> make_word_tokenizer(std::string_view text, i64 vocab_size = 0);

}  // namespace lab
