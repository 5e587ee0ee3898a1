// What both ways of salvaging a store need.
#include <fmt/format.h>

#include <algorithm>

#include "formats/mmf/attribute.h"
#include "formats/mmf/cut_message.h"
#include "formats/mmf/fragments.h"
#include "formats/mmf/plain_list.h"
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

namespace {

// Fragments all of whose attributes are those of one live message: the compressor moved it and left its old place.
std::set<std::size_t> old_copies(const LoadedStore& store, const std::vector<Fragment>& fragments) {
    std::set<std::size_t> copies;
    if (fragments.empty()) return copies;
    const auto same = [](const ListElement& a, const ListElement& b) { return a.id == b.id && a.data == b.data; };
    std::multimap<ByteVector, std::size_t> by_text;
    for (std::size_t i = 0; i < fragments.size(); ++i)
        for (const ListElement& element : fragments[i].elements)
            if (element.id == attribute::kBody || element.id == attribute::kSubject) {
                by_text.emplace(element.data, i);
                break;
            }
    for (const Node& node : store.live) {
        if (node.oid.type() != type::kMessage || node.is_alias() || store.made.contains(node.oid)) continue;
        const auto attributes = elements_of(body_of(store, node.offset, node.data_size()));
        for (const ListElement& text : attributes) {
            if (text.id != attribute::kBody && text.id != attribute::kSubject) continue;
            const auto [first, last] = by_text.equal_range(text.data);
            for (auto found = first; found != last; ++found) {
                const auto& elements = fragments[found->second].elements;
                if (std::ranges::all_of(elements, [&](const ListElement& one) {
                        return std::ranges::any_of(attributes,
                                                   [&](const ListElement& other) { return same(one, other); });
                    }))
                    copies.insert(found->second);
            }
        }
    }
    return copies;
}

// The message moved, and the end of the file goes through its old place.
bool is_old_place(const LoadedStore& store, const CutMessage& cut) {
    const auto live = std::ranges::lower_bound(store.live, cut.oid, {}, &Node::oid);
    if (live == store.live.end() || live->oid != cut.oid || live->is_alias() || store.made.contains(cut.oid))
        return false;
    const auto attributes = elements_of(body_of(store, live->offset, live->data_size()));
    return std::ranges::any_of(attributes, [&](const ListElement& one) {
        return one.id == attribute::kBody && one.data.size() >= cut.text.size() &&
               std::equal(cut.text.begin(), cut.text.end(), one.data.begin());
    });
}

Node made_message(Oid oid, std::uint64_t block, const ByteVector& body) {
    Node node;
    node.oid = oid;
    node.flags = flag::kWritten;
    node.attr = attr::kMessageLike | attr::kMessageWritable | attr::kListWritable | attr::kChecked;
    node.references = 1;
    node.offset = static_cast<std::uint32_t>(block);
    node.size = static_cast<std::uint32_t>(body.size());
    return node;
}

// A node of the map that leads to that block keeps its folder and attachments.
void add_cut_message(LoadedStore& store, const BlockScan& scan, Findings& findings) {
    auto cut = find_cut_message(*store.file, scan);
    if (!cut || is_old_place(store, *cut)) return;
    cut->text.push_back(0);
    ByteVector body = write_list({{attribute::kBody, std::move(cut->text)}});
    const auto node = std::ranges::lower_bound(store.live, cut->oid, {}, &Node::oid);
    const bool has_node = node != store.live.end() && node->oid == cut->oid;
    const bool is_salvaged = store.salvaged.contains(cut->oid);
    const bool is_its_node = has_node && !is_salvaged && !node->is_alias() && node->offset == cut->place;
    const bool is_free = !has_node && !is_salvaged;
    const Oid oid = is_its_node || is_free ? cut->oid : unused_name(store, type::kMessage, cut->block);
    findings.add(MessageId::recover_fragment,
                 fmt::format("the file ends within message {}: some of its text is left", oid.hex()), {}, cut->block);
    const bool in_use = is_its_node || store.raw;  // the map of another one would name it
    store.salvaged.emplace(oid, Salvaged{in_use ? FoundBy::cut_block : FoundBy::fragment, Trust::doubtful});
    if (is_its_node)
        node->size = static_cast<std::uint32_t>(body.size());
    else
        store.live.push_back(made_message(oid, cut->block, body));
    store.made.emplace(oid, std::move(body));
}

}  // namespace

void add_fragments(LoadedStore& store, const BlockScan& scan, Findings& findings) {
    std::set<std::uint64_t> known;  // blocks that are live without a sound header
    for (const Node& node : store.live)
        if (!node.is_alias()) known.insert(node.offset);
    const std::vector<Fragment> fragments = find_fragments(*store.file, scan, findings);
    const std::set<std::size_t> copies = old_copies(store, fragments);
    for (std::size_t i = 0; i < fragments.size(); ++i) {
        const Fragment& fragment = fragments[i];
        if (known.contains(fragment.block) || copies.contains(i)) continue;
        const bool named = fragment.oid != Oid{} && !std::ranges::binary_search(store.oids, fragment.oid) &&
                           !store.salvaged.contains(fragment.oid);
        const Oid oid = named ? fragment.oid : unused_name(store, type::kMessage, fragment.block);
        ByteVector body = write_list(fragment.elements);
        findings.add(MessageId::recover_fragment,
                     fragment.complete
                         ? fmt::format("only the name of message {} is lost", oid.hex())
                         : fmt::format("{} attributes are left of message {}", fragment.elements.size(), oid.hex()),
                     {}, fragment.block);
        store.salvaged.emplace(oid, Salvaged{FoundBy::fragment, fragment.complete ? Trust::probable : Trust::doubtful});
        store.live.push_back(made_message(oid, fragment.block, body));
        store.made.emplace(oid, std::move(body));
    }
    index_again(store);
    add_cut_message(store, scan, findings);
    index_again(store);
}

}  // namespace restante::mmf
