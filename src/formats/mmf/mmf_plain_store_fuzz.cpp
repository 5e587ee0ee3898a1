// A store without cipher: the input is enciphered first, so that mutations hit fields of the map and of objects
// instead of turning into noise. Header fields that only lead to a refusal are set right.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "formats/mmf/list_object.h"
#include "formats/mmf/map.h"
#include "formats/mmf/store.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    if (size < mmf::kHeaderSize) return 0;
    ByteVector file(data, data + size);
    const ByteVector magic{0xAD, 0xDE, 0xAF, 0x01, 0x0F, 0xC0, 0x00, 0x0F};
    std::copy(magic.begin(), magic.end(), file.begin());
    auto header = mmf::read_header(file);
    if (!header) return 0;

    // The end of the store follows the map, so that the tiling rule does not stop every mutation.
    mmf::Cipher cipher = mmf::Cipher::standard();
    const std::size_t body = size - mmf::kHeaderSize;
    cipher.encipher(mmf::kHeaderSize, MutableBytes(file).subspan(mmf::kHeaderSize, body));
    for (mmf::TreeHeader& tree : header->trees)
        if (const auto nodes = mmf::read_nodes(MemoryBytes(file), cipher, tree))
            tree.end = static_cast<std::uint32_t>(mmf::tiled_end(*nodes));
    const ByteVector start = mmf::write_header(*header);
    std::copy(start.begin(), start.end(), file.begin());

    Findings findings(100);
    const auto store = mmf::Store::open(std::make_shared<MemoryBytes>(std::move(file)), findings);
    if (!store) return 0;
    for (const mmf::Node& node : (*store)->nodes()) {
        auto object = (*store)->object(node.oid);
        if (!object) continue;
        auto list = mmf::ListReader::open(std::move(*object));
        if (!list) continue;
        for (const mmf::ListEntry& entry : list->entries()) {
            (void)list->element(entry);
            (void)list->source(entry);
        }
    }
    return 0;
}
