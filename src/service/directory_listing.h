// Use case "which file?": what stands in a directory, for front ends that have no file dialogue of their own. Shows
// what the user may read, and nothing else; opens no file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/exit_code.h"

namespace restante::service {

enum class Likeness : std::uint8_t { nothing, message_file, postoffice, packing_list, archive };
[[nodiscard]] std::string_view name_of(Likeness likeness);  // "", "message-file", ...

struct DirectoryEntry {
    std::string name{};
    bool is_directory = false;
    std::uint64_t size = 0;  // bytes, of files
    Likeness likeness{};     // by its name alone: what it is only its content tells
};

struct DirectoryListing {
    static constexpr std::size_t kMost = 5'000;

    std::string path{};                     // absolute, without "." and ".."
    std::string parent{};                   // "" at the top
    std::vector<DirectoryEntry> entries{};  // directories first, by name; names with a dot in front left out
    bool cut = false;                       // there are more than kMost
};

// `path`: absolute, without ".."; "": the user's home. usage: it is not; bad_source: missing, or may not be read.
Outcome<DirectoryListing> list_directory(const std::string& path);

}  // namespace restante::service
