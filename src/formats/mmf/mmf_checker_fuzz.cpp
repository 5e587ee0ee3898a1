// The checker on any file, and on the same file enciphered and with a header that leads to its map, so that mutations
// reach the rules about contents.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "formats/mmf/checker.h"
#include "formats/mmf/map.h"

namespace {

using namespace restante;

void check(ByteVector file) {
    Findings findings(100'000);
    if (!mmf::check_store(std::make_shared<MemoryBytes>(std::move(file)), findings)) return;
    for (const Finding& finding : findings.list())
        if (!is_valid_utf8(finding.text) || !is_valid_utf8(finding.item)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check(ByteVector(data, data + size));
    if (size < mmf::kHeaderSize) return 0;
    ByteVector file(data, data + size);
    const ByteVector magic{0xAD, 0xDE, 0xAF, 0x01, 0x0F, 0xC0, 0x00, 0x0F};
    std::copy(magic.begin(), magic.end(), file.begin());
    auto header = mmf::read_header(file);
    if (!header) return 0;
    const mmf::Cipher cipher = mmf::Cipher::standard();
    cipher.encipher(mmf::kHeaderSize, MutableBytes(file).subspan(mmf::kHeaderSize));
    for (mmf::TreeHeader& tree : header->trees)
        if (const auto nodes = mmf::read_nodes(MemoryBytes(file), cipher, tree))
            tree.end = static_cast<std::uint32_t>(mmf::tiled_end(*nodes));
    const ByteVector start = mmf::write_header(*header);
    std::copy(start.begin(), start.end(), file.begin());
    check(std::move(file));
    return 0;
}
