#include "pipeline/address_census.h"

#include <gtest/gtest.h>

namespace restante::pipeline {
namespace {

std::shared_ptr<const AddressRules> shared_rules(const std::vector<std::pair<const char*, const char*>>& list) {
    auto rules = std::make_shared<AddressRules>();
    std::size_t line = 2;
    for (const auto& [old, replacement] : list) EXPECT_TRUE(rules->add(old, replacement, line++).has_value());
    return rules;
}

model::Mailbox owner() {
    model::Mailbox mailbox;
    mailbox.name = "JDOE";
    mailbox.address = "MS:ACME/HQ/JDOE";
    return mailbox;
}

model::Address ms(const char* address, const char* name = "") {
    return {name, "MS", address, model::AddressKind::resolved, {}};
}

TEST(AddressCensus, WithoutMapAndDomainNothingIsSet) {
    AddressCensus census({});
    model::Message message;
    message.from = {ms("ACME/HQ/ANN", "Ann")};
    message.to = {{"Bob", "SMTP", "bob@example.org", model::AddressKind::resolved, {}},
                  {"Only A. Name", "", "", {}, {}}};
    const model::Message before = message;
    census.take(message, owner());
    EXPECT_EQ(message.from, before.from);
    EXPECT_EQ(message.to, before.to);
    const auto all = census.addresses();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].old, "MS:ACME/HQ/ANN");
    EXPECT_EQ(all[0].reach, Reach::unreachable);
    EXPECT_EQ(all[0].name, "Ann");
    EXPECT_EQ(all[1].old, "NAME:Only A. Name");
    EXPECT_EQ(all[2].old, "SMTP:bob@example.org");
    EXPECT_EQ(all[2].reach, Reach::internet);
}

TEST(AddressCensus, AMillionAddressesAreEnough) {
    AddressCensus census({nullptr, "example.org"});
    model::Message message;
    for (std::size_t i = 0; i < AddressCensus::kLimit + 1; ++i) {
        message.to = {{"", "MS", "ACME/HQ/P" + std::to_string(i), model::AddressKind::resolved, {}}};
        census.take(message, owner());
        ASSERT_EQ(census.uncounted(), i < AddressCensus::kLimit ? 0U : 1U);
    }
    EXPECT_EQ(message.to[0].internet, "p1000000@example.org") << "it is resolved all the same";
    EXPECT_EQ(census.addresses().size(), AddressCensus::kLimit);
}

TEST(AddressCensus, PeopleOfMeetings) {
    AddressCensus census({shared_rules({{"MS:ACME/HQ/OWNER", "owner@example.org"}}), ""});
    model::Message message;
    message.from = {ms("ACME/HQ/ANN")};
    message.meeting.emplace();
    message.meeting->owner = ms("OWNER");
    message.meeting->answered_for = ms("ACME/HQ/BOSS");
    census.take(message, owner());
    EXPECT_EQ(message.meeting->owner->internet, "owner@example.org");
    EXPECT_EQ(message.meeting->answered_for->internet, "");
    EXPECT_EQ(census.addresses().size(), 3U);
}

TEST(AddressCensus, ShortAddressesBelongToTheSendersPostoffice) {
    AddressCensus census({shared_rules({{"MS:ACME/HQ/OWNER", "hq@example.org"},
                                        {"MS:NET/LAB/OWNER", "lab@example.org"},
                                        {"MS:NET/OTHER/OWNER", "other@example.org"}}),
                          ""});
    model::Message from_lab;
    from_lab.from = {ms("NET/LAB/ANN")};
    from_lab.to = {ms("OWNER"), ms("OTHER/OWNER")};
    census.take(from_lab, owner());
    EXPECT_EQ(from_lab.to[0].internet, "lab@example.org");
    EXPECT_EQ(from_lab.to[1].internet, "other@example.org");
    model::Message own;
    own.from = {ms("JDOE")};
    own.to = {ms("OWNER")};
    census.take(own, owner());
    EXPECT_EQ(own.to[0].internet, "hq@example.org");
}

