// What both ways of salvaging a store need.
#include <fmt/format.h>

#include <algorithm>

#include "formats/mmf/attribute.h"
#include "formats/mmf/fragments.h"
#include "formats/mmf/store_salvage.h"

namespace restante::mmf {

std::vector<KeyShift> shifts_of(const BlockScan& scan) {
    std::vector<KeyShift> shifts;
    std::int64_t delta = 0;
    for (const FoundBlock& block : scan.blocks) {
        if (block.delta == delta) continue;
        delta = block.delta;
        shifts.push_back({block.offset, delta});
    }
    return shifts;
}

void index_again(LoadedStore& store) {
    std::ranges::sort(store.live, {}, &Node::oid);
    store.oids.clear();
    for (const Node& node : store.live) store.oids.push_back(node.oid);
}

Oid unused_name(const LoadedStore& store, std::uint8_t type, std::uint64_t near) {
    constexpr std::uint32_t kNames = 0xFFFFFF;
    auto number = static_cast<std::uint32_t>(near / kBlockUnit) & kNames;
    for (;; number = (number + 1) & kNames) {
        const Oid oid{number << 8U | type};
        if (number != 0 && !std::ranges::binary_search(store.oids, oid) && !store.salvaged.contains(oid)) return oid;
    }
}

ByteVector body_of(const LoadedStore& store, std::uint64_t block, std::uint32_t size) {
    const std::uint64_t at = block + kBlockHeaderSize;
    if (at > store.file->size() || size > store.file->size() - at) return {};
    ByteVector body(size);
    if (!store.file->read(at, body)) return {};
    decipher(store, at, body);
    return body;
}

void add_fragments(LoadedStore& store, const BlockScan& scan, Findings& findings) {
    std::set<std::uint64_t> known;  // blocks that are live without a sound header
    for (const Node& node : store.live)
        if (!node.is_alias()) known.insert(node.offset);
    for (Fragment& fragment : find_fragments(*store.file, scan)) {
        if (known.contains(fragment.block)) continue;
        Node node;
        const bool named = fragment.oid != Oid{} && !std::ranges::binary_search(store.oids, fragment.oid) &&
                           !store.salvaged.contains(fragment.oid);
        node.oid = named ? fragment.oid : unused_name(store, type::kMessage, fragment.block);
        node.flags = flag::kWritten;
        node.attr = attr::kMessageLike | attr::kMessageWritable | attr::kListWritable | attr::kChecked;
        node.references = 1;
        node.offset = static_cast<std::uint32_t>(fragment.block);
        ByteVector body = write_list(fragment.elements);
        node.size = static_cast<std::uint32_t>(body.size());
        findings.add(MessageId::recover_fragment,
                     fragment.complete ? fmt::format("only the name of message {} is lost", node.oid.hex())
                                       : fmt::format("{} attributes are left of message {}", fragment.elements.size(),
                                                     node.oid.hex()),
                     {}, fragment.block);
        store.salvaged.emplace(node.oid,
                               Salvaged{FoundBy::fragment, fragment.complete ? Trust::probable : Trust::doubtful});
        store.made.emplace(node.oid, std::move(body));
        store.live.push_back(node);
    }
    index_again(store);
}

}  // namespace restante::mmf
