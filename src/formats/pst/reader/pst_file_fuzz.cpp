// The checker on any file, and on the same file with all checksums repaired, so that mutations reach the rules about
// contents.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/reader/checker.h"
#include "formats/pst/reader/node_file.h"

namespace {

using namespace restante;
using namespace restante::pst;

void check(ByteVector bytes) {
    Findings findings(100'000);
    if (!reader::check_pst(std::make_shared<MemoryBytes>(std::move(bytes)), findings)) return;
    for (const Finding& finding : findings.list())
        if (!is_valid_utf8(finding.text) || !is_valid_utf8(finding.item)) std::abort();
}

void repair(MutableBytes bytes, const reader::NodeFile& file) {
    const Geometry& geometry = file.geometry();
    const bool unicode = geometry.format == Format::unicode;
    for (const reader::BlockEntry& block : file.blocks()) {
        const std::size_t whole = (block.size + geometry.block_trailer + kSlotBytes - 1) / kSlotBytes * kSlotBytes;
        if (block.offset > bytes.size() || whole > bytes.size() - block.offset || block.size > geometry.block_data)
            continue;
        const MutableBytes place = bytes.subspan(static_cast<std::size_t>(block.offset), whole);
        const std::uint32_t checksum = ndb::crc(place.first(block.size));
        const MutableBytes trailer = place.last(geometry.block_trailer);
        store_le(trailer, 0, block.size);
        store_le(trailer, 2, ndb::signature(block.offset, block.bid));
        store_le(trailer, unicode ? 4 : 8, checksum);
        store_word(trailer, unicode ? 8 : 4, block.bid, geometry.word);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteVector bytes(data, data + size);
    check(bytes);
    const auto file = reader::NodeFile::open(std::make_shared<MemoryBytes>(bytes));
    if (!file) return 0;
    repair(bytes, **file);
    check(std::move(bytes));
    return 0;
}
