#include "formats/postoffice/records/administrator.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "base/ascii.h"
#include "formats/postoffice/records/user_list.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kLeastRetailFiles = 72;

template <class Matches>
Administrator first_user(std::span<const PostofficeUser> users, AdministratorRule rule, Matches matches) {
    const auto found =
        std::ranges::find_if(users, [&](const PostofficeUser& user) { return user.deleted != true && matches(user); });
    if (found == users.end()) return {};
    return {static_cast<std::size_t>(found - users.begin()), rule};
}

}  // namespace

Administrator find_administrator(PostofficeKind kind, std::span<const PostofficeUser> users) {
    const Administrator named = first_user(users, AdministratorRule::mailbox_admin, [](const PostofficeUser& user) {
        return user.mailbox && equals_ignoring_ascii_case(*user.mailbox, "admin");
    });
    if (kind == PostofficeKind::retail || (kind == PostofficeKind::unknown && named.user)) return named;
    const Administrator first =
        first_user(users, AdministratorRule::first_record, [](const PostofficeUser& user) { return user.record == 0; });
    // In a workgroup postoffice the record stays; when it names another mailbag, the mailbag is the better witness.
    const Administrator zero =
        first_user(users, AdministratorRule::hexid_zero, [](const PostofficeUser& user) { return user.hexid == 0U; });
    if (first.user && (!zero.user || zero.user == first.user)) return first;
    if (zero.user) return zero;
    return first_user(users, AdministratorRule::first_account_left, [](const PostofficeUser&) { return true; });
}

PostofficeKind kind_of_postoffice(const GlbListing& listing) {
    if (listing.modem_files || listing.files >= kLeastRetailFiles) return PostofficeKind::retail;
    if (!listing.network_file && listing.files > 0) return PostofficeKind::workgroup;
    return PostofficeKind::unknown;
}

}  // namespace restante::postoffice
