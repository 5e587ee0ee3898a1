// Bytes that are written once and read several times: in memory while they are few, else in a file that has no name.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "base/byte_sink.h"

namespace restante::targets::ews {

class Spool final : public ByteSink {
public:
    static constexpr std::uint64_t kKeptInMemory = std::uint64_t{1024} * 1024;

    Result<void> append(Bytes bytes) override;
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // Up to `space.size()` bytes from `offset` on; fewer only at the end. io.
    Result<std::size_t> read(std::uint64_t offset, MutableBytes space) const;

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::string memory_;
    std::unique_ptr<std::FILE, Close> file_;  // once it is set it holds everything
    std::uint64_t size_ = 0;
};

}  // namespace restante::targets::ews
