// Data on its way from source to target that remembers whether the source failed. A target cannot tell a broken
// attachment from a broken disk; the pipeline must: the first costs one item, the second ends the run.
#pragma once

#include <optional>

#include "base/byte_source.h"

namespace restante::pipeline {

// For one thread. Read errors keep their text and offset, but their code becomes one that concerns this item only.
class GuardedBytes final : public ByteSource {
public:
    explicit GuardedBytes(ByteSourcePointer inner) : inner_(std::move(inner)), size_(inner_->size()) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;

    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }  // the first one

private:
    ByteSourcePointer inner_;
    std::uint64_t size_;
    mutable std::optional<Error> failure_;
};

}  // namespace restante::pipeline
