// The packed list: the small container of the objects with attr bit 0800. Source: docs/formats/mmf.md 3.3.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

struct PackedElement {
    std::uint32_t id = 0;
    ByteVector data{};
    bool operator==(const PackedElement&) const = default;
};

struct PackedList {
    std::vector<PackedElement> elements{};
    ByteVector room{};  // unused bytes between the data and the index, kept as they are
    bool operator==(const PackedList&) const = default;
};

constexpr std::size_t kMaximumPackedElements = 10920;

// `body` is the whole object, `file_offset` where it lies (for errors). truncated, bad_value, too_large.
Result<PackedList> read_packed_list(Bytes body, std::uint64_t file_offset = 0);

// too_large: more than kMaximumPackedElements, or data and index beyond 65535 bytes.
Result<ByteVector> write_packed_list(const PackedList& list);

}  // namespace restante::mmf
