// Which user owns which mailbag: what the user list proves, held against what the messages themselves say.
// Source: docs/sources.md "Whose mail it is".
//
// A wrong guess would give one user's mail to another, so a mailbag with contradicting witnesses belongs to nobody and
// is delivered under its own number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/finding.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/user_list.h"
#include "sources/postoffice/mail_evidence.h"

namespace restante::sources {

struct PostofficeMember {
    std::string mailbox{};    // in the code page of the postoffice, as `full_name`
    std::string full_name{};  // "" when not known
    std::optional<std::uint32_t> hexid{};
    std::optional<std::uint32_t>
        mailbag{};  // whose mailbag file is his, where that is another's: the files were swapped
    std::optional<std::uint32_t> tid{};
    std::optional<std::size_t> record{};  // in the ACCESS files
    bool deleted = false;
};

struct UserMatching {
    std::vector<PostofficeMember> members{};  // in the order of their records, then those only messages know
    std::set<std::uint32_t> unowned{};        // mailbags nobody could be given
};

struct MatchingInput {
    const std::vector<postoffice::PostofficeUser>& users;
    const postoffice::PostofficeFacts& facts;  // mailbags: all that may be a user's
    const MailEvidence& evidence;
    std::size_t records = 0;  // of ACCESS2 that are not blank
};

[[nodiscard]] UserMatching match_users(const MatchingInput& input, Findings& findings);

}  // namespace restante::sources
