// The hidden file beside a PST that says "restante made this, with these items, and nobody changed it since". It is
// how a repeated run knows that it may replace the file, and that it loses nothing by doing so.
// Source: docs/targets/pst.md section 3.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::targets {

using ItemKey = std::uint64_t;  // the first 16 digits of an item id

// What identifies one state of a PST file: any program that opens the store for writing changes its header.
struct FileStamp {
    std::string name{};  // without directory
    std::uint64_t size = 0;
    std::string header{};  // SHA-256 of the header, hex

    // not_found, denied, io.
    static Result<FileStamp> of(const std::string& path, std::string name);
    bool operator==(const FileStamp&) const = default;
};

struct ProductRecord {
    std::vector<FileStamp> files{};  // of the parts; two states of one name while it is being replaced
    std::vector<ItemKey> items{};    // sorted

    [[nodiscard]] bool knows(const FileStamp& stamp) const;
    // How many of our items `newer` (sorted) lacks.
    [[nodiscard]] std::size_t missing_in(const std::vector<ItemKey>& newer) const;

    // ".NAME.pst.restante" beside `pst_path`.
    static std::string path_of(const std::string& pst_path);
    // An empty record when there is none, or none that can be read.
    static ProductRecord load(const std::string& pst_path);
    // Replaces the file in one step.
    Result<void> save(const std::string& pst_path) const;
};

}  // namespace restante::targets
