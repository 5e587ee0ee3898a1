// Any bytes as a disk image: every file that is listed can be opened and read, or says why not.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "formats/fat/partitions.h"
#include "formats/fat/volume.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto bytes = std::make_shared<MemoryBytes>(ByteVector(data, data + size));
    for (const fat::Partition& one : fat::read_partitions(*bytes))
        if (one.offset > size || one.size > size - one.offset) std::abort();
    Findings findings;
    const auto volume = fat::Volume::open(bytes, findings, size % 2 == 0, [](Bytes start, std::uint64_t whole) {
        if (start.size() > fat::kWantedBytes || start.size() > whole) std::abort();
        return true;
    });
    if (!volume) return 0;
    std::uint64_t budget = 4ULL * 1024 * 1024;
    for (std::size_t i = 0; i < (*volume)->files().size() && budget > 0; ++i) {
        const auto file = (*volume)->open_file(i);
        if (!file) continue;
        if ((*file)->size() != (*volume)->files()[i].found) std::abort();
        const auto read = read_all(**file, budget);
        budget -= read ? read->size() : 0;
    }
    return 0;
}
