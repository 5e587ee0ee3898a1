#include "formats/postoffice/mail/mailbag_key.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace restante::postoffice {
namespace {

using Names = std::set<std::string, std::less<>>;

MessageExists among(const Names& names) {
    return [&names](std::string_view name) { return names.contains(name); };
}

struct Bag {
    ByteVector key{};
    std::vector<std::string> messages{};
    std::vector<bool> live{};
};

struct HiddenPostoffice {
    std::vector<Bag> bags{};
    Names messages{};

    [[nodiscard]] std::vector<KeySample> samples() const {
        std::vector<KeySample> samples;
        for (const Bag& bag : bags) samples.push_back({bag.key, bag.messages});
        return samples;
    }
};

// Messages go to one bag or several; a MAI exists as long as one of its headers is live (Q104423).
HiddenPostoffice hidden_postoffice(const KeyVariant& variant, std::size_t bags, std::size_t messages,
                                   int deleted_percent) {
    HiddenPostoffice office;
    office.bags.resize(bags);
    for (Bag& bag : office.bags) {
        bag.key.resize(kKeySize);
        // Counters where no bitmap is.
        const std::size_t counters = variant.offset == 0 ? kKeyBitmapSize : 0;
        bag.key[counters] = *rc::gen::inRange<std::uint8_t>(0, 20);
        bag.key[counters + 2] = *rc::gen::inRange<std::uint8_t>(0, 20);
    }
    for (std::size_t i = 0; i < messages; ++i) {
        const std::string name = fmt::format("{:08X}", 0x62 + i);
        for (Bag& bag : office.bags) {
            if (bags > 1 && *rc::gen::inRange(0, 3) != 0) continue;
            bag.messages.push_back(name);
            bag.live.push_back(*rc::gen::inRange(0, 100) >= deleted_percent);
            set_live(bag.key, bag.live.size() - 1, bag.live.back(), variant);
            if (bag.live.back()) office.messages.insert(name);
        }
    }
    return office;
}

RC_GTEST_PROP(MailbagKeyProperty, HiddenVariantsAreReadRightOrNotAtAll, ()) {
    const KeyVariant variant = *rc::gen::elementOf(key_variants());
    const HiddenPostoffice office =
        hidden_postoffice(variant, *rc::gen::inRange<std::size_t>(1, 6), *rc::gen::inRange<std::size_t>(0, 40),
                          *rc::gen::element(0, 10, 50, 90));
    const VariantChoice choice = choose_key_variant(office.samples(), among(office.messages));
    for (const Bag& bag : office.bags) {
        Findings findings;
        const HeaderLists lists = header_lists(bag.key, bag.messages.size(), choice.standing, findings);
        RC_ASSERT(findings.empty());
        RC_ASSERT(lists.live.size() + lists.dead.size() + lists.unknown.size() == bag.messages.size());
        for (const std::size_t index : lists.live) RC_ASSERT(bag.live[index]);
        for (const std::size_t index : lists.dead) RC_ASSERT(!bag.live[index]);
    }
}

// Two users, messages of their own, some deleted: enough to know everything, whatever the variant.
TEST(MailbagKey, EveryVariantIsFound) {
    for (const KeyVariant& variant : key_variants()) {
        HiddenPostoffice office;
        for (std::size_t user = 0; user < 2; ++user) {
            Bag bag{.key = ByteVector(kKeySize)};
            for (std::size_t i = 0; i < 30; ++i) {
                bag.messages.push_back(fmt::format("{:08X}", user * 100 + i));
                bag.live.push_back(i % 7 > 2);
                set_live(bag.key, i, bag.live.back(), variant);
                if (bag.live.back()) office.messages.insert(bag.messages.back());
            }
            office.bags.push_back(std::move(bag));
        }
        const VariantChoice choice = choose_key_variant(office.samples(), among(office.messages));
        ASSERT_TRUE(choice.only()) << variant.describe();
        EXPECT_EQ(key_variants()[*choice.only()], variant) << variant.describe();
        EXPECT_EQ(choice.evidence[*choice.only()], (VariantEvidence{60, 0}));
    }
}

TEST(MailbagKey, AMailboxWithoutDeletedMailIsReadWhole) {
    const KeySample sample{.key = {}, .messages = {"00000062", "00000063"}};
    const ByteVector key(kKeySize);
    const Names messages{"00000062", "00000063"};
    const VariantChoice choice = choose_key_variant({{key, sample.messages}}, among(messages));
    Findings findings;
    EXPECT_EQ(header_lists(key, 2, choice.standing, findings).live.size(), 2U);
}

TEST(MailbagKey, AMissingMessageDoesNotMislead) {
    const ByteVector key(kKeySize);
    std::vector<std::string> names;
    Names messages;
    for (int i = 0; i < 20; ++i) {
        names.push_back(fmt::format("{:08X}", i));
        if (i != 7) messages.insert(names.back());
    }
    Findings findings;
    EXPECT_EQ(header_lists(key, 20, choose_key_variant({{key, names}}, among(messages)).standing, findings).live.size(),
              20U);
}

TEST(MailbagKey, WhatAShortKeyDoesNotTellIsUnknown) {
    ByteVector key(kKeyBitmapOffset + 1);
    Findings findings;
    const HeaderLists lists = header_lists(key, 10, {0}, findings);
    EXPECT_EQ(lists.live.size(), 8U);
    EXPECT_EQ(lists.unknown, (std::vector<std::size_t>{8, 9}));
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_key_size);
    EXPECT_EQ(header_lists({}, 3, {}, findings).unknown.size(), 3U);
}

