// Mutations of a message file that is still one afterwards: what changes is the plain text below the cipher, and block
// headers, map, tiling and lengths fit again. Random bytes in an enciphered file would rarely get past the map.
// Source: docs/formats/mmf.md 2.5 to 2.8, 3.1.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "base/byte_sink.h"
#include "base/byte_source.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/store.h"
#include "formats/mmf/store_writer.h"

namespace restante::mmf {

// Changes `size` bytes in place into at most `longest`; returns how many there are then. LLVMFuzzerMutate() is one.
using ByteMutator = std::function<std::size_t(std::uint8_t* bytes, std::size_t size, std::size_t longest)>;

class StoreMutator {
public:
    StoreMutator(unsigned seed, std::size_t longest, ByteMutator mutate)
        : random_(seed), longest_(longest), mutate_(std::move(mutate)) {}

    // The mutated file, never longer than `longest`.
    [[nodiscard]] ByteVector mutate(Bytes file) {
        Findings findings(10);
        const auto store = Store::open(std::make_shared<MemoryBytes>(ByteVector(file.begin(), file.end())), findings);
        if (!store || (*store)->raw()) return change_plain_body(file);
        ByteVector result;
        switch (below(8)) {
            case 0:
                result = change_node(file, **store);
                break;
            case 1:
                result = change_block(file, **store);
                break;
            case 2:
                result = change_header(file);
                break;
            default:
                result = rebuild(**store);
                break;
        }
        return result.empty() || result.size() > longest_ ? change_plain_body(file) : result;
    }

private:
    struct Piece {
        ObjectInfo info{};
        ByteVector body{};
        Oid alias_of{};  // 0: it has a body
    };

    std::size_t below(std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(random_()) % end; }

    void change_bytes(ByteVector& bytes, std::size_t longest) {
        const std::size_t size = bytes.size();
        longest = std::max<std::size_t>({longest, size, 1});
        bytes.resize(longest);
        bytes.resize(std::min(mutate_(bytes.data(), size, longest), longest));
    }
    void change_in_place(MutableBytes bytes) {
        ByteVector changed(bytes.begin(), bytes.end());
        change_bytes(changed, bytes.size());
        std::ranges::copy(changed, bytes.begin());
    }

    // No map to go by: the whole body is deciphered, changed and enciphered again.
    ByteVector change_plain_body(Bytes file) {
        ByteVector bytes(file.begin(), file.end());
        if (bytes.size() > kHeaderSize)
            Cipher::standard().decipher(kHeaderSize, MutableBytes(bytes).subspan(kHeaderSize));
        change_bytes(bytes, longest_);
        if (bytes.size() > kHeaderSize)
            Cipher::standard().encipher(kHeaderSize, MutableBytes(bytes).subspan(kHeaderSize));
        return bytes;
    }

