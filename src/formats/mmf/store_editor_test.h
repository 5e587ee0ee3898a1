// For tests of this folder: changes single facts of a store, inside the cipher, and leaves everything else alone.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/byte_reader.h"
#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "formats/mmf/header.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/map.h"
#include "formats/mmf/store.h"

namespace restante::mmf {

class StoreEditor {
public:
    explicit StoreEditor(ByteVector file) : plain(std::move(file)) {
        header = *read_header(plain);
        body_end_ = header.trees[0].end;
        cipher_.decipher(kHeaderSize, body());
        for (std::size_t copy = 0; copy < 2; ++copy) {
            const TreeHeader& tree = header.trees[copy];
            ByteReader reader(Bytes(plain).subspan(tree.map_offset));
            for (std::size_t i = 0; i < tree.node_count; ++i) nodes[copy].push_back(*read_node(reader));
        }
        map_offsets_ = {header.trees[0].map_offset, header.trees[1].map_offset};
    }

    ByteVector plain;  // the deciphered file; header and nodes below are written over it in the end
    Header header{};
    std::vector<Node> nodes[2];  // by copy and number
    ByteVector appended{};       // behind the end of the file

    [[nodiscard]] unsigned current() const { return header.current_copy & 1U; }

    [[nodiscard]] std::uint16_t number(Oid oid) const {
        const auto found = std::ranges::find(nodes[current()], oid, &Node::oid);
        EXPECT_NE(found, nodes[current()].end()) << oid.hex();
        return static_cast<std::uint16_t>(found - nodes[current()].begin());
    }
    [[nodiscard]] const Node& node(Oid oid) const { return nodes[current()][number(oid)]; }

    // The first node that fits, in both copies.
    std::uint16_t change(const std::function<bool(const Node&)>& fits, const std::function<void(Node&)>& how) {
        const auto found = std::ranges::find_if(nodes[current()].begin() + 1, nodes[current()].end(), fits);
        EXPECT_NE(found, nodes[current()].end());
        const auto at = static_cast<std::size_t>(found - nodes[current()].begin());
        for (auto& copy : nodes) how(copy[at]);
        return static_cast<std::uint16_t>(at);
    }
    void change(Oid oid, const std::function<void(Node&)>& how) {
        const std::uint16_t at = number(oid);
        for (auto& copy : nodes) how(copy[at]);
    }

    [[nodiscard]] Oid body_of(Oid oid) const { return node(oid).is_alias() ? Oid{node(oid).offset} : oid; }

    // Data of an object, without the block header.
    [[nodiscard]] MutableBytes data(Oid oid) {
        const Node& one = node(body_of(oid));
        return MutableBytes(plain).subspan(one.offset + kBlockHeaderSize, one.data_size());
    }

    // Must fit the block. Name and size are changed everywhere.
    void replace(Oid oid, const ByteVector& bytes) {
        const Node one = node(body_of(oid));
        const auto size = static_cast<std::uint32_t>(bytes.size());
        ASSERT_EQ(block_space(size), one.space()) << "the changed object needs a block of another size";
        change(one.oid, [size](Node& same) { same.size = size; });
        ByteWriter block;
        block.le(one.oid.value);
        block.le(size);
        block.bytes(bytes);
        std::ranges::copy(block.view(), plain.begin() + one.offset);
    }

    void change_list(Oid oid, const std::function<void(std::vector<ListElement>&, ListSort&)>& how) {
        std::vector<ListElement> elements;
        ListSort sort;
        ByteReader reader(data(oid));
        const auto directory = *reader.le<std::uint32_t>();
        ASSERT_TRUE(reader.seek(directory));
        const auto count = *reader.le<std::uint16_t>();
        sort.flags = *reader.le<std::uint16_t>();
        sort.a = *reader.le<std::uint32_t>();
        sort.b = *reader.le<std::uint32_t>();
        ASSERT_TRUE(reader.skip(2));
        for (std::size_t i = 0; i < count; ++i) {
            const auto id = *reader.le<std::uint32_t>();
            const auto offset = *reader.le<std::uint32_t>();
            const Bytes element = Bytes(data(oid)).subspan(offset, *reader.le<std::uint32_t>());
            elements.push_back({id, ByteVector(element.begin(), element.end())});
        }
        how(elements, sort);
        replace(oid, write_list(elements, sort));
    }

    // One element of a list, by id.
    void change_element(Oid oid, std::uint32_t id, const std::function<void(ByteVector&)>& how) {
        change_list(oid, [&](std::vector<ListElement>& elements, ListSort&) {
            const auto found = std::ranges::find(elements, id, &ListElement::id);
            ASSERT_NE(found, elements.end());
            how(found->data);
        });
    }

    [[nodiscard]] ByteVector finish() {
        for (std::size_t copy = 0; copy < 2; ++copy) {
            ByteWriter map;
            for (const Node& one : nodes[copy]) write_node(map, one);
            std::ranges::copy(map.view(), plain.begin() + map_offsets_[copy]);
        }
        const ByteVector start = write_header(header);
        std::ranges::copy(start, plain.begin());
        cipher_.encipher(kHeaderSize, body());
        ByteVector file = std::move(plain);
        file.insert(file.end(), appended.begin(), appended.end());
        return file;
    }

private:
    MutableBytes body() { return MutableBytes(plain).subspan(kHeaderSize, body_end_ - kHeaderSize); }

    Cipher cipher_ = Cipher::standard();
    std::uint32_t body_end_ = 0;
    std::array<std::uint32_t, 2> map_offsets_{};
};

}  // namespace restante::mmf
