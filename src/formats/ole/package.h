// What the Windows Object Packager wraps: a file, or a command or path that leads to one.
// Source: docs/formats/ole.md "Packages". Text is ANSI.
#pragma once

#include <cstdint>
#include <string>

#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante::ole {

struct Package {
    std::string label{};      // under the icon; normally the file name
    std::string icon_path{};  // file that holds the icon
    std::uint16_t icon_index = 0;
    bool embedded = true;  // false: only `path`
    std::string path{};    // where the file came from, or the command line
    SourceRange data{};    // the file; less than promised when `cut`
    bool cut = false;

    bool operator==(const Package&) const = default;
};

// Class names of packages, compared without regard to case.
[[nodiscard]] bool is_package(const std::string& class_name);

// `native`: the native data of an object of class Package. bad_magic, truncated, too_large.
Result<Package> read_package(const ByteSource& source, SourceRange native);

// The last part of label or path, whichever names a file; "" when neither does.
[[nodiscard]] std::string file_name_of(const Package& package);

// For tests: native data with `data` in place of the range.
void write_package(ByteWriter& writer, const Package& package, Bytes data);

}  // namespace restante::ole
