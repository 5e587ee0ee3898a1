// For tests of this folder: the sample stores as memory.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/byte_source.h"

namespace restante::mmf::samples {

inline std::string folder() { return std::string(RESTANTE_TESTS) + "/samples/mmf"; }

inline ByteVector bytes(const std::string& name) {
    std::ifstream file(folder() + "/" + name + ".mmf", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline ByteSourcePointer source(const std::string& name) { return std::make_shared<MemoryBytes>(bytes(name)); }

// "basic", "empty" ... or "corrupt/bad-magic" ..., sorted.
inline std::vector<std::string> names(const std::string& below = "") {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder() + "/" + below))
        if (entry.path().extension() == ".mmf")
            names.push_back((below.empty() ? "" : below + "/") + entry.path().stem().string());
    std::ranges::sort(names);
    return names;
}

}  // namespace restante::mmf::samples
