#include "targets/pst/person.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

struct PersonCase {
    model::Address stored;
    Person person;
};

TEST(Person, Normalised) {
    const PersonCase cases[] = {
        {{"John Doe", "MS", "ACME/HQ/JDOE"}, {"John Doe", "MS", "ACME/HQ/JDOE"}},
        {{"  blanks", "MS", " NET/PO/B "}, {"blanks", "MS", "NET/PO/B "}},
        {{"Mtp User", "MTP", "a@b"}, {"Mtp User", "SMTP", "a@b"}},
        {{"", "SMTP", "noname@x"}, {"noname@x", "SMTP", "noname@x"}},
        {{"", "NOTYPEADDR", ""}, {"NOTYPEADDR", "NOTYPEADDR", ""}},
        {{"x", "two words", "y"}, {"x", "TWO", "y"}},
        {{"Only", "", ""}, {"Only", "", ""}},
        {{"John Doe", "MS", "ACME/HQ/JDOE", model::AddressKind::resolved, "john@example.org"},
         {"John Doe", "SMTP", "john@example.org"}},
    };
    for (const PersonCase& each : cases) {
        const Person person = person_of(each.stored);
        EXPECT_EQ(person.name, each.person.name);
        EXPECT_EQ(person.type, each.person.type);
        EXPECT_EQ(person.address, each.person.address);
    }
    EXPECT_TRUE(person_of(model::Address{}).nobody());
}

TEST(Person, KeptExactlyOrAsLines) {
    using enum model::AddressKind;
    EXPECT_TRUE(kept_exactly({{"A", "MS", "B", resolved}, {"C", "", "", unresolved}}));
    EXPECT_FALSE(kept_exactly({{"A", "MTP", "B", resolved}}));
    EXPECT_FALSE(kept_exactly({{"", "MS", "B", resolved}}));
    EXPECT_FALSE(kept_exactly({{"A", "MS", "B", resolved, "b@example.org"}}));
    EXPECT_FALSE(kept_exactly({{"A", "MS", "B", one_off}}));
    EXPECT_FALSE(kept_exactly({{"A", "MS", "B", unresolved}}));
    EXPECT_FALSE(kept_exactly({{"C", "", "", group}}));
    const std::vector<std::string> lines{"A\tMTP\tB\tresolved"};
    EXPECT_EQ(original_lines({{"A", "MTP", "B", model::AddressKind::resolved}}), lines);
}

TEST(Person, Names) { EXPECT_EQ(joined_names({{"A", "", ""}, {"", "", ""}, {"", "MS", "B"}}), "A; B"); }

}  // namespace
}  // namespace restante::targets
