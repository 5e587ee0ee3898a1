#include "formats/mmf/list_object.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "formats/mmf/store_writer.h"

namespace restante::mmf {
namespace {

// A list object lives in a store; this makes one around any body.
Result<ListReader> open_list(const ByteVector& body) {
    MemorySink sink;
    auto writer = TRY(StoreWriter::create(sink));
    TRY_VOID(writer.add({.oid = kInbox}, body));
    TRY_VOID(writer.finish());
    Findings findings;
    const auto store = TRY(Store::open(std::make_shared<MemoryBytes>(sink.take()), findings));
    return ListReader::open(TRY(store->object(kInbox)));
}

ByteVector from_text(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

TEST(ListObject, EmptyListHasTheDocumentedBytes) {
    const ByteVector body = write_list({});
    EXPECT_EQ(to_hex(body),
              "040000000000"
              "0000ffff000000000000"
              "0100");
    const auto list = open_list(body);
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->entries().empty());
    EXPECT_TRUE(list->canonical());
}

// The link list of the format document: one element without data.
TEST(ListObject, LinkListHasTheDocumentedBytes) {
    EXPECT_EQ(to_hex(write_list({{0x369, {}}})),
              "0400000001000000ffff00000000000001006903000004000000"
              "00000000");
}

TEST(ListObject, LaterElementsLieInFront) {
    const ByteVector body = write_list({{1, from_text("one")}, {2, from_text("two!")}}, {4, 0x1B, 1});
    EXPECT_EQ(as_text(Bytes(body).subspan(4, 7)), "two!one");
    auto list = open_list(body);
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->canonical());
    EXPECT_EQ(list->sort().flags, 4);
    EXPECT_EQ(list->sort().a, 0x1BU);
    EXPECT_EQ(list->sort().b, 1U);
    ASSERT_NE(list->find(2), nullptr);
    EXPECT_EQ(as_text(*list->element(*list->find(2))), "two!");
    EXPECT_EQ(list->file_offset(*list->find(1)), 0x8200U + 8 + 8);
    EXPECT_EQ(list->find(3), nullptr);
}

TEST(ListObject, RefusesDirectoriesOutsideTheObject) {
    const ByteVector good = write_list({{1, from_text("one")}});
    struct Case {
        std::size_t position;
        std::uint8_t value;
        Errc error;
    };
    for (const Case& one : {Case{0, 0, Errc::bad_value}, Case{0, 3, Errc::bad_value}, Case{0, 20, Errc::bad_value},
                            Case{3, 0x80, Errc::bad_value}, Case{7, 2, Errc::bad_value}, Case{8, 1, Errc::bad_value}}) {
        ByteVector body = good;
        body[one.position] = one.value;
        const auto list = open_list(body);
        ASSERT_FALSE(list) << one.position;
        EXPECT_EQ(list.error().code, one.error) << one.position;
        EXPECT_GE(list.error().offset, 0x8208U);
    }
    for (std::size_t size = 0; size < 18; ++size) {
        ByteVector body = good;
        body.resize(size);
        EXPECT_FALSE(open_list(body)) << size;
    }
}

TEST(ListObject, ElementsOutsideFailAloneAndSlackIsTolerated) {
    ByteVector body = write_list({{1, from_text("one")}, {2, from_text("two")}});
    body[0x18 + 4] = 0xFF;               // the offset of element 1
    body.resize(body.size() + 5, 0xAA);  // slack behind the directory
    auto list = open_list(body);
    ASSERT_TRUE(list);
    EXPECT_FALSE(list->canonical());
    const auto outside = list->element(list->entries()[0]);
    ASSERT_FALSE(outside);
    EXPECT_EQ(outside.error().code, Errc::bad_value);
    EXPECT_EQ(as_text(*list->element(list->entries()[1])), "two");
    EXPECT_FALSE(list->source(list->entries()[0]));
}

TEST(ListObject, LargeObjectsAreReadInParts) {
    std::vector<ListElement> elements;
    for (std::uint32_t id = 0; id < 5000; ++id) elements.push_back({id, from_text("element " + std::to_string(id))});
    elements.push_back({9999, ByteVector(300'000, 7)});
    auto list = open_list(write_list(elements));
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->canonical());
    ASSERT_EQ(list->entries().size(), elements.size());
    for (const std::size_t i :
         {std::size_t{0}, std::size_t{4999}, std::size_t{5000}, std::size_t{17}, std::size_t{0}}) {
        const auto data = list->element(list->entries()[i]);
        ASSERT_TRUE(data);
        EXPECT_TRUE(std::ranges::equal(*data, elements[i].data)) << i;
    }
    const auto source = list->source(list->entries()[5000]);
    ASSERT_TRUE(source);
    EXPECT_EQ((*source)->size(), 300'000U);
    EXPECT_EQ(*read_all(**source, 300'000), elements[5000].data);
    ByteVector past(2);
    EXPECT_EQ((*source)->read(299'999, past).error().code, Errc::truncated);
}

RC_GTEST_PROP(ListObject, ReadsBackWhatWasWritten, ()) {
    std::vector<ListElement> elements;
    const auto count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i)
        elements.push_back({*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::arbitrary<ByteVector>()});
    if (*rc::gen::arbitrary<bool>()) elements.push_back({7, ByteVector(*rc::gen::inRange<std::size_t>(0, 200'000))});
    const ListSort sort{*rc::gen::arbitrary<std::uint16_t>(), *rc::gen::arbitrary<std::uint32_t>(),
                        *rc::gen::arbitrary<std::uint32_t>()};
    auto list = open_list(write_list(elements, sort));
    RC_ASSERT(list.has_value());
    RC_ASSERT(list->canonical());
    RC_ASSERT(list->sort().flags == sort.flags && list->sort().a == sort.a && list->sort().b == sort.b);
    RC_ASSERT(list->entries().size() == elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        RC_ASSERT(list->entries()[i].id == elements[i].id);
        const auto data = list->element(list->entries()[i]);
        RC_ASSERT(data.has_value());
        RC_ASSERT(std::ranges::equal(*data, elements[i].data));
    }
}

}  // namespace
}  // namespace restante::mmf
