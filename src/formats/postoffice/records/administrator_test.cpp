#include "formats/postoffice/records/administrator.h"

#include <gtest/gtest.h>

#include <vector>

namespace restante::postoffice {
namespace {

using Users = std::vector<PostofficeUser>;

TEST(Administrator, IsFoundByTheRuleOfItsKind) {
    const PostofficeUser bob{.record = 0, .mailbox = "bob", .hexid = 0};
    const PostofficeUser admin{.record = 3, .mailbox = "ADMIN", .hexid = 9};
    const PostofficeUser gone{.record = 0, .mailbox = "Admin", .hexid = 0, .deleted = true};
    const PostofficeUser eve{.record = 4, .mailbox = "eve"};
    const PostofficeUser zero{.record = 5, .mailbox = "ann", .hexid = 0};
    using Rule = AdministratorRule;
    const struct {
        PostofficeKind kind;
        Users users;
        std::optional<std::size_t> user;
        Rule rule;
    } cases[]{
        {PostofficeKind::retail, {bob, admin}, 1, Rule::mailbox_admin},
        {PostofficeKind::retail, {bob}, std::nullopt, Rule::none},
        {PostofficeKind::workgroup, {bob, admin}, 0, Rule::first_record},
        {PostofficeKind::workgroup, {eve, zero}, 1, Rule::hexid_zero},
        {PostofficeKind::workgroup, {gone, eve}, 1, Rule::first_account_left},
        {PostofficeKind::workgroup, {}, std::nullopt, Rule::none},
        {PostofficeKind::unknown, {bob, admin}, 1, Rule::mailbox_admin},
        {PostofficeKind::unknown, {bob, eve}, 0, Rule::first_record},
        // Record 0 names a mailbag that is not the first account's, another record does.
        {PostofficeKind::workgroup, {{.record = 0, .hexid = 7}, zero}, 1, Rule::hexid_zero},
        {PostofficeKind::workgroup, {{.record = 0}, eve}, 0, Rule::first_record},
    };
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        const Administrator found = find_administrator(cases[i].kind, cases[i].users);
        EXPECT_EQ(found.user, cases[i].user) << i;
        EXPECT_EQ(found.rule, cases[i].rule) << i;
    }
}

TEST(Administrator, KindOfPostoffice) {
    EXPECT_EQ(kind_of_postoffice({.network_file = false, .files = 32}), PostofficeKind::workgroup);
    EXPECT_EQ(kind_of_postoffice({.network_file = true, .files = 32}), PostofficeKind::unknown);
    EXPECT_EQ(kind_of_postoffice({.network_file = true, .modem_files = true, .files = 40}), PostofficeKind::retail);
    EXPECT_EQ(kind_of_postoffice({.network_file = true, .files = 72}), PostofficeKind::retail);
    EXPECT_EQ(kind_of_postoffice({}), PostofficeKind::unknown);
}

}  // namespace
}  // namespace restante::postoffice
