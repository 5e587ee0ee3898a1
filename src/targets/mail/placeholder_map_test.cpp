#include "targets/mail/placeholder_map.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "targets/mail/address_syntax.h"

namespace restante::targets::mail {
namespace {

struct Case {
    std::string_view name, type, address, domain, shown, spec;
    AddressOrigin origin;
};

TEST(PlaceholderMap, WhatTheUsersMapGaveIsTaken) {
    const PlaceholderMap map{""};
    const MappedAddress named =
        map.map({"John", "MS", "ACME/HQ/JDOE", model::AddressKind::resolved, "john@example.org"});
    EXPECT_EQ(named.mail.spec, "john@example.org");
    EXPECT_EQ(named.mail.name, "John");
    EXPECT_EQ(named.origin, AddressOrigin::mapped);
    EXPECT_EQ(map.map({"", "FAX", "1", {}, "fax@example.org"}).mail.name, "FAX:1");
    EXPECT_EQ(map.map({"Only", "", "", {}, "only@example.org"}).mail.spec, "only@example.org");
}

TEST(PlaceholderMap, EveryKindOfAddress) {
    using enum AddressOrigin;
    const Case cases[] = {
        {"John", "SMTP", "john@example.org", "", "John", "john@example.org", as_is},
        {"", "smtp", " noname@x ", "", "", "noname@x", as_is},
        {"Mtp User", "MTP", "a@b", "", "Mtp User", "a@b", as_is},
        {"Q", "SMTP", "\"a b\"@[10.0.0.1]", "", "Q", "\"a b\"@[10.0.0.1]", as_is},
        {"Bad", "SMTP", "no at sign", "", "Bad", "no=20at=20sign@smtp.invalid", placeholder},
        {"Two", "SMTP", "a@b>,<c@d", "", "Two", "a=40b=3e=2c=3cc=40d@smtp.invalid", placeholder},
        {"John Doe", "MS", "ACME/HQ/JDOE", "", "John Doe", "jdoe@hq.acme.invalid", placeholder},
        {"John Doe", "MS", "ACME/HQ/JDOE", "example.org", "John Doe", "jdoe@example.org", mapped},
        {"", "MS", "A B/H_Q/J.D", "", "MS:A B/H_Q/J.D", "j.d@h--5fq.a--20b.invalid", placeholder},
        {"Short", "MS", "JDOE", "", "Short", "jdoe@ms.invalid", placeholder},
        {"Two", "MS", "HQ/JDOE", "", "Two", "jdoe@hq.invalid", placeholder},
        {"Fax", "FAX", "+49 1", "", "Fax", "+49=201@fax.invalid", placeholder},
        {"Only Name", "", "", "", "Only Name", "only=20name@unresolved.invalid", unresolved},
        {"", "NOTYPEADDR", "", "", "NOTYPEADDR", "notypeaddr@unresolved.invalid", unresolved},
        {"", "", "", "", "", "unknown@unresolved.invalid", unresolved},
        {"  blanks", "MS", " NET/PO/B ", "", "blanks", "b@po.net.invalid", placeholder},
        {"a\r\nBcc: x", "", "", "", "a Bcc: x", "a=20bcc=3a=20x@unresolved.invalid", unresolved},
    };
    for (const Case& c : cases) {
        const PlaceholderMap map{std::string(c.domain)};
        const MappedAddress mapped_address =
            map.map({std::string(c.name), std::string(c.type), std::string(c.address), model::AddressKind::resolved});
        EXPECT_EQ(mapped_address.mail.name, c.shown);
        EXPECT_EQ(mapped_address.mail.spec, c.spec);
        EXPECT_EQ(mapped_address.origin, c.origin) << c.spec;
    }
}

TEST(AddressSyntax, Specs) {
    for (const std::string_view good : {"a@b", "a.b+c@d.e-f.org", "\"x y\"@z", "a@[127.0.0.1]"})
        EXPECT_TRUE(is_address_spec(good)) << good;
    for (const std::string_view bad : {"", "a", "@b", "a@", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b.", "a@-b", "a@b c",
                                       "\"a\"b@c", "a@b\r\n", "\xC3\xA4@b"})
        EXPECT_FALSE(is_address_spec(bad)) << bad;
}

RC_GTEST_PROP(PlaceholderMap, WhateverComesInIsAValidAddress,
              (const std::string& name, const std::string& type, const std::string& address, bool ms)) {
    const PlaceholderMap map{""};
    const MappedAddress mapped = map.map({name, ms ? "MS" : type, address, model::AddressKind::other});
    RC_ASSERT(is_address_spec(mapped.mail.spec));
}

}  // namespace
}  // namespace restante::targets::mail
