// What an archive gives only once, kept where it can be read in any order: in memory while it is small, else in a
// temporary file without a name.
#pragma once

#include <cstdint>
#include <memory>

#include "base/byte_source.h"

namespace restante::sources {

class Spool {
public:
    static constexpr std::size_t kInMemory = 8UL * 1024 * 1024;

    Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool();

    Result<void> append(Bytes bytes);  // no_space, io
    // Everything appended. The spool is empty then.
    Result<ByteSourcePointer> finish();

private:
    Result<void> to_file();

    ByteVector memory_{};
    int descriptor_ = -1;
    std::uint64_t written_ = 0;
};

}  // namespace restante::sources
