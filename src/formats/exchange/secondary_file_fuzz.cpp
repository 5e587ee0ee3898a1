// Any secondary file, from every place: nothing outside it is promised.
#include "formats/exchange/secondary_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

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
    return 0;
}
