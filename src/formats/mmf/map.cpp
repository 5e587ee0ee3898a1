#include "formats/mmf/map.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace restante::mmf {
namespace {

// Slots are read this many at a time, so that opening needs no second copy of the table.
constexpr std::size_t kNodesPerRead = 2048;

}  // namespace

Result<void> check_header(const Header& header, unsigned copy) {
    const TreeHeader& first = header.trees[0];
    const TreeHeader& second = header.trees[1];
    const TreeHeader& tree = header.trees[copy];
    if (second.map_offset < first.map_offset || (second.map_offset - first.map_offset) / kNodeSize < header.capacity)
        return fail(Errc::bad_value, "the two map copies overlap", 0x10);
    // FFFF stands for any larger capacity; the node count is 16 bits wide as well and cannot exceed it.
    if (tree.node_count > header.capacity)
        return fail(Errc::bad_value, fmt::format("map copy {} holds more nodes than it has room for", copy), 0xC);
    if (tree.root > tree.node_count)
        return fail(Errc::bad_value, fmt::format("the root of map copy {} is not one of its nodes", copy), 0xC);
    return {};
}

Result<std::vector<Node>> read_nodes(const ByteSource& file, const Cipher& cipher, const TreeHeader& tree) {
    const std::uint64_t bytes = std::uint64_t{tree.node_count} * kNodeSize;
    if (tree.map_offset < kHeaderSize || tree.map_offset > file.size() || bytes > file.size() - tree.map_offset)
        return fail(Errc::truncated, "the map lies outside the file", tree.map_offset);
    std::vector<Node> nodes;
    nodes.reserve(tree.node_count);
    ByteVector buffer;
    while (nodes.size() < tree.node_count) {
        const std::size_t count = std::min(kNodesPerRead, tree.node_count - nodes.size());
        const std::uint64_t at = tree.map_offset + nodes.size() * kNodeSize;
        buffer.resize(count * kNodeSize);
        TRY_VOID(file.read(at, buffer));
        cipher.decipher(at, buffer);
        ByteReader reader(buffer, at);
        for (std::size_t i = 0; i < count; ++i) nodes.push_back(TRY(read_node(reader)));
    }
    return nodes;
}

std::uint64_t tiled_end(std::span<const Node> nodes) {
    std::uint64_t end = kHeaderSize;
    for (std::size_t number = 1; number < nodes.size(); ++number) end += nodes[number].space();
    return end;
}

Result<void> check_tiling(std::span<const Node> nodes, std::uint64_t end) {
    const std::uint64_t tiled = tiled_end(nodes);
    if (tiled != end)
        return fail(Errc::bad_value, fmt::format("the blocks of the map end at 0x{:x}, not at 0x{:x}", tiled, end));
    for (std::size_t number = 1; number < nodes.size(); ++number) {
        const Node& node = nodes[number];
        if (node.is_alias() || node.is_spare()) continue;
        if (node.offset < kHeaderSize || node.offset > end)
            return fail(Errc::bad_value, fmt::format("map node {} points outside the store", number), node.offset);
    }
    return {};
}

TreeWalk walk_tree(std::span<const Node> nodes, std::uint16_t root) {
    TreeWalk walk;
    walk.reached.resize(nodes.size());
    std::vector<std::uint16_t> path;
    std::optional<Oid> previous;
    std::uint16_t at = root;
    while (at != 0 || !path.empty()) {
        if (at != 0) {
            if (at >= nodes.size() || walk.reached[at]) {
                if (walk.sound) walk.astray = at;
                walk.sound = false;
                at = 0;
                continue;
            }
            walk.reached[at] = true;
            path.push_back(at);
            at = nodes[at].left;
            continue;
        }
        const std::uint16_t number = path.back();
        const Node& node = nodes[number];
        path.pop_back();
        if (previous && !(*previous < node.oid)) {
            if (walk.ordered) walk.disorder = number;
            walk.ordered = false;
        }
        previous = node.oid;
        at = node.right;
    }
    return walk;
}

}  // namespace restante::mmf
