// Which account manages the postoffice: docs/formats/postoffice-records.md "Administrator" (Q135868, Q153121).
// Reading never depends on it; it matters for names and for the report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "formats/postoffice/records/user_list.h"

namespace restante::postoffice {

enum class PostofficeKind : std::uint8_t { unknown, retail, workgroup };

enum class AdministratorRule : std::uint8_t {
    none,                // no account fits
    mailbox_admin,       // retail: the mailbox is called Admin
    first_record,        // workgroup: record 0 of the ACCESS files
    hexid_zero,          // the mailbag 00000000 of the first account
    first_account_left,  // the lowest record that is not deleted: a guess
};

struct Administrator {
    std::optional<std::size_t> user{};  // index into the list
    AdministratorRule rule = AdministratorRule::none;
};

[[nodiscard]] Administrator find_administrator(PostofficeKind kind, std::span<const PostofficeUser> users);

// What a listing of GLB tells (Q91039, Q150688).
struct GlbListing {
    bool network_file = false;  // NETWORK.GLB
    bool modem_files = false;   // *.MDM or *.SCR
    std::size_t files = 0;
};
[[nodiscard]] PostofficeKind kind_of_postoffice(const GlbListing& listing);

}  // namespace restante::postoffice
