// One entry of the object map: where a block lies and what belongs to it. Source: docs/formats/mmf.md 2.5, 2.8.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/result.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

constexpr std::size_t kNodeSize = 32;                // bytes
constexpr std::uint32_t kBlockHeaderSize = 8;        // u32 OID, u32 size, before the data of each object block
constexpr std::uint32_t kBlockUnit = 0x80;           // blocks start at and occupy multiples of this
constexpr std::uint32_t kUncommitted = 0x80000000U;  // in Node::size: creation was never finished

namespace flag {
constexpr std::uint16_t kUnwritten0 = 0x0001, kUnwritten1 = 0x0002, kOpenForWriting = 0x0008, kAlias = 0x0010,
                        kHiddenBody = 0x0020, kVerifierMark = 0x0100, kUnread = 0x0800, kWritten = 0x1000,
                        kMoving = 0x2000, kJustFreed = 0x4000, kFree = 0x8000;
}  // namespace flag

namespace attr {
constexpr std::uint16_t kElementList = 0x0001, kMessageLike = 0x0002, kFolder = 0x0004, kSearch = 0x0008,
                        kLinkFolder = 0x0010, kPackedList = 0x0800, kListWritable = 0x1000, kMessageWritable = 0x2000,
                        kChecked = 0x8000;
}  // namespace attr

struct Node {
    std::uint16_t left = 0;   // node number of the child with smaller OIDs; free block: next of the same size
    std::uint16_t right = 0;  // ... with larger OIDs; free block: first of the next larger size
    Oid oid{};
    Oid parent{};
    std::uint32_t aux = 0;  // message: OID naming its companions; folder: number of unread messages
    std::uint16_t flags = 0;
    std::uint16_t attr = 0;
    std::uint32_t size = 0;    // data bytes, bit 31 = kUncommitted; free block: bytes of the whole block
    std::uint32_t offset = 0;  // file offset of the block; alias: OID of the body node
    std::uint16_t link = 0;    // alias: node number of the body node, a hint
    std::uint16_t references = 0;

    [[nodiscard]] bool is(std::uint16_t bit) const { return (flags & bit) != 0; }
    [[nodiscard]] bool is_alias() const { return is(flag::kAlias); }
    [[nodiscard]] bool is_free() const { return is(flag::kFree) || oid.type() == type::kFree; }
    [[nodiscard]] bool is_spare() const { return oid.type() == type::kSpare; }
    [[nodiscard]] bool is_uncommitted() const { return (size & kUncommitted) != 0; }
    [[nodiscard]] std::uint32_t data_size() const { return size & ~kUncommitted; }
    // Bytes the block occupies by the tiling rule (2.10); an alias has no block of its own.
    [[nodiscard]] std::uint64_t space() const;

    bool operator==(const Node&) const = default;
};

// Bytes of a block that holds `size` data bytes.
[[nodiscard]] constexpr std::uint64_t block_space(std::uint32_t size) {
    return (std::uint64_t{size} + kBlockHeaderSize + kBlockUnit - 1) / kBlockUnit * kBlockUnit;
}

Result<Node> read_node(ByteReader& reader);  // truncated
void write_node(ByteWriter& writer, const Node& node);

}  // namespace restante::mmf