    // Some bytes of the file, plain meanwhile.
    ByteVector change_place(Bytes file, const Cipher& cipher, std::uint64_t offset, std::uint64_t size) {
        ByteVector bytes(file.begin(), file.end());
        if (offset < kHeaderSize || offset >= bytes.size()) return {};
        const auto at = static_cast<std::size_t>(offset);
        const MutableBytes place =
            MutableBytes(bytes).subspan(at, static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size() - at)));
        cipher.decipher(offset, place);
        change_in_place(place);
        cipher.encipher(offset, place);
        return bytes;
    }
    ByteVector change_node(Bytes file, const Store& store) {
        const TreeHeader& tree = store.header().trees[store.map_copy() % 2];
        return change_place(file, store.cipher(), tree.map_offset + kNodeSize * below(tree.node_count + 1U), kNodeSize);
    }
    ByteVector change_block(Bytes file, const Store& store) {
        if (store.nodes().empty()) return {};
        const Node& node = store.nodes()[below(store.nodes().size())];
        return change_place(file, store.cipher(), node.offset, std::uint64_t{node.data_size()} + kBlockHeaderSize);
    }
    ByteVector change_header(Bytes file) {
        ByteVector bytes(file.begin(), file.end());
        change_in_place(MutableBytes(bytes).subspan(4, kHeaderSize - 4));
        return bytes;
    }

    [[nodiscard]] std::vector<Piece> pieces_of(const Store& store) const {
        std::vector<Piece> pieces;
        for (const Node& node : store.nodes()) {
            if (node.oid == kMap) continue;
            Piece piece;
            const auto flags = static_cast<std::uint16_t>(node.flags & ~(flag::kAlias | flag::kFree));
            piece.info = {node.oid, node.parent, node.aux, node.attr, node.references, flags};
            if (node.is_alias())
                piece.alias_of = {node.offset};
            else if (const auto object = store.object(node.oid); object && object->size() <= longest_) {
                piece.body.resize(object->size());
                if (!object->read(0, piece.body)) continue;
            }
            pieces.push_back(std::move(piece));
        }
        return pieces;
    }

    // The elements of a list change, and its directory fits them.
    bool change_list(const Store& store, Piece& piece) {
        auto object = store.object(piece.info.oid);
        if (!object) return false;
        auto list = ListReader::open(std::move(*object));
        if (!list || list->entries().empty() || list->entries().size() > kMaximumElements) return false;
        std::vector<ListElement> elements;
        std::size_t total = 0;
        for (const ListEntry& entry : list->entries()) {
            const auto bytes = list->element(entry);
            if (!bytes || (total += bytes->size()) > longest_) return false;
            elements.push_back({entry.id, ByteVector(bytes->begin(), bytes->end())});
        }
        ListElement& chosen = elements[below(elements.size())];
        switch (below(6)) {
            case 0:
                chosen.id = static_cast<std::uint32_t>(random_());
                break;
            case 1:
                std::swap(chosen, elements[below(elements.size())]);
                break;
            case 2:
                elements.push_back(ListElement(chosen));
                break;
            default:
                change_bytes(chosen.data, chosen.data.size() + 64);
                break;
        }
        piece.body = write_list(elements, list->sort());
        return true;
    }
    // Another object's name: folders that contain themselves, two messages with one attachment.
    void change_info(ObjectInfo& info, const std::vector<Piece>& pieces) {
        const Oid other = pieces[below(pieces.size())].info.oid;
        switch (below(4)) {
            case 0:
                info.parent = other;
                break;
            case 1:
                info.aux = other.value;
                break;
            case 2:
                info.attr = static_cast<std::uint16_t>(random_());
                break;
            default:
                info.references = static_cast<std::uint16_t>(random_());
                break;
        }
    }

    ByteVector rebuild(const Store& store) {
        std::vector<Piece> pieces = pieces_of(store);
        if (pieces.empty()) return {};
        const std::size_t chosen = below(pieces.size());
        switch (below(8)) {
            case 0:
                change_info(pieces[chosen].info, pieces);
                break;
            case 1:
                pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(chosen));
                break;
            case 2:
                change_bytes(pieces[chosen].body, pieces[chosen].body.size() + 256);
                break;
            default:
                if (!change_list(store, pieces[chosen]))
                    change_bytes(pieces[chosen].body, pieces[chosen].body.size() + 256);
                break;
        }
        return written(store, pieces);
    }
    static ByteVector written(const Store& store, const std::vector<Piece>& pieces) {
        MemorySink sink;
        auto writer = StoreWriter::create(sink, {.header = store.header(), .expected_nodes = pieces.size() + 2});
        if (!writer) return {};
        for (const Piece& piece : pieces)
            if (piece.alias_of.value == 0) (void)writer->add(piece.info, piece.body);
        for (const Piece& piece : pieces)
            if (piece.alias_of.value != 0) (void)writer->add_alias(piece.info, piece.alias_of);
        if (!writer->finish()) return {};
        return sink.take();
    }

    std::minstd_rand random_;
    std::size_t longest_;
    ByteMutator mutate_;
};

}  // namespace restante::mmf
