// For tests: a medium on which reading certain bytes fails, as of a floppy with bad sectors.
#pragma once

#include <utility>
#include <vector>

#include "base/byte_source.h"

namespace restante {

class FailingBytes final : public ByteSource {
public:
    // `failing`: offsets of bytes that cannot be read, in any order.
    FailingBytes(ByteVector bytes, std::vector<std::size_t> failing)
        : bytes_(std::move(bytes)), failing_(std::move(failing)) {}

    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        for (const std::size_t at : failing_)
            if (at >= offset && at - offset < into.size()) return fail(Errc::io, "the sector cannot be read", offset);
        return bytes_.read(offset, into);
    }

private:
    MemoryBytes bytes_;
    std::vector<std::size_t> failing_;
};

}  // namespace restante
