#include "base/byte_source.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {
namespace {

Result<void> check_range(std::uint64_t offset, std::uint64_t count, std::uint64_t size) {
    if (offset > size || count > size - offset) return fail(Errc::truncated, "read past the end", offset);
    return {};
}

}  // namespace

Result<void> MemoryBytes::read(std::uint64_t offset, MutableBytes into) const {
    TRY_VOID(check_range(offset, into.size(), bytes_.size()));
    if (!into.empty()) std::memcpy(into.data(), bytes_.data() + offset, into.size());
    return {};
}

ByteRange::ByteRange(ByteSourcePointer whole, std::uint64_t offset, std::uint64_t size)
    : whole_(std::move(whole)),
      offset_(std::min(offset, whole_->size())),
      size_(std::min(size, whole_->size() - offset_)) {}

Result<void> ByteRange::read(std::uint64_t offset, MutableBytes into) const {
    TRY_VOID(check_range(offset, into.size(), size_));
    return whole_->read(offset_ + offset, into);
}

Result<ByteVector> read_all(const ByteSource& source, std::uint64_t limit) {
    if (source.size() > limit) return fail(Errc::too_large, "more data than can be held in memory");
    ByteVector bytes(static_cast<std::size_t>(source.size()));
    TRY_VOID(source.read(0, bytes));
    return bytes;
}

}  // namespace restante
