#include "formats/postoffice/mail/data_element.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "formats/postoffice/mail/element_node.h"
#include "formats/postoffice/mail/samples_test.h"

namespace restante::postoffice {
namespace {

TEST(DataElement, TheDumpOfQ104423) {
    // From the vendor items on; the last field is cut where the article stops.
    const ByteVector bytes = mail_samples::bytes("mai-q104423-0x0b.bin");
    const ElementNodes read = read_elements(Bytes(bytes).subspan(2), 0x0D);
    ASSERT_EQ(read.nodes.size(), 5U);
    const std::uint64_t expected[] = {0x32, 0x33, 0x37};
    const std::uint64_t values[] = {2, 10, 10};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(read.nodes[i].code, element_code::kVendor);
        EXPECT_EQ(read.nodes[i].qualifier, expected[i]);
        ASSERT_EQ(read.nodes[i].children.size(), 1U);
        EXPECT_EQ(integer_value(read.nodes[i].children[0].data), values[i]);
    }
    EXPECT_EQ(read.nodes[3].qualifier, 1U);
    EXPECT_EQ(read.nodes[3].children.at(0).data.size(), 34U);
    EXPECT_EQ(read.nodes[4].qualifier, 5U);
    EXPECT_EQ(read.nodes[4].children.size(), 3U);
    ASSERT_TRUE(read.damage);
    EXPECT_EQ(read.damage->offset, 0x49U);
    const MemoryBytes source(bytes);
    ElementReader reader(source, {0x49 - 0x0B, bytes.size()});
    const auto to = reader.next();
    ASSERT_TRUE(to && to->cut);
    EXPECT_EQ(to->length_octets, 2U);
}

struct Damage {
    const char* name;
    ByteVector bytes;
    Errc code;
    std::uint64_t offset, position;
};

class DataElementDamage : public testing::TestWithParam<Damage> {};

TEST_P(DataElementDamage, SaysWhatAndWhere) {
    const MemoryBytes source(GetParam().bytes);
    ElementReader reader(source);
    Result<DataElement> element = reader.next();
    while (element && !reader.at_end()) element = reader.next();
    ASSERT_FALSE(element);
    EXPECT_EQ(element.error().code, GetParam().code);
    EXPECT_EQ(element.error().offset, GetParam().offset);
    EXPECT_EQ(reader.offset(), GetParam().position);
}

std::string damage_name(const testing::TestParamInfo<Damage>& tested) { return tested.param.name; }

INSTANTIATE_TEST_SUITE_P(
    All, DataElementDamage,
    testing::Values(Damage{"nine_octets", {0x02, 0x00, 0x02, 0x89, 1, 2, 3, 4, 5, 6, 7, 8, 9}, Errc::bad_value, 3, 2},
                    Damage{"string_without_length", {0x02, 0x80, 'a', 0x01, 0x00}, Errc::bad_value, 0, 0},
                    Damage{"shorter_than_qualifier", {0x4C, 0x01, 0x82, 0, 1}, Errc::bad_value, 0, 0},
                    Damage{"no_list", {0x82, 0x03, 0x02, 0x01, 'x'}, Errc::bad_value, 2, 0}),
    damage_name);

TEST(DataElement, IndefiniteLengthsEndWhereTheirEndIs) {
    const MemoryBytes source(ByteVector{0x0A, 0x80, 0x0B, 0x80, 0x02, 0x01, 'x', 0x01, 0x00, 0x01, 0x00, 0x20, 0x00});
    ElementReader reader(source);
    const auto element = reader.next();
    ASSERT_TRUE(element);
    EXPECT_EQ(element->contents, (SourceRange{2, 7}));
    EXPECT_EQ(element->end, 11U);
    EXPECT_FALSE(element->cut);
}

TEST(DataElement, NestingIsBounded) {
    ByteVector bytes;
    for (int i = 0; i < 100'000; ++i) bytes.insert(bytes.end(), {0x0A, 0x80});
    const MemoryBytes source(bytes);
    const auto element = ElementReader(source).next();
    ASSERT_FALSE(element);
    EXPECT_EQ(element.error().code, Errc::too_large);
    EXPECT_TRUE(read_elements(bytes).damage);

    ByteVector nested;
    for (int i = 0; i < 100; ++i) nested.insert(nested.end(), {0x0A, 0x7F});
    EXPECT_TRUE(read_elements(nested).damage);
}

std::size_t count_of(const std::vector<ElementNode>& nodes) {
    std::size_t count = 0;
    for (const ElementNode& node : nodes) count += 1 + count_of(node.properties) + count_of(node.children);
    return count;
}

TEST(DataElement, AHundredThousandElementsAreEnough) {
    for (const bool inside : {false, true}) {
        // Padding without contents; once all of it in a sequence, which counts too.
        ElementNode sequence{.code = element_code::kSequence};
        sequence.children.resize(inside ? 99'999 : 0, ElementNode{.code = element_code::kPadding});
        ByteWriter writer;
        write_element(writer, sequence);
        ByteVector bytes = std::move(writer).take();
        if (!inside)
            for (int i = 0; i < 99'999; ++i) bytes.insert(bytes.end(), {element_code::kPadding, 0});
        const ElementNodes all = read_elements(bytes);
        EXPECT_FALSE(all.damage) << inside;
        EXPECT_EQ(count_of(all.nodes), 100'000U) << inside;

        bytes.insert(bytes.end(), {element_code::kPadding, 0});
        const ElementNodes most = read_elements(bytes, 7);
        EXPECT_EQ(count_of(most.nodes), 100'000U) << inside;
        ASSERT_TRUE(most.damage) << inside;
        EXPECT_EQ(most.damage->code, Errc::too_large) << inside;
        EXPECT_EQ(most.damage->offset, 7 + bytes.size() - 2) << inside;
    }
}

rc::Gen<ElementNode> element_nodes(int depth) {
    return rc::gen::exec([depth] {
        const bool branch = depth > 0 && *rc::gen::arbitrary<bool>();
        ElementNode node;
        node.code = branch ? *rc::gen::element<std::uint8_t>(0x0A, 0x24, 0x28, 0x4C, 0x4D, 0x7F)
                           : *rc::gen::element<std::uint8_t>(0x00, 0x02, 0x08, 0x20, 0x21, 0x43);
        if ((node.code & kQualifierBit) != 0) node.qualifier = *rc::gen::arbitrary<std::uint64_t>();
        if (depth > 0 && *rc::gen::weightedElement<bool>({{4, false}, {1, true}}))
            node.properties.push_back(*element_nodes(0));
        if (branch) {
            node.indefinite = *rc::gen::arbitrary<bool>();
            node.children.resize(*rc::gen::inRange<std::size_t>(0, 4));
            for (ElementNode& child : node.children) child = *element_nodes(depth - 1);
        } else {
            node.data = *rc::gen::arbitrary<ByteVector>();
            if (*rc::gen::inRange(0, 8) == 0) node.data.resize(300);
        }
        if (!node.indefinite) node.length_octets = *rc::gen::element<std::uint8_t>(0, 0, 3, 4);
        return node;
    });
}

RC_GTEST_PROP(DataElementProperty, WhatIsWrittenReadsBack, ()) {
    const ElementNode node = *element_nodes(3);
    ByteWriter writer;
    write_element(writer, node);
    const ElementNodes read = read_elements(writer.view());
    RC_ASSERT(!read.damage);
    RC_ASSERT(read.nodes == std::vector<ElementNode>{node});
}

RC_GTEST_PROP(DataElementProperty, AnyBytesEndAndHoldNoMore, (ByteVector bytes)) {
    const ElementNodes read = read_elements(bytes);
    std::size_t held = 0;
    const std::function<void(const ElementNode&)> count = [&](const ElementNode& node) {
        held += node.data.size() + 2;
        for (const ElementNode& child : node.children) count(child);
        for (const ElementNode& child : node.properties) count(child);
    };
    for (const ElementNode& node : read.nodes) count(node);
    RC_ASSERT(held <= bytes.size());
}

}  // namespace
}  // namespace restante::postoffice
