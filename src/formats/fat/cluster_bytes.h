// A file as the stretches of the volume it lies in.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "formats/fat/boot_sector.h"

namespace restante::fat {

class ClusterBytes final : public ByteSource {
public:
    // `clusters` in their order, as many as `size` needs.
    ClusterBytes(ByteSourcePointer volume, const Geometry& geometry, std::vector<std::uint32_t> clusters,
                 std::uint64_t size)
        : volume_(std::move(volume)), geometry_(geometry), clusters_(std::move(clusters)), size_(size) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;
    void forget() const override { volume_->forget(); }

private:
    ByteSourcePointer volume_;
    Geometry geometry_;
    std::vector<std::uint32_t> clusters_;
    std::uint64_t size_;
};

}  // namespace restante::fat
