// The users of a postoffice: what the proved fields of ACCESS2 say, and nothing else. Source:
// docs/formats/postoffice-records.md "Users".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/finding.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

struct PostofficeUser {
    std::size_t record = 0;                             // in all three ACCESS files
    std::optional<std::string> mailbox{}, full_name{};  // in the postoffice's code page
    std::optional<std::uint32_t> hexid{};               // of a mailbag that has a file, named by this user alone
    std::optional<std::uint32_t> tid{};
    std::optional<bool> deleted{};
    bool mailbox_seen = false;  // elsewhere in the postoffice, too
};

// One entry per record that is not blank. Names and hexids that two records claim belong to neither, unless only one of
// them is in use: findings say so. `names` is ADMIN.NME and may be empty; where its proved hexid of a full name differs
// from the record's, that hexid is left out, too.
[[nodiscard]] std::vector<PostofficeUser> list_users(const RecordTable& access2, const RecordTable& names,
                                                     const UserCalibration& calibration, const PostofficeFacts& facts,
                                                     const FieldCipher& cipher, Findings& findings);

}  // namespace restante::postoffice
