// Two sources read as one: a header that was made, and data that stays where it is.
#pragma once

#include "base/byte_source.h"

namespace restante {

class JoinedBytes final : public ByteSource {
public:
    JoinedBytes(ByteSourcePointer first, ByteSourcePointer second)
        : first_(std::move(first)), second_(std::move(second)) {}

    [[nodiscard]] std::uint64_t size() const override { return first_->size() + second_->size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;

private:
    ByteSourcePointer first_;
    ByteSourcePointer second_;
};

}  // namespace restante
