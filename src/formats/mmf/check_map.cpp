#include "formats/mmf/check_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/mmf/header.h"
#include "formats/mmf/map.h"

namespace restante::mmf {
namespace {

// The engine calls a map unusable when more than a quarter of its nodes are impossible (mmf-check.md).
constexpr std::size_t kBadShare = 4;

bool possible(const Node& node, std::uint64_t file_size) {
    if (node.is_alias() || node.is_spare()) return true;
    return node.offset >= kHeaderSize && node.offset % kBlockUnit == 0 && node.offset < file_size;
}

bool mostly_possible(const CheckedMap& map, std::uint64_t file_size) {
    const auto bad = std::ranges::count_if(map.nodes, [&](const Node& node) { return !possible(node, file_size); });
    return map.nodes.size() > 1 && static_cast<std::size_t>(bad) * kBadShare <= map.nodes.size();
}

// Nodes of `older` that say "not yet written to the other copy" where `newer` has them written.
std::size_t written_later(const CheckedMap& older, const CheckedMap& newer) {
    const auto unwritten = [](unsigned copy) { return copy == 0 ? flag::kUnwritten0 : flag::kUnwritten1; };
    std::size_t count = 0;
    for (std::size_t number = 1; number < std::min(older.nodes.size(), newer.nodes.size()); ++number) {
        const bool waiting = older.nodes[number].is(unwritten(newer.copy));
        const Node& later = newer.nodes[number];
        if (waiting && !later.is(flag::kUnwritten0) && !later.is(flag::kUnwritten1)) ++count;
    }
    return count;
}

struct ReadCopy {
    CheckedMap map{};
    std::optional<Error> error{};
};

ReadCopy read_copy(const CheckedHeader& checked, unsigned copy) {
    ReadCopy read{{copy, checked.header.trees[copy], {}}, std::nullopt};
    auto nodes = read_nodes(*checked.file, checked.cipher, read.map.tree);
    if (!nodes) {
        read.error = std::move(nodes.error());
        return read;
    }
    read.map.nodes = std::move(*nodes);
    Result<void> sound = check_header(checked.header, copy);
    if (sound) sound = check_tiling(read.map.nodes, read.map.tree.end);
    if (!sound) read.error = std::move(sound.error());
    return read;
}

}  // namespace

std::uint64_t CheckedMap::last_data_end() const {
    std::uint64_t end = 0;
    for (std::size_t number = 1; number < nodes.size(); ++number) {
        const Node& node = nodes[number];
        if (node.is_alias() || node.is_free() || node.is_spare() || node.oid == kMap) continue;
        end = std::max(end, node.offset + std::uint64_t{kBlockHeaderSize} + node.data_size());
    }
    return end;
}

CheckedMap check_map_copies(const CheckedHeader& checked, CheckReport& report) {
    const unsigned current = checked.header.current_copy & 1U;
    ReadCopy first = read_copy(checked, current);
    ReadCopy second = read_copy(checked, 1 - current);
    for (const auto& [read, rule] :
         {std::pair{&first, MessageId::check_current_map}, std::pair{&second, MessageId::check_other_map}})
        if (read->error)
            report.add(rule, fmt::format("map copy {}: {}", read->map.copy, read->error->what),
                       read->error->offset.value_or(kTreesAt + read->map.copy * kTreeSize));
    if (!first.error && !second.error && written_later(second.map, first.map) == 0) {
        if (const std::size_t later = written_later(first.map, second.map); later != 0)
            report.add(MessageId::check_older_copy,
                       fmt::format("the current copy is {}, expected {}: {} nodes were written to copy {} later, none "
                                   "to copy {}",
                                   current, 1 - current, later, 1 - current, current),
                       0xE);
    }
    if (first.error && !second.error) return std::move(second.map);
    if (first.error && !mostly_possible(first.map, checked.file->size())) first.map.nodes.clear();
    return std::move(first.map);
}

void check_tiles(const CheckedMap& map, CheckReport& report) {
    std::vector<std::uint16_t> order;
    for (std::size_t number = 1; number < map.nodes.size(); ++number)
        if (map.nodes[number].space() != 0) order.push_back(static_cast<std::uint16_t>(number));
    std::ranges::stable_sort(order, {}, [&](std::uint16_t number) { return map.nodes[number].offset; });

    std::uint64_t end = kHeaderSize;
    for (const std::uint16_t number : order) {
        const Node& node = map.nodes[number];
        const auto tell = [&](const std::string& what) {
            report.add(MessageId::check_block_place, fmt::format("{} (map node {}) {}", label(node.oid), number, what),
                       node.offset);
        };
        if (node.offset % kBlockUnit != 0 || node.space() % kBlockUnit != 0)
            tell(fmt::format("starts at 0x{:x} and occupies 0x{:x} bytes, expected multiples of 0x{:x}", node.offset,
                             node.space(), kBlockUnit));
        if (node.offset < end)
            tell(fmt::format("starts at 0x{:x}, but the block before it ends at 0x{:x}", node.offset, end));
        if (node.offset > end)
            tell(fmt::format("starts at 0x{:x}, expected 0x{:x}: nothing owns what is between", node.offset, end));
        end = std::max(end, node.offset + node.space());
    }
    if (end != map.tree.end)
        report.add(MessageId::check_block_place,
                   fmt::format("the last block ends at 0x{:x}, expected 0x{:x}", end, map.tree.end), end);
}

void check_unfinished(const CheckedMap& map, CheckReport& report) {
    for (std::size_t number = 1; number < map.nodes.size(); ++number) {
        const Node& node = map.nodes[number];
        const std::uint8_t type = node.oid.type();
        const char* what = nullptr;
        if (node.is_free()) continue;
        if (node.is_spare() || type == type::kTemporary)
            what = "is left over";
        else if (node.is_uncommitted())
            what = "was never finished";
        else if ((type == type::kMessage || type == type::kAttachment) && node.references == 0)
            what = "has 0 references, expected at least 1";
        if (what != nullptr)
            report.add(MessageId::check_unfinished, fmt::format("{} (map node {}) {}", label(node.oid), number, what),
                       map.offset_of(number));
    }
}

namespace {

// What an object of that type is created with (4.1); nothing for types whose creator chooses.
std::optional<std::uint16_t> usual_attr(Oid oid) {
    switch (oid.type()) {
        case type::kGroupFolder:
            return 0x9015;
        case type::kAddressBook:
        case type::kFolder:
        case type::kHiddenFolder:
            return 0x9005;
        case type::kAddressEntry:
        case type::kMessage:
            return 0xB002;
        case type::kSystem:
            return oid == kFinderState || oid == kFinderCriteriaList ? attr::kPackedList : 0;
        case type::kHierarchy:
            return 0x9001;
        case type::kFinderResult:
            return 0x801D;
        case type::kFinder:
            return 0x800A;
        case type::kAttachment:
            return attr::kMessageLike;
        case type::kLinkList:
        case type::kAttachmentList:
        case type::kAttributeNames:
        case type::kQueue:
            return 0;
        case type::kFinderCriteria:
            return attr::kPackedList;
        default:
            return std::nullopt;
    }
}

}  // namespace

void check_attr_bits(const CheckedMap& map, CheckReport& report) {
    for (std::size_t number = 1; number < map.nodes.size(); ++number) {
        const Node& node = map.nodes[number];
        const auto usual = node.is_free() ? std::nullopt : usual_attr(node.oid);
        if (usual && node.attr != *usual)
            report.add(MessageId::check_attr,
                       fmt::format("{} has the class bits {:04x}, expected {:04x}", label(node.oid), node.attr, *usual),
                       map.offset_of(number));
    }
}

}  // namespace restante::mmf
