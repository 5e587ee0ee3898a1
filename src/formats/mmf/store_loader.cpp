#include "formats/mmf/store_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "formats/mmf/deleted_objects.h"
#include "formats/mmf/map.h"

namespace restante::mmf {
namespace {

struct ChosenMap {
    unsigned copy = 0;
    std::vector<Node> nodes{};
};

Result<Header> load_header(const ByteSource& file) {
    std::array<std::uint8_t, kHeaderSize> start{};
    const auto available = static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kHeaderSize));
    const MutableBytes view = MutableBytes(start).first(available);
    TRY_VOID(file.read(0, view));
    if (available < sizeof(kMagic)) return fail(Errc::bad_magic, "too short to be a Microsoft Mail message file", 0);
    return read_header(view);
}

Cipher choose_cipher(const Header& header, Findings& findings) {
    if (!header.wants_alternate_cipher()) return Cipher::standard();
    auto cipher = Cipher::alternate(header.cipher_divisor);
    if (cipher) return *cipher;
    findings.add(MessageId::mmf_cipher_field, cipher.error().what, {}, 0x128);
    return Cipher::standard();
}

void report_header(const Header& header, Findings& findings) {
    if (!header.known_version())
        findings.add(MessageId::mmf_unknown_version, fmt::format("the version word is {:08x}", header.version), {}, 4);
    if (header.session != 0)
        findings.add(MessageId::mmf_not_closed, fmt::format("session {:08x} was not ended", header.session), {}, 8);
    if (header.current_copy > 1)
        findings.add(MessageId::mmf_header_field,
                     fmt::format("the number of the current map copy is {}", header.current_copy), {}, 0xE);
}

Result<std::vector<Node>> usable_nodes(const LoadedStore& store, unsigned copy) {
    TRY_VOID(check_header(store.header, copy));
    auto nodes = TRY(read_nodes(*store.file, store.cipher, store.header.trees[copy]));
    TRY_VOID(check_tiling(nodes, store.header.trees[copy].end));
    return nodes;
}

// A copy whose only fault is the end of the store in the header: its blocks still follow one another without gaps.
Result<std::vector<Node>> nodes_despite_end(const LoadedStore& store, unsigned copy) {
    TRY_VOID(check_header(store.header, copy));
    auto nodes = TRY(read_nodes(*store.file, store.cipher, store.header.trees[copy]));
    const std::uint64_t end = tiled_end(nodes);
    TRY_VOID(check_tiling(nodes, end));
    const bool reaches_end = std::ranges::any_of(
        nodes, [end](const Node& node) { return !node.is_alias() && node.offset + node.space() == end; });
    if (!reaches_end) return fail(Errc::bad_value, "no block ends where the map says that the store ends", end);
    return nodes;
}

Result<ChosenMap> choose_map(const LoadedStore& store, Findings& findings) {
    const unsigned current = store.header.current_copy & 1U;
    const unsigned other = 1 - current;
    auto nodes = usable_nodes(store, current);
    if (nodes) return ChosenMap{current, std::move(*nodes)};
    Error error = std::move(nodes.error());
    if (auto second = usable_nodes(store, other)) {
        findings.add(MessageId::mmf_other_map_copy, fmt::format("map copy {}: {}", current, error.what), {},
                     error.offset);
        return ChosenMap{other, std::move(*second)};
    }
    for (const unsigned copy : {current, other}) {
        if (auto again = nodes_despite_end(store, copy)) {
            findings.add(MessageId::mmf_end_differs, error.what, {}, 0x14 + copy * 0x40U);
            return ChosenMap{copy, std::move(*again)};
        }
    }
    error.what = "neither copy of the object map is usable: " + error.what;
    return fail(std::move(error));
}

// What the engine drops on load (2.15): unfinished and temporary objects, spare nodes, and messages and attachments
// that nothing refers to.
bool dropped(const Node& node) {
    const std::uint8_t type = node.oid.type();
    const bool unreferenced = (type == type::kMessage || type == type::kAttachment) && node.references == 0;
    return node.is_uncommitted() || type == type::kTemporary || type == type::kSpare || unreferenced;
}

