#include "formats/mmf/list_source.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace restante::mmf {
namespace {

RC_GTEST_PROP(ListSource, GivesTheBytesOfWriteList, ()) {
    std::vector<ListElement> elements;
    std::vector<ListPart> parts;
    const auto count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) {
        const auto id = *rc::gen::arbitrary<std::uint32_t>();
        const auto data = *rc::gen::arbitrary<ByteVector>();
        elements.push_back({id, data});
        if (*rc::gen::arbitrary<bool>()) {
            parts.push_back({id, {}, std::make_shared<MemoryBytes>(data)});
        } else {
            parts.push_back({id, data, {}});
        }
    }
    const ListSort sort{*rc::gen::arbitrary<std::uint16_t>(), *rc::gen::arbitrary<std::uint32_t>(), 7};
    const ByteVector expected = write_list(elements, sort);
    const auto source = list_source(parts, sort);
    RC_ASSERT(source.has_value());
    RC_ASSERT((*source)->size() == expected.size());
    // In two reads, cut anywhere.
    const auto cut = *rc::gen::inRange<std::size_t>(0, expected.size() + 1);
    ByteVector read(expected.size());
    RC_ASSERT((*source)->read(0, MutableBytes(read).first(cut)).has_value());
    RC_ASSERT((*source)->read(cut, MutableBytes(read).subspan(cut)).has_value());
    RC_ASSERT(read == expected);
    ByteVector past(1);
    RC_ASSERT(!(*source)->read(expected.size(), past).has_value());
}

TEST(ListSource, RefusesWhatNoListCanHold) {
    EXPECT_EQ(list_source(std::vector<ListPart>(kMaximumElements + 1)).error().code, Errc::too_large);
    EXPECT_TRUE(list_source(std::vector<ListPart>(kMaximumElements)));
}

}  // namespace
}  // namespace restante::mmf
