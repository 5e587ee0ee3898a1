// Any packing list: what names its columns is one, and what was read can be written and read again.
#include "formats/exchange/packing_list.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const Bytes bytes(data, size);
    const auto list = exchange::read_packing_list(bytes);
    if (size <= exchange::kPackingListStart && exchange::is_packing_list(bytes) != list.has_value()) std::abort();
    if (!list) return 0;
    for (const auto& names : {list->primary, list->secondary})
        for (const std::string& name : names)
            // Names are written in the characters that every page has, and a comment is none.
            if (std::any_of(name.begin(), name.end(), [](char c) { return c < ' ' || c > '~'; })) return 0;
    const auto again = exchange::read_packing_list(as_bytes(exchange::packing_list_text(*list)));
    if (!again || again->primary != list->primary || again->secondary != list->secondary) std::abort();
    return 0;
}