void index_nodes(LoadedStore& store, const std::vector<Node>& nodes, Findings& findings) {
    const TreeWalk walk = walk_tree(nodes, store.header.trees[store.copy].root);
    std::vector<std::uint16_t> order;
    std::size_t unreachable = 0;
    for (std::size_t number = 1; number < nodes.size(); ++number) {
        const Node& node = nodes[number];
        if (node.is_free()) {
            store.free.push_back(node);
        } else if (!dropped(node)) {
            order.push_back(static_cast<std::uint16_t>(number));
            if (!walk.reached[number]) ++unreachable;
        } else if (!node.is_spare()) {
            const bool wanted = node.oid.type() == type::kMessage || node.oid.type() == type::kAttachment;
            if (wanted && !node.is_uncommitted() && !node.is_alias()) store.unreferenced.push_back(node);
            findings.add(MessageId::mmf_unfinished_object, fmt::format("object {}", node.oid.hex()), {}, node.offset);
        }
    }
    if (unreachable != 0 || !walk.ordered || !walk.sound)
        findings.add(MessageId::mmf_tree_differs, fmt::format("the search tree of map copy {} misses {} of {} objects",
                                                              store.copy, unreachable, order.size()));
    // Of several nodes with one name the one that the tree reaches comes first, then the lower number.
    std::ranges::sort(order, [&](std::uint16_t a, std::uint16_t b) {
        if (nodes[a].oid != nodes[b].oid) return nodes[a].oid < nodes[b].oid;
        if (walk.reached[a] != walk.reached[b]) return static_cast<bool>(walk.reached[a]);
        return a < b;
    });
    store.live.reserve(order.size());
    for (const std::uint16_t number : order) {
        const Node& node = nodes[number];
        if (!store.live.empty() && store.live.back().oid == node.oid) {
            findings.add(MessageId::mmf_duplicate_object, fmt::format("object {}", node.oid.hex()), {}, node.offset);
            continue;
        }
        store.live.push_back(node);
    }
    store.oids.reserve(store.live.size());
    for (const Node& node : store.live) store.oids.push_back(node.oid);
}

// What is found on one pass through header and map, with its findings: a pass that was disturbed leaves none.
Result<LoadedStore> load_with(const ByteSourcePointer& file, const Header& header, Findings& findings) {
    LoadedStore store;
    store.header = header;
    store.file = file;
    report_header(store.header, findings);
    store.cipher = choose_cipher(store.header, findings);
    const ChosenMap map = TRY(choose_map(store, findings));
    store.copy = map.copy;
    const std::uint64_t expected = tiled_end(map.nodes) + 1;
    if (store.file->size() != expected)
        findings.add(MessageId::mmf_length_differs,
                     fmt::format("the file has {} bytes, its map describes {}", store.file->size(), expected), {},
                     std::min(store.file->size(), expected));
    index_nodes(store, map.nodes, findings);
    return store;
}

Result<LoadedStore> load_once(const ByteSourcePointer& file, Findings& findings) {
    return load_with(file, TRY(load_header(*file)), findings);
}

// Session, number of the current copy, and both tree headers.
constexpr std::size_t kWatchedStart = 0x08;
constexpr std::size_t kWatchedEnd = 0x90;

}  // namespace

Result<LoadedStore> load_store_with(const ByteSourcePointer& file, const Header& header, Findings& findings) {
    return load_with(file, header, findings);
}

void decipher(const LoadedStore& store, std::uint64_t offset, MutableBytes bytes) {
    auto next = std::ranges::upper_bound(store.shifts, offset, {}, &KeyShift::from);
    std::int64_t delta = next == store.shifts.begin() ? 0 : std::prev(next)->delta;
    while (!bytes.empty()) {
        std::uint64_t count = bytes.size();
        if (next != store.shifts.end()) count = std::min(count, next->from - offset);
        const MutableBytes part = bytes.first(static_cast<std::size_t>(count));
        store.cipher.decipher(offset + static_cast<std::uint64_t>(delta), part);
        bytes = bytes.subspan(part.size());
        offset += part.size();
        if (next != store.shifts.end()) delta = (next++)->delta;
    }
}

void revive_deleted(LoadedStore& store, Findings& findings) {
    for (const Node& node : find_deleted_objects(store, findings)) {
        store.salvaged.emplace(node.oid, Salvaged{FoundBy::free_space, Trust::certain});
        store.live.push_back(node);
    }
    std::ranges::sort(store.live, {}, &Node::oid);
    store.oids.clear();
    for (const Node& node : store.live) store.oids.push_back(node.oid);
}

bool header_differs(const ByteSource& file, const Header& loaded) {
    std::array<std::uint8_t, kWatchedEnd - kWatchedStart> now{};
    file.forget();
    if (file.size() < kWatchedEnd || !file.read(kWatchedStart, now)) return false;
    return !std::ranges::equal(now, Bytes(loaded.stored).subspan(kWatchedStart, now.size()));
}

Result<LoadedStore> load_store(ByteSourcePointer file, Findings& findings) {
    bool changed = false;
    for (int attempt = 1;; ++attempt) {
        Findings found;
        const auto header = load_header(*file);
        auto store = load_once(file, found);
        const bool disturbed = header && header_differs(*file, *header);
        changed = changed || disturbed;
        if (disturbed && attempt < kLoadAttempts) continue;
        if (changed)
            findings.add(MessageId::mmf_changed_while_read,
                         disturbed ? fmt::format("it changed {} times while its map was read", kLoadAttempts)
                                   : "its map was read again",
                         {}, kWatchedStart);
        for (const Finding& finding : found.list()) findings.add(finding);
        return store;
    }
}

}  // namespace restante::mmf
