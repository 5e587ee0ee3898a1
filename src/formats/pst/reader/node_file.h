// A PST file as nodes and blocks: the lowest layer. Source: docs/formats/pst.md sections 6 and 7; [MS-PST] 2.2.
//
// Both B-trees are held in memory, 28 bytes a node and 24 a block; data is read when asked for. Immutable once opened:
// may be used from several threads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/byte_source.h"
#include "formats/pst/reader/file_header.h"

namespace restante::pst::reader {

struct NodeEntry {
    Nid nid = 0;
    Nid parent = 0;
    Bid data = 0;  // 0: none
    Bid subnodes = 0;
};

struct BlockEntry {
    Bid bid = 0;
    std::uint64_t offset = 0;
    std::uint16_t size = 0;  // bytes of data
    std::uint16_t references = 0;
};

[[nodiscard]] constexpr bool is_internal(Bid bid) { return (bid & 2U) != 0; }

class NodeFile {
public:
    // Damaged pages of the B-trees are told and left out. Errors: those of parse_header, io.
    static Result<std::shared_ptr<const NodeFile>> open(ByteSourcePointer file, const Report& report = {});

    [[nodiscard]] const FileHeader& header() const { return header_; }
    [[nodiscard]] const Geometry& geometry() const { return header_.geometry(); }
    [[nodiscard]] const ByteSource& bytes() const { return *file_; }
    [[nodiscard]] const std::vector<NodeEntry>& nodes() const { return nodes_; }     // by id
    [[nodiscard]] const std::vector<BlockEntry>& blocks() const { return blocks_; }  // by id
    [[nodiscard]] const std::vector<ndb::PageReference>& pages() const { return pages_; }

    [[nodiscard]] const NodeEntry* find_node(Nid nid) const;  // null: no such node
    // Nodes of a type that name `parent`, by id; the parent itself left out.
    [[nodiscard]] std::vector<Nid> children(Nid parent, NidType type) const;
    [[nodiscard]] const BlockEntry* find_block(Bid bid) const;  // the reserved low bit is ignored

    // The data of a block, decoded; size, id, signature and checksum verified, each violation told.
    // Errors: not_found, truncated, bad_value.
    Result<ByteVector> read_block(Bid bid, const Report& report = {}) const;
    Result<ByteVector> read_block(const BlockEntry& block, const Report& report = {}) const;

private:
    NodeFile(ByteSourcePointer file, FileHeader header) : file_(std::move(file)), header_(header) {}
    void load(const Report& report);

    ByteSourcePointer file_;
    FileHeader header_;
    std::vector<NodeEntry> nodes_{};
    std::vector<std::uint32_t> by_parent_{};  // indexes into nodes_
    std::vector<BlockEntry> blocks_{};
    std::vector<ndb::PageReference> pages_{};
};

using NodeFilePointer = std::shared_ptr<const NodeFile>;

}  // namespace restante::pst::reader
