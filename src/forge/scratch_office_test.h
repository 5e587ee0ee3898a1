// For tests of this folder: a postoffice made in a directory that goes away with the test.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/byte_sink.h"
#include "base/bytes.h"
#include "base/sha256.h"
#include "forge/forge.h"

namespace restante::forge {

class ScratchDirectory {
public:
    ScratchDirectory() {
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        static int number = 0;
        path_ = std::filesystem::path(testing::TempDir()) /
                (std::string(test->name()) + std::to_string(::getpid()) + "-" + std::to_string(number++));
        std::filesystem::remove_all(path_);
    }
    ~ScratchDirectory() { std::filesystem::remove_all(path_); }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

inline ByteVector bytes_of_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ScratchOffice {
public:
    explicit ScratchOffice(const Options& options) {
        const auto made = forge_postoffice(directory_.path(), options, &truth_);
        EXPECT_TRUE(made) << (made ? "" : made.error().describe());
    }

    [[nodiscard]] ByteVector bytes(const std::string& path) const { return bytes_of_file(full(path)); }
    [[nodiscard]] bool has(const std::string& path) const { return std::filesystem::exists(full(path)); }
    [[nodiscard]] std::string truth() const { return std::string(as_text(truth_.bytes())); }
    // Paths below the directory, sorted.
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> paths;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_.path()))
            if (entry.is_regular_file())
                paths.push_back(std::filesystem::relative(entry.path(), directory_.path()).generic_string());
        std::ranges::sort(paths);
        return paths;
    }
    [[nodiscard]] std::vector<std::string> files_ending(std::string_view end) const {
        std::vector<std::string> paths = files();
        std::erase_if(paths, [&](const std::string& path) { return !path.ends_with(end); });
        return paths;
    }
    [[nodiscard]] std::map<std::string, std::string> contents() const {
        std::map<std::string, std::string> all;
        for (const std::string& path : files()) all[path] = std::string(as_text(bytes(path)));
        return all;
    }
    // Of all names and bytes.
    [[nodiscard]] std::string digest() const {
        Sha256 sum;
        for (const auto& [path, content] : contents()) {
            sum.update(as_bytes(path + '\n'));
            sum.update(as_bytes(Sha256::hex_of(as_bytes(content))));
        }
        return sum.finish_hex();
    }
    [[nodiscard]] std::filesystem::path full(const std::string& path) const {
        return std::filesystem::path(directory_.path()) / path;
    }

private:
    ScratchDirectory directory_;
    MemorySink truth_;
};

}  // namespace restante::forge
