#include "targets/mail/known_addresses.h"

#include <gtest/gtest.h>

#include "targets/mail/restante_headers.h"

namespace restante::targets::mail {
namespace {

const model::Address kJane{"Jane Roe", "MS", "ACME/HQ/JROE", model::AddressKind::resolved};

TEST(KnownAddresses, SaysWhatTheMapSays) {
    KnownAddresses known("example.org");
    const PlaceholderMap map("example.org");
    for (int time = 0; time < 2; ++time) {
        const KnownAddress& jane = known.find(kJane);
        EXPECT_EQ(jane.mapped.mail.spec, map.map(kJane).mail.spec);
        EXPECT_EQ(jane.mapped.mail.name, "Jane Roe");
        EXPECT_EQ(jane.mapped.origin, AddressOrigin::mapped);
        EXPECT_EQ(jane.met_before, time == 1);
        EXPECT_FALSE(jane.as_stored);
    }
    known.forget();
    EXPECT_FALSE(known.find(kJane).met_before);
}

TEST(KnownAddresses, EveryPartTellsAddressesApart) {
    KnownAddresses known("");
    known.find(kJane);
    for (const model::Address& other :
         {model::Address{"Jane", "MS", "ACME/HQ/JROE"}, model::Address{"Jane Roe", "SMTP", "ACME/HQ/JROE"},
          model::Address{"Jane Roe", "MS", "ACME/HQ/JRO"}, model::Address{"", "MSACME/HQ/JROE", "Jane Roe"},
          model::Address{"Jane Roe", "MS", "ACME/HQ/JROE", model::AddressKind::one_off}})
        EXPECT_FALSE(known.find(other).met_before) << other.name << other.type << other.address;
    model::Address mapped = kJane;
    mapped.internet = "jane@example.org";
    EXPECT_EQ(known.find(mapped).mapped.mail.spec, "jane@example.org");
}

TEST(KnownAddresses, StartsAgainWhenItIsFull) {
    KnownAddresses known("");
    known.find(kJane);
    for (std::size_t i = 0; i < KnownAddresses::kMost; ++i)
        known.find({"", "SMTP", std::to_string(i) + "@example.org"});
    EXPECT_FALSE(known.find(kJane).met_before);
}

TEST(KnownAddresses, AsStoredIsWhatTheFieldSaysCompletely) {
    using enum model::AddressKind;
    const struct {
        model::Address stored;
        bool complete;
    } cases[] = {
        {{"Jane Roe", "SMTP", "jane@example.org", resolved}, true},
        {{" Jane Roe", "SMTP", "jane@example.org", resolved}, false},
        {{"Jane Roe", "MTP", "jane@example.org", resolved}, false},
        {{"Jane Roe", "smtp", "jane@example.org", resolved}, false},
        {{"Jane Roe", "SMTP", " jane@example.org", resolved}, false},
        {{"Jane Roe", "SMTP", "jane@example.org", one_off}, false},
        {{"Jane Roe", "SMTP", "jane@example.org", unresolved}, false},
        {{"Jane Roe", "MS", "ACME/HQ/JROE", resolved}, false},
    };
    KnownAddresses known("");
    for (const auto& one : cases)
        EXPECT_EQ(known.find(one.stored).as_stored, one.complete) << original_addresses({one.stored});
}

}  // namespace
}  // namespace restante::targets::mail
