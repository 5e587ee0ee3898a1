// Files that options name, and what is too large for one: docs/limits.md.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "service/address_map_file.h"
#include "service/control_request.h"
#include "service/layout_file.h"
#include "service/user_list_file.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

// What reading a file complains of; "" when it likes the file.
template <class Value>
std::string complaint(const Outcome<Value>& outcome) {
    return outcome ? "" : outcome.error().text;
}

bool is_about_size(const std::string& text) {
    return text.find("larger than expected") != std::string::npos || text.find("more data than") != std::string::npos;
}

TEST(FileLimits, TooLargeForWhatItIs) {
    const fs::path path = fs::temp_directory_path() / ("restante-file-limits-" + std::to_string(::getpid()));
    const struct {
        const char* what;
        std::uint64_t most;
        std::function<std::string(const std::string&)> read;
    } cases[] = {
        {"user list", 67'108'864, [](const std::string& file) { return complaint(read_user_list_file(file)); }},
        {"address map", 67'108'864, [](const std::string& file) { return complaint(read_address_map(file)); }},
        {"layout", 1'048'576, [](const std::string& file) { return complaint(read_layout_files({file})); }},
        {"control file", 16'777'216,
         [](const std::string& file) {
             MigrateRequest request;
             return complaint(apply_control_file(file, request));
         }},
    };
    for (const auto& one : cases) {
        std::ofstream(path, std::ios::trunc).flush();
        fs::resize_file(path, one.most);
        const std::string within = one.read(path.string());
        EXPECT_FALSE(is_about_size(within)) << one.what << ": " << within;
        fs::resize_file(path, one.most + 1);
        const std::string beyond = one.read(path.string());
        EXPECT_TRUE(is_about_size(beyond)) << one.what << ": " << beyond;
    }
    fs::remove(path);
}

}  // namespace
}  // namespace restante::service
