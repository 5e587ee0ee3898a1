// A file that is written beside its final name and gets that name only when everything is well. Source:
// docs/targets/pst.md section 2.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/byte_sink.h"
#include "base/result.h"

namespace restante::targets {

class PartFile final : public PatchableSink {
public:
    // Replaces what an interrupted run left under the temporary name. denied, no_space, io; conflict: another run is
    // writing it.
    static Result<std::unique_ptr<PartFile>> create(const std::string& final_path);
    ~PartFile() override;  // without publish(): removes the temporary file

    Result<void> append(Bytes bytes) override;
    Result<void> patch(std::uint64_t offset, Bytes bytes) override;

    // Everything is on the disk and readable; nothing more will come. The file keeps its temporary name.
    Result<void> close();
    // After close(): the file gets its name, replacing what had it.
    Result<void> publish();

    [[nodiscard]] const std::string& final_path() const { return final_path_; }
    [[nodiscard]] const std::string& readable_path() const { return temporary_path_; }  // between close and publish
    [[nodiscard]] std::uint64_t size() const { return written_ + buffer_.size(); }

private:
    PartFile(std::string final_path, std::string temporary_path, int descriptor);
    Result<void> flush();
    Result<void> write_at(std::uint64_t offset, Bytes bytes);

    std::string final_path_;
    std::string temporary_path_;  // "" once published
    int descriptor_;
    ByteVector buffer_;
    std::uint64_t written_ = 0;
};

// denied, no_space, usage (path too long), io; by errno.
[[nodiscard]] Error error_of_system(const std::string& path, int number);

}  // namespace restante::targets
