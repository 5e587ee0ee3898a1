#include "targets/ews/item_text.h"

#include <gtest/gtest.h>

#include "targets/ews/soap_request.h"

namespace restante::targets::ews {
namespace {

// The names of the elements that begin in `xml`, in their order.
std::string elements(std::string_view xml) {
    std::string names;
    for (std::size_t at = xml.find("<t:"); at != std::string_view::npos; at = xml.find("<t:", at + 1)) {
        const std::string_view name = xml.substr(at + 3, xml.find_first_of(" />", at + 3) - at - 3);
        names += (names.empty() ? "" : " ") + std::string(name);
    }
    return names;
}

TEST(EwsXmlText, HoldsNothingThatXmlCannotHold) {
    EXPECT_EQ(xml_text("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    EXPECT_EQ(xml_text("a\tb\r\nc"), "a&#9;b&#13;&#10;c");
    EXPECT_EQ(xml_text(std::string_view("\0\x01\x1F\x7F", 4)), "␀␁␟␡");
    EXPECT_EQ(xml_text("\xFF\xEF\xBF\xBF\xEF\xBF\xBE"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(xml_text("Grüße 日本"), "Grüße 日本");
}

TEST(EwsItemText, TimesAreUtcAndBeginWith1601) {
    const TimeZone berlin = *TimeZone::named("Europe/Berlin");
    EXPECT_EQ(utc_time({1995, 8, 30, 10, 11, 12}, berlin), "1995-08-30T08:11:12Z");
    EXPECT_EQ(utc_time({1601, 1, 1, 0, 0, 0}, berlin), "1601-01-01T00:00:00Z");
}

TEST(EwsItemText, MessagesKeepFlagsAndTimes) {
    mail::Envelope envelope;
    const std::string undated = message_end(envelope, TimeZone::utc(), "abc");
    EXPECT_NE(undated.find("1970-01-01T00:00:00Z"), std::string::npos);
    EXPECT_EQ(undated.find("0x0039"), std::string::npos);
    EXPECT_NE(undated.find("<t:IsRead>false</t:IsRead>"), std::string::npos);
    const std::tuple<bool, bool, std::string> cases[] = {
        {false, false, "0"}, {true, false, "1"}, {false, true, "8"}, {true, true, "9"}};
    for (const auto& [read, draft, flags] : cases) {
        envelope.read = read;
        envelope.draft = draft;
        envelope.date = envelope.arrival = LocalTime{1995, 8, 30, 10, 11, 12};
        const std::string end = message_end(envelope, TimeZone::utc(), "abc");
        EXPECT_NE(end.find("\"0x0E07\" PropertyType=\"Integer\"/><t:Value>" + flags + "<"), std::string::npos) << end;
        EXPECT_NE(end.find("\"0x0039\" PropertyType=\"SystemTime\"/><t:Value>1995-08-30T10:11:12Z<"),
                  std::string::npos);
    }
}

model::AddressEntry entry_named(const std::string& id, const std::string& name, const std::string& type,
                                const std::string& address) {
    model::AddressEntry entry;
    entry.id = id;
    entry.name = name;
    entry.type = type;
    entry.address = address;
    return entry;
}

TEST(EwsItemText, ContactsStandInTheOrderOfTheSchema) {
    model::AddressEntry fax = entry_named("1", "Jo & Co", "FAX", "Jo\rRoom 5\rACME\r+1 555\r");
    fax.comment = "line\nline";
    fax.internet = "jo@example.org";
    const std::string text = contact_item(fax, {"abc", "Book"});
    EXPECT_TRUE(elements(text).starts_with("Contact Body ExtendedProperty"));
    EXPECT_TRUE(elements(text).ends_with(
        "FileAs DisplayName CompanyName EmailAddresses Entry PhoneNumbers Entry OfficeLocation"))
        << elements(text);
    EXPECT_NE(text.find("<t:DisplayName>Jo &amp; Co<"), std::string::npos);
    EXPECT_NE(text.find("jo@example.org"), std::string::npos);
}

TEST(EwsItemText, ListsPointAtMembersOrNameThem) {
    const model::AddressEntry reached = entry_named("1", "Jo", "MS", "NET/PO/JO");
    const model::AddressEntry stored = entry_named("2", "Ann", "", "");
    const model::AddressEntry lost = entry_named("3", "Eve", "", "");
    model::AddressEntry group = entry_named("4", "All", "", "");
    group.group = true;
    const std::vector<ListMember> members = {{&reached, ""}, {&stored, "ID2"}, {&lost, ""}, {&group, "ID4"}};
    const std::string text = list_item(group, members, {"abc", "Book"});
    EXPECT_NE(
        text.find("<t:Name>Jo</t:Name><t:EmailAddress>NET/PO/JO</t:EmailAddress><t:RoutingType>MS</t:RoutingType>"),
        std::string::npos);
    EXPECT_NE(text.find("<t:MailboxType>Contact</t:MailboxType><t:ItemId Id=\"ID2\"/>"), std::string::npos);
    EXPECT_NE(text.find("<t:MailboxType>PrivateDL</t:MailboxType><t:ItemId Id=\"ID4\"/>"), std::string::npos);
    EXPECT_NE(text.find("<t:Body BodyType=\"Text\">Eve</t:Body>"), std::string::npos);
    EXPECT_NE(list_as_contact(group, members, {"abc", "Book"}).find(">Jo &lt;NET/PO/JO&gt;&#10;Ann&#10;Eve&#10;All<"),
              std::string::npos);
}

}  // namespace
}  // namespace restante::targets::ews
