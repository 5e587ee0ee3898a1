// How lines end: CR LF on the wire and in .eml files, LF in mbox and Maildir files.
#pragma once

#include <cstdint>
#include <string_view>

namespace restante::mime {

enum class LineEnd : std::uint8_t { lf, crlf };

[[nodiscard]] constexpr std::string_view text_of(LineEnd line_end) { return line_end == LineEnd::lf ? "\n" : "\r\n"; }

// RFC 5322 2.1.1: a line should hold at most 78 characters, and must hold at most 998, without its line end.
constexpr std::size_t kWishedLine = 78;
constexpr std::size_t kLongestLine = 998;

}  // namespace restante::mime
