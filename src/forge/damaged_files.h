// Files of the made postoffice, changed. An earlier damage may have taken one away: then nothing happens to it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "forge/damage_report.h"
#include "forge/output_directory.h"
#include "forge/random.h"

namespace restante::forge {

class DamagedFiles {
public:
    // What is changed is entered in `report`.
    DamagedFiles(const OutputDirectory& output, DamageReport& report) : output_(&output), report_(&report) {}

    [[nodiscard]] bool exists(const std::string& path) const;
    [[nodiscard]] std::uint64_t size(const std::string& path) const;  // 0 when it is missing
    Result<void> remove(const std::string& path);
    Result<void> cut(const std::string& path, std::uint64_t size);  // to that size, if it is longer
    // Small files: read, changed in memory, written.
    Result<void> change(const std::string& path, const std::function<void(ByteVector& bytes)>& how);
    // Bytes of no meaning over what is there.
    Result<void> spoil(const std::string& path, std::uint64_t offset, std::uint64_t size, Random& random);
    Result<void> swap(const std::string& one, const std::string& other);
    Result<void> add(const std::string& path, Bytes bytes);
    // Below a directory, sorted; with a slash between directories.
    [[nodiscard]] std::vector<std::string> all(const std::string& directory, std::string_view extension) const;

private:
    Result<void> result(bool good, const std::string& path) const;
    void note(const std::string& path) { report_->files.push_back(path); }

    const OutputDirectory* output_;
    DamageReport* report_;
};

[[nodiscard]] ByteVector garbage(Random& random, std::size_t size);

}  // namespace restante::forge
