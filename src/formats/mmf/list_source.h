// A list object put together from parts that need not be in memory, for writing large attachments.
// Source: docs/formats/mmf.md "List objects".
#pragma once

#include <cstdint>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"
#include "formats/mmf/list_object.h"

namespace restante::mmf {

struct ListPart {
    std::uint32_t id = 0;
    ByteVector data{};
    ByteSourcePointer source{};  // when set, taken instead of `data`
};

// The bytes write_list() would give for the same elements. too_large: more than kMaximumElements, or beyond 2 GiB.
Result<ByteSourcePointer> list_source(std::vector<ListPart> parts, const ListSort& sort = {});

}  // namespace restante::mmf