TEST(MailbagKey, ContradictionsLeaveNothingStanding) {
    const ByteVector key(kKeySize);
    EXPECT_TRUE(choose_key_variant({{key, {"1", "2", "3", "4"}}}, among({})).standing.size() != 8U);
    ByteVector noise;
    for (std::uint32_t i = 0, state = 7; i < kKeySize; ++i, state = state * 1664525U + 1013904223U)
        noise.push_back(static_cast<std::uint8_t>(state >> 24U));
    EXPECT_TRUE(choose_key_variant({{noise, {"1"}}}, among({"1"})).standing.empty());
}

RC_GTEST_PROP(MailbagKeyProperty, WhatIsSetIsRead, ()) {
    const KeyVariant variant = *rc::gen::elementOf(key_variants());
    ByteVector key = *rc::gen::container<ByteVector>(kKeySize, rc::gen::arbitrary<std::uint8_t>());
    const auto index = *rc::gen::inRange<std::size_t>(0, 4096);
    const bool live = *rc::gen::arbitrary<bool>();
    const ByteVector before = key;
    set_live(key, index, live, variant);
    RC_ASSERT(is_live(key, index, variant) == live);
    set_live(key, index, *is_live(before, index, variant), variant);
    RC_ASSERT(key == before);
}

TEST(MailbagKey, SpeaksOfHeadersThatAreNotThere) {
    ByteVector key(kKeySize);
    EXPECT_FALSE(speaks_of_more_headers(key, 0, {}));
    EXPECT_FALSE(speaks_of_more_headers(key, 3, {0}));
    key[2] = 1;  // a counter
    EXPECT_TRUE(speaks_of_more_headers(key, 0, {}));
    EXPECT_FALSE(speaks_of_more_headers(key, 3, {0}));
    set_live(key, 5, key_variants()[0].set_is_live, key_variants()[0]);
    EXPECT_TRUE(speaks_of_more_headers(key, 5, {0}));
    EXPECT_FALSE(speaks_of_more_headers(key, 6, {0}));
    EXPECT_FALSE(speaks_of_more_headers(key, 5, {})) << "nobody knows where the bits are";
    EXPECT_FALSE(speaks_of_more_headers(Bytes(key).first(kKeyBitmapOffset), 5, {0}));
}

}  // namespace
}  // namespace restante::postoffice
