// For tests and their fixtures: a file in one piece, empty when it cannot be read.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/bytes.h"

namespace restante::test_files {

inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline ByteVector bytes_of(const std::filesystem::path& path) {
    const std::string content = content_of(path);
    return {content.begin(), content.end()};
}

}  // namespace restante::test_files
