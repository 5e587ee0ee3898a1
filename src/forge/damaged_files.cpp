#include "forge/damaged_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace restante::forge {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 65536;

}  // namespace

ByteVector garbage(Random& random, std::size_t size) {
    ByteVector bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

Result<void> DamagedFiles::result(bool good, const std::string& path) const {
    if (good) return {};
    return fail(Errc::io, output_->full(path) + ": cannot be changed");
}

bool DamagedFiles::exists(const std::string& path) const { return fs::is_regular_file(output_->full(path)); }

std::uint64_t DamagedFiles::size(const std::string& path) const {
    return exists(path) ? fs::file_size(output_->full(path)) : 0;
}

Result<void> DamagedFiles::remove(const std::string& path) {
    if (!exists(path)) return {};
    note(path);
    std::error_code error;
    return result(fs::remove(output_->full(path), error), path);
}

Result<void> DamagedFiles::cut(const std::string& path, std::uint64_t wanted) {
    if (!exists(path) || size(path) <= wanted) return {};
    note(path);
    std::error_code error;
    fs::resize_file(output_->full(path), wanted, error);
    return result(!error, path);
}

Result<void> DamagedFiles::change(const std::string& path, const std::function<void(ByteVector& bytes)>& how) {
    if (!exists(path)) return {};
    note(path);
    std::ifstream in(output_->full(path), std::ios::binary);
    ByteVector bytes(std::istreambuf_iterator<char>(in), {});
    how(bytes);
    std::ofstream out(output_->full(path), std::ios::binary | std::ios::trunc);
    const std::string_view text = as_text(bytes);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    return result(in.good() || in.eof() ? out.good() : false, path);
}

Result<void> DamagedFiles::spoil(const std::string& path, std::uint64_t offset, std::uint64_t count, Random& random) {
    if (!exists(path) || offset >= size(path)) return {};
    note(path);
    count = std::min(count, size(path) - offset);
    std::fstream file(output_->full(path), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset));
    for (std::uint64_t done = 0; done < count;) {
        const ByteVector bytes =
            garbage(random, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, count - done)));
        const std::string_view text = as_text(bytes);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        done += bytes.size();
    }
    file.close();
    return result(file.good(), path);
}

Result<void> DamagedFiles::swap(const std::string& one, const std::string& other) {
    if (!exists(one) || !exists(other)) return {};
    note(one);
    note(other);
    const std::string aside = output_->full(one) + ".swap";
    std::error_code error;
    fs::rename(output_->full(one), aside, error);
    if (!error) fs::rename(output_->full(other), output_->full(one), error);
    if (!error) fs::rename(aside, output_->full(other), error);
    return result(!error, one);
}

Result<void> DamagedFiles::add(const std::string& path, Bytes bytes) {
    if (exists(path)) return {};
    note(path);
    return output_->write(path, bytes);
}

std::vector<std::string> DamagedFiles::all(const std::string& directory, std::string_view extension) const {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(output_->full(directory), error))
        if (entry.is_regular_file() && entry.path().extension() == extension)
            paths.push_back(directory + "/" + entry.path().filename().string());
    std::ranges::sort(paths);
    return paths;
}

}  // namespace restante::forge
