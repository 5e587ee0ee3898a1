// P7, P8, P9: the search tree, the free list, and that every node is in exactly one of them.
#include <fmt/format.h>

#include "formats/mmf/check_map.h"
#include "formats/mmf/header.h"
#include "formats/mmf/map.h"

namespace restante::mmf {
namespace {

void check_tree(const CheckedMap& map, const TreeWalk& walk, CheckReport& report) {
    if (!walk.ordered) {
        const Node& node = map.nodes[walk.disorder];
        report.add(MessageId::check_tree,
                   fmt::format("{} (map node {}) does not come after its predecessor in the tree of copy {}",
                               label(node.oid), walk.disorder, map.copy),
                   map.offset_of(walk.disorder));
    }
    if (!walk.sound)
        report.add(MessageId::check_tree,
                   fmt::format("the tree of copy {} leads to node {}, which is outside the {} nodes or already in it",
                               map.copy, walk.astray, map.nodes.size()),
                   kTreesAt + map.copy * kTreeSize);
}

// Which nodes the free list reaches; tells what is wrong on the way. Ends because no node is visited twice.
class FreeListWalk {
public:
    FreeListWalk(const CheckedMap& map, CheckReport& report) : map_(map), report_(report), reached_(map.nodes.size()) {}

    std::vector<bool> run() {
        std::uint32_t previous = 0;
        for (std::uint16_t head = map_.tree.free_head; head != 0 && visit(head); head = map_.nodes[head].right) {
            const std::uint32_t size = map_.nodes[head].size;
            if (size <= previous)
                tell(head, fmt::format("is listed behind blocks of 0x{:x} bytes and has 0x{:x}", previous, size));
            previous = size;
            for (std::uint16_t next = map_.nodes[head].left; next != 0 && visit(next); next = map_.nodes[next].left)
                if (map_.nodes[next].size != size)
                    tell(next, fmt::format("is listed with blocks of 0x{:x} bytes and has 0x{:x}", size,
                                           map_.nodes[next].size));
        }
        return std::move(reached_);
    }

private:
    // False when there is no way on from here.
    bool visit(std::uint16_t number) {
        if (number >= map_.nodes.size()) {
            report_.add(
                MessageId::check_free_list,
                fmt::format("the free list of copy {} leads to node {} of {}", map_.copy, number, map_.nodes.size()),
                kTreesAt + map_.copy * kTreeSize);
            return false;
        }
        if (reached_[number]) {
            tell(number, "is listed twice");
            return false;
        }
        reached_[number] = true;
        const Node& node = map_.nodes[number];
        if (node.is(flag::kFree) && node.oid == Oid{type::kFree}) return true;
        tell(number, fmt::format("has the flags {:04x} and the name {}, expected {:04x} and {}", node.flags,
                                 node.oid.hex(), flag::kFree, Oid{type::kFree}.hex()));
        return false;
    }

    void tell(std::uint16_t number, const std::string& what) {
        report_.add(MessageId::check_free_list,
                    fmt::format("{} (map node {}) {}", label(map_.nodes[number].oid), number, what),
                    map_.offset_of(number));
    }

    const CheckedMap& map_;
    CheckReport& report_;
    std::vector<bool> reached_;
};

const char* place_fault(const Node& node, bool in_tree, bool in_free_list) {
    if (in_tree && in_free_list) return "is in the search tree and in the free list, expected one of them";
    if (node.is_spare()) return in_tree || in_free_list ? "is spare, expected in no list" : nullptr;
    if (node.is_free()) {
        if (in_tree) return "is free, but in the search tree";
        return in_free_list ? nullptr : "is free, but not in the free list";
    }
    if (in_free_list) return "is in use, but in the free list";
    return in_tree ? nullptr : "is in use, but not in the search tree";
}

}  // namespace

void check_trees_and_lists(const CheckedMap& map, CheckReport& report) {
    const TreeWalk walk = walk_tree(map.nodes, map.tree.root);
    check_tree(map, walk, report);
    const std::vector<bool> free_list = FreeListWalk(map, report).run();
    for (std::size_t number = 1; number < map.nodes.size(); ++number)
        if (const char* fault = place_fault(map.nodes[number], walk.reached[number], free_list[number]))
            report.add(MessageId::check_node_place,
                       fmt::format("{} (map node {}) {}", label(map.nodes[number].oid), number, fault),
                       map.offset_of(number));
}

}  // namespace restante::mmf
