// A node or subnode with everything that hangs below it. Source: docs/formats/pst.md section 7.
#pragma once

#include <memory>

#include "formats/pst/reader/data_tree.h"
#include "formats/pst/reader/subnode_tree.h"

namespace restante::pst::reader {

struct Node {
    NodeFilePointer file{};
    NodeEntry entry{};
    DataTreePointer data{};  // never null
    SubnodeTree subnodes{};

    // Errors: those of DataTree::open and SubnodeTree::open.
    static Result<Node> open(NodeFilePointer file, const NodeEntry& entry, const Report& report = {}) {
        Node node;
        node.entry = entry;
        node.data = TRY(DataTree::open(file, entry.data, report));
        node.subnodes = TRY(SubnodeTree::open(*file, entry.subnodes, report));
        node.file = std::move(file);
        return node;
    }

    // Error: not_found.
    [[nodiscard]] Result<Node> subnode(Nid wanted, const Report& report = {}) const {
        const NodeEntry* found = subnodes.find(wanted);
        if (found == nullptr) return fail(Errc::not_found, "a subnode is missing");
        return open(file, *found, report);
    }
};

}  // namespace restante::pst::reader
