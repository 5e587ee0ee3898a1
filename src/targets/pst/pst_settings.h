// What the part behind "pst:" says: where to, and how the files are to be written. Source: docs/targets/pst.md
// section 1.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "formats/pst/format.h"
#include "targets/target_uri.h"

namespace restante::targets {

constexpr std::uint64_t kAnsiPartBytes = 1'800'000'000;  // an ANSI file must stay below 2 GiB, and well below it
constexpr std::uint64_t kSmallestPart = 271'360;         // bytes of a store with one allocation region
constexpr std::uint32_t kAnsiFolderItems = 60'000;       // Outlook 97 to 2002 stop at 65,536
constexpr std::uint32_t kOldFolderItems = 16'383;        // without "large tables"
constexpr int kDefaultCodePage = 1252;

struct PstSettings {
    std::string place{};       // directory or file
    bool single_file = false;  // `place` is the file itself
    pst::Format format = pst::Format::unicode;
    pst::Encoding encoding = pst::Encoding::permute;
    std::uint64_t part_bytes = 0;      // a new part before a file would become larger; 0: one file whatever its size
    int code_page = kDefaultCodePage;  // of the text in ANSI files

    // usage: an unknown parameter or value; the sentence names what is known.
    static Result<PstSettings> parse(const TargetUri& uri);
};

}  // namespace restante::targets
