#include "formats/mmf/fragments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/node.h"

namespace restante::mmf {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

ByteVector text(std::size_t size, char letter) {
    ByteVector bytes(size, static_cast<std::uint8_t>(letter));
    bytes.back() = 0;
    return bytes;
}

// The subject lies behind the body: the last attribute comes first.
std::vector<ListElement> message_attributes() {
    return {{attribute::kSubject, text(20, 's')},
            {attribute::kStatus, {0x20}},
            {attribute::kPriority, {2, 0}},
            {attribute::kBody, text(600, 'b')}};
}

class Place {
public:
    explicit Place(std::size_t size = 0x2000) : plain_(size) {}
    void put(std::size_t at, Oid oid, const ByteVector& body) {
        ByteWriter writer;
        writer.le(oid.value);
        writer.le(static_cast<std::uint32_t>(body.size()));
        writer.bytes(body);
        std::ranges::copy(writer.view(), plain_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    void wipe(std::size_t at, std::size_t size) {
        std::fill_n(plain_.begin() + static_cast<std::ptrdiff_t>(at), size, std::uint8_t{0xEE});
    }
    Findings findings{};
    std::vector<Fragment> find() {
        ByteVector file = plain_;
        Cipher::standard().encipher(0, file);
        const MemoryBytes bytes(std::move(file));
        return find_fragments(bytes, scan_blocks(bytes, Cipher::standard()), findings);
    }

private:
    ByteVector plain_;
};

TEST(Fragments, AMessageWithoutItsBlockHeaderIsComplete) {
    Place place;
    place.put(0x400, Oid{0x186}, write_list(message_attributes()));
    EXPECT_THAT(place.find(), IsEmpty());  // it is whole
    place.wipe(0x400, 8);
    const auto found = place.find();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].block, 0x400U);
    EXPECT_EQ(found[0].oid, Oid{});
    EXPECT_TRUE(found[0].complete);
    EXPECT_THAT(found[0].elements, SizeIs(4));
}

TEST(Fragments, NoMoreAreLookedAtThanTheLimit) {
    constexpr std::size_t kStep = 0x100, kCount = 4200;
    Place place(kStep * (kCount + 1));
    for (std::size_t i = 0; i < kCount; ++i) {
        place.put(
            kStep * i, Oid{0x186},
            write_list(
                {{attribute::kSubject, text(20, 's')}, {attribute::kStatus, {0x20}}, {attribute::kPriority, {2, 0}}}));
        place.wipe(kStep * i, 8);
    }
    EXPECT_THAT(place.find(), SizeIs(4096));
    ASSERT_EQ(place.findings.total(), 1U);
    EXPECT_EQ(place.findings.list().front().id, MessageId::limit_count);
}

TEST(Fragments, WhatAnotherBlockLiesOnIsLeftOut) {
    Place place;
    place.put(0x400, Oid{0x186}, write_list(message_attributes()));
    place.put(0x400, Oid{0x286}, write_list({{1, text(100, 'x')}}));
    const auto found = place.find();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_FALSE(found[0].complete);
    ASSERT_THAT(found[0].elements, SizeIs(3));
    EXPECT_EQ(found[0].elements[0].data, text(20, 's'));
}

TEST(Fragments, ABlockInTheMiddleLeavesTheName) {
    Place place;
    place.put(0x400, Oid{0x186}, write_list(message_attributes()));
    place.put(0x480, Oid{0x286}, write_list({{1, text(10, 'x')}}));
    const auto found = place.find();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].oid, Oid{0x186});
    EXPECT_THAT(found[0].elements, SizeIs(3));
}

// The second message lies on the first one and lost its own header: its directory inside the first one tells.
TEST(Fragments, OfTwoThatOverlapTheNewerOneKeepsItsBytes) {
    Place place;
    place.put(0x400, Oid{0x186},
              write_list({{attribute::kSubject, text(20, 's')},
                          {attribute::kStatus, {0x20}},
                          {attribute::kPriority, {2, 0}},
                          {attribute::kBody, text(2000, 'b')}}));
    place.put(0x480, Oid{0x286}, write_list(message_attributes()));
    place.wipe(0x400, 8);
    place.wipe(0x480, 8);
    const auto found = place.find();
    ASSERT_THAT(found, SizeIs(2));
    for (const Fragment& fragment : found)
        for (const ListElement& element : fragment.elements)
            EXPECT_TRUE(element.id != attribute::kBody || element.data == text(600, 'b'));
}

TEST(Fragments, ChanceIsNoMessage) {
    Place place;
    place.put(0x400, Oid{0x186}, write_list({{1, text(10, 'a')}, {2, text(10, 'b')}}));
    place.wipe(0x400, 8);
    EXPECT_THAT(place.find(), IsEmpty());
}

}  // namespace
}  // namespace restante::mmf
