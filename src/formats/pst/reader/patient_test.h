// A healthy file in which a test changes single facts, checksums repaired, to see which rule notices.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <span>
#include <string>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/reader/checker.h"
#include "formats/pst/reader/word.h"
#include "formats/pst/reader/written_files_test.h"

namespace restante::pst::reader {

constexpr std::size_t kMap = 0x4400;
constexpr Nid kMessage = 0x200024;
constexpr Nid kInbox = 0x8082;

inline std::set<MessageId> rules(ByteVector file) {
    Findings findings;
    EXPECT_TRUE(check_pst(std::make_shared<MemoryBytes>(std::move(file)), findings));
    std::set<MessageId> result;
    for (const Finding& finding : findings.list()) result.insert(finding.id);
    return result;
}

inline std::string codes(const std::set<MessageId>& ids) {
    std::string text;
    for (const MessageId id : ids) text += std::string(message_text(id).code) + " ";
    return text;
}

// A Unicode file without encoding. Places are offsets into `bytes`.
class Patient {
public:
    Patient() : bytes(small_file()), file(*NodeFile::open(std::make_shared<MemoryBytes>(bytes))) {}

    void repair_header() {
        store_le(bytes, 524, ndb::crc(Bytes(bytes).subspan(8, 516)));
        store_le(bytes, 4, ndb::crc(Bytes(bytes).subspan(8, 471)));
    }
    void repair_page(std::uint64_t offset) {
        const auto at = static_cast<std::size_t>(offset);
        store_le(bytes, at + 500, ndb::crc(Bytes(bytes).subspan(at, 496)));
    }
    void repair_block(const BlockEntry& block) {
        const auto at = static_cast<std::size_t>(block.offset);
        const std::size_t whole = (block.size + 16U + 63U) / 64U * 64U;
        store_le(bytes, at + whole - 12, ndb::crc(Bytes(bytes).subspan(at, block.size)));
    }
    [[nodiscard]] const BlockEntry& block(Bid bid) const { return *file->find_block(bid); }
    [[nodiscard]] const BlockEntry& data_block(Nid nid) const { return block(file->find_node(nid)->data); }

    // An item of the heap that starts in the block, which has one block only.
    [[nodiscard]] std::size_t item(const BlockEntry& heap, std::uint32_t hid) const {
        const auto start = static_cast<std::size_t>(heap.offset);
        const std::size_t map = start + load_le<std::uint16_t>(bytes, start);
        return start + load_le<std::uint16_t>(bytes, map + 4 + 2 * ((hid >> 5U & 0x7FFU) - 1));
    }
    // The record of a property of the node: id, type, value.
    [[nodiscard]] std::size_t property_at(Nid nid, std::uint16_t id) const {
        const BlockEntry& heap = data_block(nid);
        std::size_t at = item(heap, load_le<std::uint32_t>(bytes, item(heap, 0x20) + 4));
        for (std::size_t i = 0; i < 1000; ++i, at += 8)
            if (load_le<std::uint16_t>(bytes, at) == id) return at;
        ADD_FAILURE() << "no property " << id;
        return at;
    }
    // The first page of that type and level.
    [[nodiscard]] std::size_t page(std::uint8_t type, std::uint8_t level) const {
        for (const ndb::PageReference& each : file->pages()) {
            const auto at = static_cast<std::size_t>(each.offset);
            if (bytes[at + 496] == type && bytes[at + 491] == level) return at;
        }
        ADD_FAILURE() << "no page of level " << int{level};
        return 0;
    }
    [[nodiscard]] std::size_t leaf(std::uint8_t type) const { return page(type, 0); }

    // Changes an entry in the leaves of a tree, given as its words.
    void change_entry(std::uint8_t type, std::uint64_t key, std::size_t word, std::uint64_t value) {
        const std::size_t size = type == 0x81 ? 32 : 24;
        for (const ndb::PageReference& each : file->pages()) {
            const auto at = static_cast<std::size_t>(each.offset);
            if (bytes[at + 496] != type || bytes[at + 491] != 0) continue;
            for (std::size_t i = 0; i < bytes[at + 488]; ++i) {
                if (load_le<std::uint64_t>(bytes, at + i * size) != key) continue;
                store_le(bytes, at + i * size + 8 * word, value);
                return repair_page(at);
            }
        }
        ADD_FAILURE() << "no entry " << key;
    }
    void change_node(Nid nid, std::size_t word, std::uint64_t value) { change_entry(0x81, nid, word, value); }
    void change_block(Bid bid, std::size_t word, std::uint64_t value) { change_entry(0x80, bid, word, value); }

    // One byte of a block, for XBLOCK and SLBLOCK.
    void change_byte(Bid bid, std::size_t at, std::uint8_t value) {
        const BlockEntry& entry = block(bid);
        bytes[static_cast<std::size_t>(entry.offset) + at] = value;
        repair_block(entry);
    }
    // A node of the subnode list `list`, by number.
    [[nodiscard]] std::size_t subnode_at(Bid list, std::size_t number) const {
        return static_cast<std::size_t>(block(list).offset) + 8 + 24 * number;
    }
    [[nodiscard]] NodeEntry subnode(Nid node, Nid wanted) const {
        return *SubnodeTree::open(*file, file->find_node(node)->subnodes)->find(wanted);
    }

    ByteVector bytes;
    NodeFilePointer file;
};

struct Mutation {
    const char* name;
    void (*change)(Patient& patient);
    std::set<MessageId> expected;
};
std::span<const Mutation> checker_mutations();  // checker_test.cpp

}  // namespace restante::pst::reader
