// Any secondary file, from every place and searched for what is left of it: nothing outside it is promised.
#include "formats/exchange/secondary_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "formats/exchange/salvaged_secondary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    static const CodePage page = *CodePage::numbered(1252);
    constexpr std::size_t kMostPlaces = 512;
    const auto file = std::make_shared<const MemoryBytes>(ByteVector(data, data + size));
    for (std::size_t offset = 0; offset <= std::min(size, kMostPlaces); ++offset) {
        const auto read = exchange::read_data_sections(file, offset, page);
        if (!read) continue;
        if (read->list.empty()) std::abort();
        std::uint64_t sum = 0;
        for (const exchange::DataSection& section : read->list) {
            sum += section.data->size();
            if (!read_all(*section.data, size)) std::abort();
        }
        if (sum > size) std::abort();
    }
    // With pointers that may be right, and some that are not.
    const auto salvaged = exchange::SalvagedSecondary::read(file, {50, 110, 464, 499, 742, size});
    if (!salvaged) std::abort();
    std::uint64_t sum = 0;
    for (const exchange::SalvagedChain& chain : salvaged->chains()) {
        const auto content = salvaged->content(chain, page);
        if (!content || content->sections.list.size() != chain.count) std::abort();
        for (const exchange::DataSection& section : content->sections.list)
            if (section.data) sum += read_all(*section.data, 2 * size + 1)->size();
    }
    if (sum > 2 * size) std::abort();
    return 0;
}
