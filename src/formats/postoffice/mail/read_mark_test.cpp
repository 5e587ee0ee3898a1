#include "formats/postoffice/mail/read_mark.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "formats/postoffice/mail/mailbag_key.h"

namespace restante::postoffice {
namespace {

using testing::Contains;
using testing::IsEmpty;

struct MarkedBag {
    ByteVector key = ByteVector(kKeySize);
    std::vector<MailbagHeader> headers{};
    std::vector<bool> read{};
};

struct MarkedOffice {
    std::vector<MarkedBag> bags{};
};

VariantChoice choice_of(const MarkedOffice& office, std::size_t bitmap_offset = kKeyBitmapOffset) {
    std::vector<ReadMarkSample> samples;
    for (const MarkedBag& bag : office.bags) {
        std::vector<std::size_t> live(bag.headers.size());
        std::iota(live.begin(), live.end(), std::size_t{0});
        if (auto sample = read_mark_sample(bag.key, bag.headers, live, bitmap_offset))
            samples.push_back(std::move(*sample));
    }
    return choose_read_mark(samples);
}

// `noise`: in all bytes that nobody knows. `counter`: where the KEY counts.
MarkedOffice marked_office(const ReadMark& mark, std::size_t counter, std::size_t bags, bool noise) {
    MarkedOffice office;
    for (std::size_t bag = 0; bag < bags; ++bag) {
        MarkedBag& made = office.bags.emplace_back();
        const auto count = *rc::gen::inRange<std::size_t>(0, 12);
        std::size_t unread = 0;
        for (std::size_t i = 0; i < count; ++i) {
            MailbagHeader& header = made.headers.emplace_back();
            if (noise)
                for (const ReadMark& one : read_marks())
                    header.raw.at(one.offset) = *rc::gen::arbitrary<std::uint8_t>();
            made.read.push_back(*rc::gen::inRange(0, 2) == 0);
            if (made.read.back() == mark.set_is_read)
                header.raw.at(mark.offset) |= mark.mask;
            else
                header.raw.at(mark.offset) &= static_cast<std::uint8_t>(~mark.mask);
            unread += made.read.back() ? 0U : 1U;
        }
        made.key[counter] = static_cast<std::uint8_t>(unread);
    }
    return office;
}

RC_GTEST_PROP(ReadMarkProperty, HiddenMarksAreFoundAmongNoise, ()) {
    const std::size_t index = *rc::gen::inRange<std::size_t>(0, read_marks().size());
    const bool bitmap_in_front = *rc::gen::arbitrary<bool>();
    const std::size_t counter = (bitmap_in_front ? kKeyBitmapSize : 0) + *rc::gen::inRange<std::size_t>(0, 46);
    const MarkedOffice office = marked_office(read_marks()[index], counter, 40, *rc::gen::arbitrary<bool>());
    const VariantChoice choice = choice_of(office, bitmap_in_front ? 0 : kKeyBitmapOffset);
    const auto telling = std::ranges::count_if(office.bags, [](const MarkedBag& bag) {
        return std::ranges::count(bag.read, true) != 0 && std::ranges::count(bag.read, false) != 0;
    });
    const bool found = std::ranges::find(choice.standing, index) != choice.standing.end();
    RC_ASSERT(found == (telling >= static_cast<std::ptrdiff_t>(kLeastReadMarkMailbags)));
    RC_CLASSIFY(found);
    for (const MarkedBag& bag : office.bags)
        for (std::size_t i = 0; i < bag.headers.size(); ++i)
            RC_ASSERT(agreed_read(bag.headers[i], choice.standing).value_or(bag.read[i]) == bag.read[i]);
}

RC_GTEST_PROP(ReadMarkProperty, NothingIsBelievedOfFewMailbagsOrWithoutACounter, ()) {
    const std::size_t index = *rc::gen::inRange<std::size_t>(0, read_marks().size());
    MarkedOffice few = marked_office(read_marks()[index], 0, kLeastReadMarkMailbags - 1, true);
    RC_ASSERT(choice_of(few).standing.empty());
    MarkedOffice uncounted = marked_office(read_marks()[index], 0, 40, false);
    for (MarkedBag& bag : uncounted.bags) bag.key.assign(kKeySize, 0);
    RC_ASSERT(choice_of(uncounted).standing.empty());
}

TEST(ReadMark, MailbagsThatAreAllReadProveNothing) {
    MarkedOffice office;
    for (int i = 0; i < 20; ++i) office.bags.emplace_back().headers.resize(3);
    EXPECT_THAT(choice_of(office).standing, IsEmpty());
}

TEST(ReadMark, MarksThatDisagreeSayNothing) {
    MailbagHeader header;
    EXPECT_EQ(agreed_read(header, {}), std::nullopt);
    EXPECT_EQ(agreed_read(header, {0}), false);
    EXPECT_EQ(agreed_read(header, {1}), true);
    EXPECT_EQ(agreed_read(header, {0, 1}), std::nullopt);
}

TEST(ReadMark, KeysOfAnotherSizeAreNoWitnesses) {
    MarkedOffice office;
    for (int i = 0; i < 20; ++i) {
        MarkedBag& bag = office.bags.emplace_back();
        bag.headers.resize(3);
        bag.headers[0].raw[0] = 1;
        bag.key.resize(10);
        bag.key[0] = 2;
    }
    EXPECT_THAT(choice_of(office).standing, IsEmpty());
    for (MarkedBag& bag : office.bags) bag.key.resize(kKeySize);
    EXPECT_THAT(choice_of(office).standing, Contains(0));
}

}  // namespace
}  // namespace restante::postoffice
