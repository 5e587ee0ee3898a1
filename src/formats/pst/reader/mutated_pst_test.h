// Mutations of an Outlook data file that is still one afterwards: what changes is a block below its encoding, a page or
// the header, and checksums, signatures and sizes fit again. Source: docs/formats/pst.md sections 3, 4, 6.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <utility>

#include "base/byte_source.h"
#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/ndb/encoding.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/node_file.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {

// Changes `size` bytes in place into at most `longest`; returns how many there are then. LLVMFuzzerMutate() is one.
using ByteMutator = std::function<std::size_t(std::uint8_t* bytes, std::size_t size, std::size_t longest)>;

class PstMutator {
public:
    PstMutator(unsigned seed, ByteMutator mutate) : random_(seed), mutate_(std::move(mutate)) {}

    // In place; the size of the file stays.
    void mutate(MutableBytes bytes) {
        const auto file = NodeFile::open(std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.end())));
        if (!file) return change(bytes);
        switch (below(8)) {
            case 0:
                return change_header(bytes, **file);
            case 1:
                return change_page(bytes, **file);
            case 2:
                return redirect_block(bytes, **file);
            default:
                return change_block(bytes, **file);
        }
    }

private:
    std::size_t below(std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(random_()) % end; }

    void change(MutableBytes bytes) {
        if (bytes.empty()) return;
        ByteVector changed(bytes.begin(), bytes.end());
        (void)mutate_(changed.data(), changed.size(), changed.size());
        std::ranges::copy(changed, bytes.begin());
    }
    static MutableBytes place(MutableBytes bytes, std::uint64_t offset, std::size_t size) {
        if (offset > bytes.size() || size > bytes.size() - offset) return {};
        return bytes.subspan(static_cast<std::size_t>(offset), size);
    }

    void change_header(MutableBytes bytes, const NodeFile& file) {
        change(bytes.subspan(10, std::min(bytes.size(), file.geometry().header_bytes) - 10));
        store_le(bytes, 4, ndb::crc(Bytes(bytes).subspan(8, 471)));
        if (file.geometry().format == Format::unicode) store_le(bytes, 524, ndb::crc(Bytes(bytes).subspan(8, 516)));
    }
    // A page keeps its kind and its name.
    static void seal(const Geometry& geometry, MutableBytes page, std::uint64_t offset) {
        const std::size_t name = geometry.page_body + (geometry.format == Format::unicode ? 8 : 4);
        ndb::seal_page(geometry, page, ndb::PageType{page[geometry.page_body]}, offset,
                       load_word(page, name, geometry.word));
    }
    void change_page(MutableBytes bytes, const NodeFile& file) {
        if (file.pages().empty()) return;
        const std::uint64_t offset = file.pages()[below(file.pages().size())].offset;
        const MutableBytes page = place(bytes, offset, kPageBytes);
        if (page.empty()) return;
        change(page.first(file.geometry().page_body));
        seal(file.geometry(), page, offset);
    }

    // The entry of a block in the leaves of the block tree; `change` gets its bytes.
    void change_entry(MutableBytes bytes, const NodeFile& file, Bid bid,
                      const std::function<void(MutableBytes)>& change) const {
        const Geometry& geometry = file.geometry();
        for (const ndb::PageReference& reference : file.pages()) {
            const MutableBytes page = place(bytes, reference.offset, kPageBytes);
            if (page.empty() || page[geometry.page_body] != static_cast<std::uint8_t>(ndb::PageType::block_btree))
                continue;
            if (page[geometry.btree_body + 3] != 0) continue;  // not a leaf
            const std::size_t count = page[geometry.btree_body];
            for (std::size_t i = 0; i < count && (i + 1) * geometry.block_entry <= geometry.btree_body; ++i) {
                const MutableBytes entry = page.subspan(i * geometry.block_entry, geometry.block_entry);
                if (load_word(entry, 0, geometry.word) != bid) continue;
                change(entry);
                return seal(geometry, page, reference.offset);
            }
        }
    }
    // Two blocks in one place: cycles, and one body many times.
    void redirect_block(MutableBytes bytes, const NodeFile& file) {
        if (file.blocks().empty()) return;
        const BlockEntry& one = file.blocks()[below(file.blocks().size())];
        const BlockEntry& other = file.blocks()[below(file.blocks().size())];
        const std::size_t word = file.geometry().word;
        change_entry(bytes, file, one.bid, [&](MutableBytes entry) {
            store_word(entry, word, other.offset, word);
            store_word(entry, 2 * word, other.size, 2);
        });
    }
    // Data that grows stays within the slots the block has.
    void change_block(MutableBytes bytes, const NodeFile& file) {
        if (file.blocks().empty()) return;
        const Geometry& geometry = file.geometry();
        const BlockEntry& block = file.blocks()[below(file.blocks().size())];
        const std::size_t whole = (block.size + geometry.block_trailer + kSlotBytes - 1) / kSlotBytes * kSlotBytes;
        const MutableBytes room = place(bytes, block.offset, whole);
        const auto plain = file.read_block(block);
        if (room.empty() || !plain) return;
        ByteVector changed = *plain;
        changed.resize(std::min(whole - geometry.block_trailer, geometry.block_data));
        changed.resize(std::max<std::size_t>(1, mutate_(changed.data(), plain->size(), changed.size())));
        const auto size = static_cast<std::uint16_t>(changed.size());
        if ((size + geometry.block_trailer + kSlotBytes - 1) / kSlotBytes * kSlotBytes != whole) return;
        if (is_internal(block.bid))
            std::ranges::copy(changed, room.begin());
        else
            ndb::encode(file.header().encoding, block.bid, changed, room);
        const bool unicode = geometry.format == Format::unicode;
        const MutableBytes trailer = room.last(geometry.block_trailer);
        store_le(trailer, 0, size);
        store_le(trailer, 2, ndb::signature(block.offset, block.bid));
        store_le(trailer, unicode ? 4 : 8, ndb::crc(room.first(size)));
        store_word(trailer, unicode ? 8 : 4, block.bid, geometry.word);
        change_entry(bytes, file, block.bid,
                     [&](MutableBytes entry) { store_word(entry, 2 * geometry.word, size, 2); });
    }

    std::minstd_rand random_;
    ByteMutator mutate_;
};

}  // namespace restante::pst::reader
