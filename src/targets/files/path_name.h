// Any name as one component of a path: legal on every file system, and readable back. docs/targets/files.md, Names
//
// Percent-encoded are: % / \ : * ? " < > | and control characters, blanks and dots at the ends, bytes that are no
// UTF-8, and the first letter of a device name (CON, NUL, COM1 ...). "%~" starts what is ours: "%~2" makes a name
// unlike its neighbour, "%~" and 16 hex digits end a name that was too long.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace restante::targets::files {

constexpr std::size_t kLongestComponent = 200;  // bytes; leaves room for suffixes below the usual 255

struct ComponentName {
    std::string text{};
    bool shortened = false;  // cannot be decoded: the manifest knows the name
};

[[nodiscard]] ComponentName encode_component(std::string_view name);
// As encode_component, with "." encoded wherever it stands, then in modified UTF-7 (RFC 3501 5.1.3): for Maildir++.
[[nodiscard]] ComponentName encode_maildir_component(std::string_view name);

// The name that was encoded; a "%~2" at the end is taken away. Nothing when `text` is no encoded name, or shortened.
[[nodiscard]] std::optional<std::string> decode_component(std::string_view text);
[[nodiscard]] std::optional<std::string> decode_maildir_component(std::string_view text);

// `text` cut to `limit` bytes, ended by "%~" and a hash of `full_name`.
[[nodiscard]] std::string shorten_component(std::string_view text, std::string_view full_name, std::size_t limit);

}  // namespace restante::targets::files
