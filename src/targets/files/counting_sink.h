// Takes bytes, keeps their number.
#pragma once

#include <cstdint>

#include "base/byte_sink.h"

namespace restante::targets::files {

class CountingSink final : public ByteSink {
public:
    Result<void> append(Bytes bytes) override {
        size_ += bytes.size();
        return {};
    }
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    std::uint64_t size_ = 0;
};

}  // namespace restante::targets::files
