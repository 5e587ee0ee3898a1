#include "formats/mmf/packed_list.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"

namespace restante::mmf {
namespace {

TEST(PackedList, FinderStateOfTheEmptySample) {
    Findings findings;
    const auto store = Store::open(samples::source("empty"), findings);
    ASSERT_TRUE(store);
    const auto object = (*store)->object(kFinderState);
    ASSERT_TRUE(object);
    const auto list = read_packed_list(object->prefix());
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->elements.empty());
    EXPECT_EQ(list->room, ByteVector(0x26A));
    EXPECT_TRUE(std::ranges::equal(*write_packed_list(*list), object->prefix()));
}

TEST(PackedList, HasTheDocumentedLayout) {
    const auto body = write_packed_list({.elements = {{0x11, {1, 2}}, {0x22, {3}}}, .room = {9}});
    ASSERT_TRUE(body);
    EXPECT_EQ(to_hex(*body),
              "160003000100"
              "010203"
              "09"
              "ffffffff0300"
              "220000000200"
              "110000000000"
              "0200");
}

TEST(PackedList, SaysWhatIsWrong) {
    const ByteVector good = *write_packed_list({.elements = {{0x11, {1, 2}}, {0x22, {3}}}, .room = {9}});
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(read_packed_list(Bytes(good).first(size))) << size;
    const struct {
        std::size_t position;
        std::uint8_t value;
        Errc error;
    } cases[] = {
        {0, 0x15, Errc::bad_value}, {0, 0xFF, Errc::truncated}, {2, 4, Errc::bad_value},  {4, 0, Errc::bad_value},
        {14, 9, Errc::bad_value},   {20, 0, Errc::bad_value},   {20, 4, Errc::bad_value}, {28, 3, Errc::bad_value},
    };
    for (const auto& one : cases) {
        ByteVector body = good;
        body[one.position] = one.value;
        const auto list = read_packed_list(body, 0x1000);
        if (one.position == 20 && one.value == 0) {
            EXPECT_TRUE(list);  // an empty first element is legal
            continue;
        }
        ASSERT_FALSE(list) << one.position;
        EXPECT_EQ(list.error().code, one.error) << one.position << ": " << list.error().describe();
        EXPECT_GE(list.error().offset, 0x1000U);
    }
}

TEST(PackedList, RefusesTooMuch) {
    EXPECT_EQ(write_packed_list({.elements = {{1, ByteVector(65'530)}}}).error().code, Errc::too_large);
    EXPECT_EQ(write_packed_list({.elements = std::vector<PackedElement>(10'921)}).error().code, Errc::too_large);
}

RC_GTEST_PROP(PackedList, ReadsBackWhatWasWritten, ()) {
    PackedList list;
    const auto count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i)
        list.elements.push_back({*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::arbitrary<ByteVector>()});
    list.room = *rc::gen::arbitrary<ByteVector>();
    const auto body = write_packed_list(list);
    RC_ASSERT(body.has_value());
    const auto again = read_packed_list(*body);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == list);
}

}  // namespace
}  // namespace restante::mmf
