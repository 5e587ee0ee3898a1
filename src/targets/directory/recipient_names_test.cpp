#include "targets/directory/recipient_names.h"

#include <gtest/gtest.h>

#include <utility>

namespace restante::targets::directory {
namespace {

TEST(RecipientNames, AliasesHoldWhatEverySystemTakes) {
    const std::pair<const char*, const char*> cases[] = {
        {"JDOE", "JDOE"},
        {"J DOE", "J_DOE"},
        {"J\xC3\x96RG", "JORG"},
        {"a..b.", "a.b"},
        {"';rm -rf /", "__rm_-rf__"},
        {"...", "recipient"},
        {"", "recipient"},
        {"A&B", "A_B"},
    };
    for (const auto& [name, alias] : cases) EXPECT_EQ(alias_of(name), alias) << name;
    EXPECT_EQ(alias_of(std::string(100, 'x')).size(), kLongestName);
}

TEST(RecipientNames, LoginsComeFromTheListElseTheAlias) {
    EXPECT_EQ(login_of("", "JDOE"), "JDOE");
    EXPECT_EQ(login_of("DOM\\ada", "JDOE"), "ada");
    EXPECT_EQ(login_of("ada:b", "JDOE"), "ada_b");
    EXPECT_EQ(login_of("DOM\\", "JDOE"), "JDOE");
    EXPECT_EQ(login_of("", "a-name-of-many.letters"), "a-name-of-many.lette");
}

TEST(RecipientNames, PostofficesHaveLabels) {
    EXPECT_EQ(postoffice_label("ACME", "HQ", "x"), "ACME-HQ");
    EXPECT_EQ(postoffice_label("", "HQ", "x"), "HQ");
    EXPECT_EQ(postoffice_label("", "", "disk.img/WGPO0000/"), "WGPO0000");
    EXPECT_EQ(postoffice_label("../..", "", ""), "_____");
    EXPECT_EQ(postoffice_label("", "", "/"), "postoffice");
}

TEST(RecipientNames, NobodyGetsANameTwice) {
    TakenNames taken;
    EXPECT_TRUE(taken.take("Sales"));
    EXPECT_FALSE(taken.take("SALES"));
    EXPECT_EQ(taken.take_another("sales"), "sales-2");
    EXPECT_EQ(taken.take_another("sales"), "sales-3");
    EXPECT_EQ(taken.take_another(std::string(70, 'x')), std::string(64, 'x'));
    EXPECT_EQ(taken.take_another(std::string(70, 'x')), std::string(62, 'x') + "-2");
}

}  // namespace
}  // namespace restante::targets::directory
