#include "formats/mmf/triples.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/mmf/address_text.h"

namespace restante::mmf {
namespace {

std::string name_of(const Triple& triple) { return std::string(as_text(triple.name().value_or(Bytes{}))); }

TEST(Triples, BuiltListIsPaddedCountedAndTerminated) {
    const NewTriple triples[] = {{triple::kResolved, "Ann Lee", "MS:ACME/HQ/ALEE", true},
                                 {triple::kUnresolved, "Bob", "", true}};
    const ByteVector bytes = build_triples(triples);
    EXPECT_EQ(to_hex(bytes), std::string("0300340008001000") + "416e6e204c656500" + "4d533a41434d452f48512f414c454500" +
                                 "0100140004000000" + "426f6200" + "0000000000000000");
    const TripleList list = read_triples(bytes);
    ASSERT_EQ(list.triples.size(), 2U);
    EXPECT_EQ(name_of(list.triples[0]), "Ann Lee");
    EXPECT_EQ(list.triples[0].list_size, bytes.size());
    EXPECT_EQ(list.triples[1].list_size, 0x14U);
    EXPECT_EQ(list.end, TripleEnd::terminated);
    EXPECT_EQ(list.rest.size(), kTripleHeader);
}

TEST(Triples, EndsOfLists) {
    const ByteVector whole = build_triples(std::vector<NewTriple>{{triple::kResolved, "A", "X:b", true}});
    struct Row {
        std::size_t length;
        std::size_t triples;
        TripleEnd end;
    };
    const Row rows[] = {
        {0, 0, TripleEnd::open},     {1, 0, TripleEnd::invalid},     {7, 0, TripleEnd::invalid},
        {8, 0, TripleEnd::invalid},  {15, 0, TripleEnd::invalid},    {16, 1, TripleEnd::open},
        {17, 1, TripleEnd::invalid}, {18, 1, TripleEnd::terminated}, {whole.size(), 1, TripleEnd::terminated},
    };
    for (const Row& row : rows) {
        const TripleList list = read_triples(Bytes(whole).first(row.length));
        EXPECT_EQ(list.triples.size(), row.triples) << row.length;
        EXPECT_EQ(list.end, row.end) << row.length;
        EXPECT_EQ(to_hex(write_triples(list)), to_hex(Bytes(whole).first(row.length)));
    }
}

TEST(Triples, UnknownKindEndsTheListWithoutLosingWhatCameBefore) {
    ByteVector bytes = build_triples(std::vector<NewTriple>{{triple::kOneOff, "A", "X:b", true}});
    bytes[16] = 10;
    const TripleList list = read_triples(bytes);
    EXPECT_EQ(list.triples.size(), 1U);
    EXPECT_EQ(list.end, TripleEnd::invalid);
}

TEST(Triples, EmptyAndMissingNamesDiffer) {
    const ByteVector empty{1, 0, 0, 0, 1, 0, 0, 0, 0};
    EXPECT_EQ(name_of(read_triples(empty).triples.at(0)), "");
    EXPECT_TRUE(read_triples(empty).triples.at(0).name().has_value());
    const ByteVector missing{1, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_FALSE(read_triples(missing).triples.at(0).name().has_value());
}

TEST(AddressText, SplitsAtTheFirstColon) {
    struct Row {
        std::string_view text, type, address;
    };
    using namespace std::string_view_literals;
    const Row rows[] = {
        {"MS:NET/PO/USER\0\0"sv, "MS", "NET/PO/USER"},
        {"MS: NET/PO/B "sv, "MS", " NET/PO/B "},
        {"NOTYPEADDR"sv, "NOTYPEADDR", ""},
        {"mtp:a:b"sv, "mtp", "a:b"},
        {":a"sv, "", "a"},
        {""sv, "", ""},
    };
    for (const Row& row : rows) {
        const AddressText parts = split_address(as_bytes(row.text));
        EXPECT_EQ(as_text(parts.type), row.type);
        EXPECT_EQ(as_text(parts.address), row.address);
    }
}

ByteVector xab(std::uint8_t kind, std::size_t address_at, std::string_view address) {
    using namespace std::string_view_literals;
    ByteVector id(address_at + address.size() + 1);
    const Bytes provider = as_bytes("XAB NSP\0"sv);
    std::copy(provider.begin(), provider.end(), id.begin() + 4);
    id[0x14] = kind;
    std::copy(address.begin(), address.end(), id.begin() + static_cast<std::ptrdiff_t>(address_at));
    return id;
}

TEST(AddressText, OnlyXabProvidersHaveAnAddress) {
    EXPECT_EQ(as_text(*xab_address(xab(6, 0x1C, "xab@six"))), "xab@six");
    EXPECT_EQ(as_text(*xab_address(xab(1, 0x45, "xab@other"))), "xab@other");
    EXPECT_FALSE(xab_address(Bytes(xab(6, 0x1C, "x")).first(0x1B)));
    ByteVector other = xab(6, 0x1C, "x");
    other[4] = 'Y';
    EXPECT_FALSE(xab_address(other));
    EXPECT_FALSE(xab_address(Bytes(xab(1, 0x45, "x")).first(0x45)));
}

TEST(AddressText, KindDecidesWhetherDataIsAnAddress) {
    for (std::uint16_t kind = 1; kind < triple::kFirstInvalid; ++kind) {
        const auto address = triple_address({kind, 0, {}, as_bytes("MS:a")});
        const bool expected = kind == triple::kResolved || kind == triple::kOneOff || kind == triple::kGroup;
        EXPECT_EQ(address.has_value(), expected) << kind;
    }
}

RC_GTEST_PROP(Triples, AnyBytesAreWrittenBack, (const ByteVector& bytes)) {
    RC_ASSERT(write_triples(read_triples(bytes)) == bytes);
}

}  // namespace
}  // namespace restante::mmf
