#include "formats/tnef/property.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::tnef {
namespace {

ByteVector bytes_of(const ByteSource& source, SourceRange range) {
    ByteVector bytes(static_cast<std::size_t>(range.size));
    EXPECT_TRUE(source.read(range.offset, bytes));
    return bytes;
}

TEST(TnefProperty, ByHand) {
    // Two properties: 3705 long = 5; 3707 text "ab.txt" with its NUL and one byte of padding.
    const MemoryBytes source({2, 0, 0, 0, 3, 0, 5, 0x37, 5,   0,   0,   0,   0x1E, 0,   7, 0x37,
                              1, 0, 0, 0, 7, 0, 0, 0,    'a', 'b', '.', 't', 'x',  't', 0, 0});
    SourceReader reader(source);
    const PropertyList list = read_properties(reader);
    ASSERT_FALSE(list.fault);
    ASSERT_NE(list.find(0x3705), nullptr);
    EXPECT_EQ(*number_of(source, *list.find(0x3705)), 5U);
    ASSERT_NE(list.find(0x3707), nullptr);
    EXPECT_EQ(bytes_of(source, list.find(0x3707)->values[0]), (ByteVector{'a', 'b', '.', 't', 'x', 't', 0}));
    EXPECT_EQ(list.find(0x1000), nullptr);
    EXPECT_TRUE(reader.at_end());
}

TEST(TnefProperty, WhatComesBeforeAFaultIsKept) {
    const MemoryBytes source({9, 0, 0, 0, 3, 0, 5, 0x37, 5, 0, 0, 0, 0x99, 0, 7, 0x37});
    SourceReader reader(source);
    const PropertyList list = read_properties(reader);
    ASSERT_TRUE(list.fault);
    EXPECT_EQ(list.properties.size(), 1U);
    EXPECT_EQ(list.fault->offset, 12U);
}

TEST(TnefProperty, CountsBeyondTheDataAreRefused) {
    const MemoryBytes source({1, 0, 0, 0, 0x1E, 0x10, 7, 0x37, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4});
    SourceReader reader(source);
    EXPECT_TRUE(read_properties(reader).fault);
}

TEST(TnefProperty, NamesOf4096BytesAreEnough) {
    for (const std::size_t size : {4096U, 4097U}) {
        PropertyValue value{property_type::kBinary, 0x8000, {}, {{1}}};
        value.name = PropertyName{};
        value.name->text = ByteVector(size, std::uint8_t{'n'});
        ByteWriter writer;
        write_properties(writer, {value});
        const MemoryBytes source(std::move(writer).take());
        SourceReader reader(source);
        const PropertyList list = read_properties(reader);
        EXPECT_EQ(list.properties.size(), size == 4096 ? 1U : 0U) << size;
        ASSERT_EQ(list.fault.has_value(), size != 4096) << size;
    }
}

rc::Gen<PropertyValue> any_property() {
    return rc::gen::exec([] {
        PropertyValue value;
        struct Kind {
            std::uint16_t type;
            std::size_t size;
        };
        const Kind kind = *rc::gen::element(Kind{2, 2}, Kind{3, 4}, Kind{0x0B, 2}, Kind{0x40, 8}, Kind{0x48, 16},
                                            Kind{0x1E, 0}, Kind{0x1F, 0}, Kind{0x102, 0}, Kind{0x0D, 0});
        const bool multiple = *rc::gen::arbitrary<bool>() && kind.type != 0x0D;
        value.type = static_cast<std::uint16_t>(kind.type | (multiple ? 0x1000 : 0));
        value.id = *rc::gen::arbitrary<std::uint16_t>();
        const std::size_t count = multiple ? *rc::gen::inRange<std::size_t>(0, 4) : 1;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t size = kind.size != 0 ? kind.size : *rc::gen::inRange<std::size_t>(0, 20);
            value.values.push_back(*rc::gen::container<ByteVector>(size, rc::gen::arbitrary<std::uint8_t>()));
        }
        if (value.id >= 0x8000) {
            value.name = PropertyName{};
            if (*rc::gen::arbitrary<bool>())
                value.name->number = *rc::gen::arbitrary<std::uint32_t>();
            else
                value.name->text = *rc::gen::container<ByteVector>(6, rc::gen::arbitrary<std::uint8_t>());
        }
        return value;
    });
}

RC_GTEST_PROP(TnefPropertyProperty, ListsRoundTrip, ()) {
    const auto written = *rc::gen::container<std::vector<PropertyValue>>(any_property());
    ByteWriter writer;
    write_properties(writer, written);
    const MemoryBytes source(std::move(writer).take());
    SourceReader reader(source);
    const PropertyList list = read_properties(reader);
    RC_ASSERT(!list.fault && reader.at_end());
    RC_ASSERT(list.properties.size() == written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        RC_ASSERT(list.properties[i].type == written[i].type && list.properties[i].id == written[i].id);
        RC_ASSERT(list.properties[i].name == written[i].name);
        RC_ASSERT(list.properties[i].values.size() == written[i].values.size());
        for (std::size_t k = 0; k < written[i].values.size(); ++k)
            RC_ASSERT(bytes_of(source, list.properties[i].values[k]) == written[i].values[k]);
    }
}

}  // namespace
}  // namespace restante::tnef
