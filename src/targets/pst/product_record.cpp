#include "targets/pst/product_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "base/sha256.h"
#include "targets/pst/part_file.h"

namespace restante::targets {
namespace {

constexpr std::string_view kSignature = "restante pst record 1";
constexpr std::size_t kHeaderBytes = 564;  // of a Unicode file; the ANSI header is smaller
constexpr std::size_t kKeyDigits = 16;
namespace fs = std::filesystem;

bool parse_key(std::string_view line, ItemKey& key) {
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), key, 16);
    return line.size() == kKeyDigits && error == std::errc{} && end == line.data() + line.size();
}

// "file SIZE HEADER NAME"
bool parse_stamp(std::string_view line, FileStamp& stamp) {
    constexpr std::string_view kStart = "file ";
    if (!line.starts_with(kStart)) return false;
    line.remove_prefix(kStart.size());
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), stamp.size);
    if (error != std::errc{}) return false;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    constexpr std::size_t kDigest = 64;
    if (line.size() < kDigest + 3 || line[0] != ' ' || line[kDigest + 1] != ' ') return false;
    stamp.header = line.substr(1, kDigest);
    stamp.name = line.substr(kDigest + 2);
    return true;
}

}  // namespace

Result<FileStamp> FileStamp::of(const std::string& path, std::string name) {
    std::error_code error;
    FileStamp stamp;
    stamp.name = std::move(name);
    stamp.size = fs::file_size(path, error);
    if (error) return fail(error_of_system(path, error.value()));
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(Errc::denied, path + ": cannot be read");
    ByteVector header(kHeaderBytes);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): streams know only char
    file.read(reinterpret_cast<char*>(header.data()), static_cast<std::streamsize>(header.size()));
    header.resize(static_cast<std::size_t>(file.gcount()));
    stamp.header = Sha256::hex_of(header);
    return stamp;
}

bool ProductRecord::knows(const FileStamp& stamp) const {
    return std::find(files.begin(), files.end(), stamp) != files.end();
}

std::size_t ProductRecord::missing_in(const std::vector<ItemKey>& newer) const {
    std::vector<ItemKey> missing;
    std::set_difference(items.begin(), items.end(), newer.begin(), newer.end(), std::back_inserter(missing));
    return missing.size();
}

std::string ProductRecord::path_of(const std::string& pst_path) {
    const fs::path path(pst_path);
    return (path.parent_path() / ("." + path.filename().string() + ".restante")).string();
}

ProductRecord ProductRecord::load(const std::string& pst_path) {
    std::ifstream file(path_of(pst_path), std::ios::binary);
    std::string line;
    if (!file || !std::getline(file, line) || line != kSignature) return {};
    ProductRecord record;
    while (std::getline(file, line)) {
        FileStamp stamp;
        ItemKey key = 0;
        if (parse_stamp(line, stamp))
            record.files.push_back(std::move(stamp));
        else if (parse_key(line, key))
            record.items.push_back(key);
        else
            return {};  // damaged: whoever relies on it must not
    }
    std::sort(record.items.begin(), record.items.end());
    return record;
}

Result<void> ProductRecord::save(const std::string& pst_path) const {
    auto file = TRY(PartFile::create(path_of(pst_path)));
    TRY_VOID(file->append(as_bytes(fmt::format("{}\n", kSignature))));
    for (const FileStamp& stamp : files)
        TRY_VOID(file->append(as_bytes(fmt::format("file {} {} {}\n", stamp.size, stamp.header, stamp.name))));
    for (const ItemKey key : items) TRY_VOID(file->append(as_bytes(fmt::format("{:016x}\n", key))));
    TRY_VOID(file->close());
    return file->publish();
}

}  // namespace restante::targets
