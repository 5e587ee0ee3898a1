// A file that is read although some of its sectors may be unreadable: zeros stand for those, found out on the way and
// remembered. Source: docs/recovery.md "Unreadable sectors".
#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/salvaged_bytes.h"

namespace restante {

class LossyBytes final : public ByteSource {
public:
    explicit LossyBytes(ByteSourcePointer bytes) : bytes_(std::move(bytes)) {}

    [[nodiscard]] std::uint64_t size() const override { return bytes_->size(); }
    // Errors other than io are passed on. A sector that failed is not tried again: that takes seconds on such a medium.
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;
    void forget() const override { bytes_->forget(); }

    // Among what was read up to now: ascending, whole sectors, apart from one another.
    [[nodiscard]] std::vector<LostBytes> lost() const;
    // Whether bytes of this stretch are among them.
    [[nodiscard]] bool has_lost(std::uint64_t offset, std::uint64_t size) const;

private:
    void lose(std::uint64_t sector, std::uint64_t size) const;

    ByteSourcePointer bytes_;
    mutable std::mutex mutex_{};
    mutable std::vector<LostBytes> lost_{};
};

}  // namespace restante
