#include "targets/migration/file_stems.h"

#include <gtest/gtest.h>

#include <set>

namespace restante::targets::migration {
namespace {

TEST(FileStems, EverySystemTakesThem) {
    const auto stem_of = [](const std::string& name, bool shared = false) {
        model::Mailbox mailbox;
        mailbox.name = name;
        mailbox.shared = shared;
        return stem_for(mailbox, [](const std::string&) { return false; });
    };
    EXPECT_EQ(stem_of("jdoe"), "JDOE");
    EXPECT_EQ(stem_of("Jörg Müller"), "JORGMULL");
    EXPECT_EQ(stem_of("con"), "_CON");
    EXPECT_EQ(stem_of("a/b:c"), "ABC");
    EXPECT_EQ(stem_of(""), "MAILBOX");
    EXPECT_EQ(stem_of("日本"), stem_of("日本"));
    EXPECT_EQ(stem_of("", true), "PUBLIC");
}

TEST(FileStems, NoTwoAreTheSame) {
    model::Mailbox mailbox;
    mailbox.name = "ADMINISTRATOR";
    std::set<std::string> taken;
    for (int i = 0; i < 1200; ++i) {
        const std::string stem = stem_for(mailbox, [&](const std::string& one) { return taken.contains(one); });
        EXPECT_LE(stem.size(), 8U);
        EXPECT_TRUE(taken.insert(stem).second);
    }
    EXPECT_TRUE(taken.contains("ADMINIST") && taken.contains("ADMINI~2") && taken.contains("ADM~1200"));
}

}  // namespace
}  // namespace restante::targets::migration
