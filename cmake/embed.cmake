# Writes SOURCE: a string_view SYMBOL that holds the text of FILE, as bytes, because compilers promise
# no more than 64 KB for a literal.
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REPLACE "0x0a," "0x0a,\n" bytes "${bytes}")  # a line of the file a line
file(WRITE ${SOURCE} "// Made by cmake/embed.cmake.
#include <string_view>

namespace lab {
namespace {
constexpr unsigned char kBytes[] = {${bytes}0};
}  // namespace
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL}(reinterpret_cast<const char*>(kBytes), sizeof kBytes - 1);
}  // namespace lab
")
