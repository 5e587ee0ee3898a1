#include "formats/mmf/map_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace restante::mmf {
namespace {

// Perfectly balanced over the half-open range of node numbers; depth is at most 16.
std::uint16_t build_tree(std::vector<Node>& nodes, std::size_t low, std::size_t high) {
    if (low >= high) return 0;
    const std::size_t middle = (low + high) / 2;
    nodes[middle].left = build_tree(nodes, low, middle);
    nodes[middle].right = build_tree(nodes, middle + 1, high);
    return static_cast<std::uint16_t>(middle);
}

Result<void> link_aliases(std::vector<Node>& nodes, std::size_t count) {
    const auto objects = nodes.begin() + 1;
    const auto end = objects + static_cast<std::ptrdiff_t>(count);
    for (auto node = objects; node != end; ++node) {
        if (!node->is_alias()) continue;
        const Oid target{node->offset};
        const auto body = std::lower_bound(objects, end, target, [](const Node& a, Oid b) { return a.oid < b; });
        if (body == end || body->oid != target || body->is_alias())
            return fail(Errc::not_found, fmt::format("the copy {} has no body", node->oid.hex()));
        node->size = body->size;
        node->link = static_cast<std::uint16_t>(body - nodes.begin());
    }
    return {};
}

// Sizes ascend along `right`, blocks of one size hang on `left` of the first. Returns the head.
std::uint16_t chain_free(std::vector<Node>& nodes, std::size_t first) {
    std::uint16_t head = 0;
    for (std::size_t number = nodes.size(); number-- > first;) {
        Node& node = nodes[number];
        const auto self = static_cast<std::uint16_t>(number);
        if (head != 0 && nodes[head].size == node.size) {
            node.left = head;
            node.right = std::exchange(nodes[head].right, std::uint16_t{0});
        } else {
            node.right = head;
        }
        head = self;
    }
    return head;
}

}  // namespace

Result<BuiltMap> build_map(std::vector<Node> objects, std::vector<Node> free) {
    std::ranges::sort(objects, {}, &Node::oid);
    std::ranges::sort(free, {}, [](const Node& node) { return std::pair(node.size, node.offset); });
    BuiltMap map;
    map.nodes.reserve(1 + objects.size() + free.size());
    map.nodes.emplace_back();
    map.nodes.front().flags = flag::kWritten;
    map.nodes.insert(map.nodes.end(), objects.begin(), objects.end());
    map.nodes.insert(map.nodes.end(), free.begin(), free.end());
    TRY_VOID(link_aliases(map.nodes, objects.size()));
    map.root = build_tree(map.nodes, 1, 1 + objects.size());
    map.free_head = chain_free(map.nodes, 1 + objects.size());
    return map;
}

}  // namespace restante::mmf
