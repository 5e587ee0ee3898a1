#include "sources/message_identity.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace restante::sources {
namespace {

model::Message identified_message() {
    model::Message message;
    message.subject = "Budget 1996";
    message.body = "Hello,\r\nas promised.\r\n";
    message.from = {{"Ann", "MS", "ACME/HQ/ANN", model::AddressKind::resolved, {}}};
    message.sent = LocalTime{1996, 5, 4, 10, 11, 12};
    return message;
}

bool same_as_first(const model::Message& other) {
    MessageIdentities known;
    known.add(identified_message());
    return known.take(other);
}

TEST(MessageIdentity, WhatProgramsChangeOnTheWayDoesNotCount) {
    const std::vector<std::function<void(model::Message&)>> changes{
        [](model::Message& message) { message.sent->second = 0; },
        [](model::Message& message) { message.body = "Hello,\nas  promised.\n\n"; },
        [](model::Message& message) { message.from[0].name = "Ann Smith"; },
        [](model::Message& message) { message.from[0].address = "acme/hq/ann"; },
        [](model::Message& message) { message.to = {{"Bob", "MS", "ACME/HQ/BOB", model::AddressKind::resolved, {}}}; },
        [](model::Message& message) { message.received = LocalTime{1996, 5, 5, 0, 0, 0}; },
        [](model::Message& message) {
            message.body =
                "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nFrom: Ann\r\nTo:  Bob\r\nSubject:  Budget 1996\r\n"
                "Date: 1996-05-04 10:11\r\nPriority: \r\nMessage ID: 01234567\r\n" +
                std::string(78, '-') + "\r\n" + *message.body;
        },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        model::Message other = identified_message();
        changes[i](other);
        EXPECT_TRUE(same_as_first(other)) << i;
    }
}

TEST(MessageIdentity, AnythingElseMakesAnotherMessage) {
    const std::vector<std::function<void(model::Message&)>> changes{
        [](model::Message& message) { message.sent->minute = 12; },
        [](model::Message& message) { message.body = "Hello,\r\nas promised?\r\n"; },
        [](model::Message& message) { message.subject = "Budget 1997"; },
        [](model::Message& message) { message.from[0].address = "ACME/HQ/BOB"; },
        [](model::Message& message) { message.sent.reset(); },
        [](model::Message& message) { message.from.clear(); },
        [](model::Message& message) {
            message.attachments.push_back({.name = "A.TXT", .data = std::make_shared<MemoryBytes>(ByteVector(7))});
        },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        model::Message other = identified_message();
        changes[i](other);
        EXPECT_FALSE(same_as_first(other)) << i;
    }
}

TEST(MessageIdentity, R02_MessageIdsDecideWhereBothHaveOne) {
    model::Message first = identified_message(), second = identified_message();
    first.message_id = "edba53be";
    second.message_id = "EDBA53BE";
    second.body = "cut";
    MessageIdentities known;
    known.add(first);
    EXPECT_TRUE(known.take(second));
    second.subject = "Other";
    known.give_back();
    EXPECT_FALSE(known.take(second));
}

TEST(MessageIdentity, TwoCopiesNeedTwoOthers) {
    MessageIdentities known;
    known.add(identified_message());
    EXPECT_TRUE(known.take(identified_message()));
    EXPECT_FALSE(known.take(identified_message()));
    known.give_back();
    EXPECT_TRUE(known.take(identified_message()));
    MessageIdentities more;
    more.add(identified_message());
    known.add_all(more);
    EXPECT_TRUE(known.take(identified_message()));
    EXPECT_FALSE(known.take(identified_message()));
}

}  // namespace
}  // namespace restante::sources
