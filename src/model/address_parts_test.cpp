#include "model/address_parts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::model {
namespace {

struct PartsCase {
    const char* name;
    const char* type;
    const char* text;
    AddressParts parts;
    const char* canonical;
};

const PartsCase kPartsCases[] = {
    {"full", "MS", "ACME/HQ/JDOE", MicrosoftMailAddress{"ACME", "HQ", "JDOE"}, "MS:ACME/HQ/JDOE"},
    {"postoffice only", "MS", "HQ/OWNER", MicrosoftMailAddress{"", "HQ", "OWNER"}, "MS:HQ/OWNER"},
    {"mailbox only", "ms", "OWNER", MicrosoftMailAddress{"", "", "OWNER"}, "MS:OWNER"},
    {"blanks", "MS", " NET/PO/B ", MicrosoftMailAddress{"NET", "PO", "B"}, "MS:NET/PO/B"},
    {"no mailbox", "MS", "ACME/HQ/", OtherAddress{"MS", "ACME/HQ/"}, "MS:ACME/HQ/"},
    {"empty network", "MS", " / HQ/JDOE", MicrosoftMailAddress{"", "HQ", "JDOE"}, "MS:HQ/JDOE"},
    {"more parts", "MS", "A/B/C/D", MicrosoftMailAddress{"A", "B/C", "D"}, "MS:A/B/C/D"},
    {"Internet", "SMTP", "john@example.org", InternetAddress{"john@example.org"}, "SMTP:john@example.org"},
    {"old name of it", "mtp", "low@case.example", InternetAddress{"low@case.example"}, "SMTP:low@case.example"},
    {"X.400", "X400", "c=us;a= ;s=zed", X400Address{{{"C", "", "us"}, {"A", "", " "}, {"S", "", "zed"}}},
     "X400:/C=us/A= /S=zed"},
    {"X.400 that is none", "X400", "ACME/HQ/P2", OtherAddress{"X400", "ACME/HQ/P2"}, "X400:ACME/HQ/P2"},
    {"fax number", "FAX", "+49 1", FaxAddress{"", "", "", "+49 1", false}, "FAX:+49 1"},
    {"fax parts", "FAX", "Name\rRoom 5\rCo\r+1 555\r", FaxAddress{"Name", "Room 5", "Co", "+1 555", true},
     "FAX:Name\rRoom 5\rCo\r+1 555\r"},
    {"D27 fax parts, the first one kept", "FAX", "Cover\r\r\r+1 555\r", FaxAddress{"Cover", "", "", "+1 555", true},
     "FAX:Cover\r\r\r+1 555\r"},
    {"fax parts, blanks around them", "fax", " N \r O \r C \r +1 555 \r", FaxAddress{"N", "O", "C", "+1 555", true},
     "FAX:N\rO\rC\r+1 555\r"},
    {"fax parts, more behind them", "FAX", "N\rO\rC\r+1 555\rmore\r", FaxAddress{"N", "O", "C", "+1 555", true},
     "FAX:N\rO\rC\r+1 555\r"},
    {"three returns are no parts", "FAX", "a\rb\rc\rd", FaxAddress{"", "", "", "a\rb\rc\rd", false}, "FAX:a\rb\rc\rd"},
    {"MHS", "MHS", "user@host", MhsAddress{"user", "host", {}}, "MHS:user@host"},
    {"MHS with braces", "MHS", "user@host {net/po/u}",
     MhsAddress{"user", "host", MicrosoftMailAddress{"net", "po", "u"}}, "MHS:user@host {net/po/u}"},
    {"MHS without host", "MHS", "user", OtherAddress{"MHS", "user"}, "MHS:user"},
    {"MHS, empty braces", "MHS", "u@h {}", OtherAddress{"MHS", "u@h {}"}, "MHS:u@h {}"},
    {"PROFS", "PROFS", "gw/host/user", HostAddress{"PROFS", "gw", "host", "user"}, "PROFS:gw/host/user"},
    {"SNADS", "SNADS", "gw/dgn/den", HostAddress{"SNADS", "gw", "dgn", "den"}, "SNADS:gw/dgn/den"},
    {"SNADS of two parts", "SNADS", "dgn/den", OtherAddress{"SNADS", "dgn/den"}, "SNADS:dgn/den"},
    {"MCI", "MCI", "Ann\rEMS:ibm\rMBX:123\r", MciAddress{"Ann", "ibm", "123"}, "MCI:Ann\rEMS:ibm\rMBX:123\r"},
    {"MCI, other lines", "MCI", "Ann\rXYZ:1\r", OtherAddress{"MCI", "Ann\rXYZ:1\r"}, "MCI:Ann\rXYZ:1\r"},
    {"AppleTalk", "MSMail", "user@po", AppleTalkAddress{"user", "po"}, "MSMAIL:user@po"},
    {"unknown type", "CIS", "70007,123", OtherAddress{"CIS", "70007,123"}, "CIS:70007,123"},
    {"type cut at a blank", "SMTP x", "a@b", InternetAddress{"a@b"}, "SMTP:a@b"},
    {"nothing but a type", "MS", "", NameOnly{"MS"}, "NAME:MS"},
    {"nothing at all", "", "", NameOnly{""}, "NAME:"},
    {"text without type", "", "somebody", NameOnly{"somebody"}, "NAME:somebody"},
};

TEST(AddressParts, EveryKind) {
    for (const PartsCase& one : kPartsCases) {
        SCOPED_TRACE(one.name);
        const AddressParts parts = parts_of(one.type, one.text);
        EXPECT_TRUE(parts == one.parts) << text_of(parts);
        EXPECT_EQ(text_of(parts), one.canonical);
        EXPECT_TRUE(parts_of_text(one.canonical) == parts) << "read back: " << text_of(parts_of_text(one.canonical));
    }
}

TEST(AddressParts, NamesAndProvidersAreNames) {
    EXPECT_TRUE(parts_of(Address{"John Doe", "", "", AddressKind::provider}) == AddressParts(NameOnly{"John Doe"}));
    EXPECT_TRUE(parts_of(Address{"John Doe", "MS", "", AddressKind::resolved}) == AddressParts(NameOnly{"John Doe"}));
}

TEST(AddressParts, ShortAddressesAreCompleted) {
    const MicrosoftMailAddress home{"ACME", "HQ", "JDOE"};
    EXPECT_EQ(completed({"", "", "OWNER"}, home), (MicrosoftMailAddress{"ACME", "HQ", "OWNER"}));
    EXPECT_EQ(completed({"", "LAB", "OWNER"}, home), (MicrosoftMailAddress{"ACME", "LAB", "OWNER"}));
    EXPECT_EQ(completed({"NET", "PO", "OWNER"}, home), (MicrosoftMailAddress{"NET", "PO", "OWNER"}));
    EXPECT_EQ(completed({"", "", "OWNER"}, {}), (MicrosoftMailAddress{"", "", "OWNER"}));
    EXPECT_EQ(completed({"", "", "OWNER"}, {"ACME", "", ""}), (MicrosoftMailAddress{"", "", "OWNER"}));
}

RC_GTEST_PROP(AddressParts, MicrosoftMailReadsBack, (const std::string& text)) {
    const AddressParts parts = parts_of("MS", text);
    RC_PRE(std::holds_alternative<MicrosoftMailAddress>(parts));
    RC_ASSERT(parts_of_text(text_of(parts)) == parts);
}

RC_GTEST_PROP(AddressParts, EveryTextIsStable, ()) {
    const auto type =
        *rc::gen::element<std::string>("MS", "SMTP", "FAX", "MHS", "PROFS", "SNADS", "MCI", "MSMAIL", "X");
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab/@{} \r:;=$EMSBX")));
    const std::string once = text_of(parts_of(type, text));
    RC_ASSERT(text_of(parts_of_text(once)) == once);
}

TEST(AddressParts, CompleteMailboxes) {
    EXPECT_EQ(complete_mailbox("MS", "NET/LAB/ANN", ""), (MicrosoftMailAddress{"NET", "LAB", "ANN"}));
    EXPECT_FALSE(complete_mailbox("MS", "LAB/ANN", ""));
    EXPECT_FALSE(complete_mailbox("SMTP", "ann@example.org", "Ann"));
    EXPECT_FALSE(complete_mailbox("", "", "Ann"));
}

}  // namespace
}  // namespace restante::model