TEST(AddressCensus, BareMailboxNamesAreThoseOfTheOwnPostoffice) {
    AddressCensus census({shared_rules({{"ANN", "ann@example.org"}}), ""});
    model::Message message;
    message.from = {ms("ACME/HQ/ANN")};
    message.to = {ms("acme/hq/ann"), ms("OTHER/PO/ANN")};
    census.take(message, owner());
    EXPECT_EQ(message.from[0].internet, "ann@example.org");
    EXPECT_EQ(message.to[0].internet, "ann@example.org");
    EXPECT_EQ(message.to[1].internet, "");
    // Case aside they are one address.
    ASSERT_EQ(census.addresses().size(), 2U);
    EXPECT_EQ(census.addresses()[0].count, 2U);
}

TEST(AddressCensus, TheDomainIsForMicrosoftMailWithoutARule) {
    AddressCensus census(
        {shared_rules({{"FAX:*", "fax@example.org"}, {"MS:ACME/HQ/BOSS", "chief@example.org"}}), "example.net"});
    model::Message message;
    message.from = {ms("ACME/HQ/J DOE")};
    message.to = {ms("ACME/HQ/BOSS"), {"", "FAX", "+49 1", {}, {}}, {"", "PROFS", "a/b/c", {}, {}}};
    message.attributes.resize(1);
    message.attributes[0].value = std::vector<model::Address>{ms("ACME/HQ/ANN")};
    census.take(message, owner());
    EXPECT_EQ(message.from[0].internet, "j=20doe@example.net");
    EXPECT_EQ(message.to[0].internet, "chief@example.org");
    EXPECT_EQ(message.to[1].internet, "fax@example.org");
    EXPECT_EQ(message.to[2].internet, "");
    EXPECT_EQ(std::get<std::vector<model::Address>>(message.attributes[0].value)[0].internet, "ann@example.net");
    model::Mailbox mailbox = owner();
    census.take(mailbox);
    EXPECT_EQ(mailbox.internet, "jdoe@example.net");
}

TEST(AddressCensus, PeopleOfMeetingsAndOfMessagesInsideCount) {
    AddressCensus census({nullptr, "example.org"});
    model::Message inner;
    inner.from = {ms("ACME/HQ/INNER")};
    model::Message message;
    message.from = {ms("ACME/HQ/ANN")};
    message.reply_to = {ms("OFFICE")};
    message.meeting = model::Meeting{.owner = ms("OWNER")};
    message.attachments = {
        {.kind = model::AttachmentKind::message, .message = std::make_shared<model::Message>(inner)}};
    const model::Message copy = message;
    census.take(message, owner());
    EXPECT_EQ(message.reply_to[0].internet, "office@example.org");
    EXPECT_EQ(message.meeting->owner->internet, "owner@example.org");
    EXPECT_EQ(message.attachments[0].message->from[0].internet, "inner@example.org");
    EXPECT_EQ(copy.attachments[0].message->from[0].internet, "");
    EXPECT_EQ(census.addresses().size(), 4U);
}

TEST(AddressCensus, AddressBooksAreResolvedAndGroupsAreNot) {
    AddressCensus census({nullptr, "example.net"});
    std::vector<model::AddressBook> books(1);
    books[0].entries.resize(2);
    books[0].entries[0].name = "Ann";
    books[0].entries[0].type = "MS";
    books[0].entries[0].address = "ANN";
    books[0].entries[1].name = "Team";
    books[0].entries[1].group = true;
    census.take(books, owner());
    EXPECT_EQ(books[0].entries[0].internet, "ann@example.net");
    ASSERT_EQ(census.addresses().size(), 1U);
    EXPECT_EQ(census.addresses()[0].old, "MS:ACME/HQ/ANN");
}

TEST(AddressCensus, IdleRulesAreNamed) {
    AddressCensus census({shared_rules({{"ANN", "ann@example.org"}, {"MS:NO/SUCH/ONE", "x@example.org"}}), ""});
    model::Message message;
    message.from = {ms("ACME/HQ/ANN")};
    census.take(message, owner());
    EXPECT_EQ(census.idle_rules(), (std::vector<std::size_t>{3}));
}

TEST(AddressCensus, AnInternetAddressInsideIsAHint) {
    AddressCensus census({});
    model::Message message;
    message.to = {{"", "X400", "c=US;dda:RFC-822=john(a)example.org", {}, {}}};
    census.take(message, owner());
    EXPECT_EQ(census.addresses()[0].hint, "john@example.org");
}

}  // namespace
}  // namespace restante::pipeline
