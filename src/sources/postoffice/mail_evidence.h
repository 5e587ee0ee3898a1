// What the messages of a postoffice say about its users: their addresses, and whose mailbag one is.
// Source: docs/sources.md "Whose mail it is".
//
// A message in a mailbag was delivered to its owner, so that he is among the recipients of nearly all of them, unless
// they came by a group or blind copy. That is the one witness that does not depend on any record layout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "formats/postoffice/records/calibrator.h"
#include "sources/postoffice/mail_catalog.h"

namespace restante::sources {

constexpr std::size_t kMessagesPerMailbag = 48;     // that are looked at, spread over the mailbag
constexpr std::size_t kMessagesLookedAt = 20'000;   // of a postoffice
constexpr std::uint64_t kHeadBytes = 64ULL * 1024;  // of each message: senders and recipients stand in front

struct MailbagWitness {
    std::size_t messages = 0;  // looked at
    // Mailboxes of this postoffice in capitals, ascending, and in how many of them they are named.
    std::vector<std::pair<std::string, std::size_t>> named{};

    // Who the messages say owns the mailbag; nothing when they leave a doubt.
    [[nodiscard]] std::optional<std::string> owner() const;
    [[nodiscard]] std::size_t count_of(const std::string& mailbox) const;
};

struct MailEvidence {
    std::vector<postoffice::KnownPerson> people{};            // each once
    std::string network{}, postoffice{};                      // own names, as written; "" when no message tells
    std::size_t names_confirmed = 0, names_contradicted = 0;  // messages in mailbags that name it, and that do not
    std::map<std::uint32_t, MailbagWitness> mailbags{};

    // Mailboxes in capitals that exactly one mailbag speaks for, with its hexid: two that speak for the same user own
    // nothing on their word alone.
    [[nodiscard]] std::map<std::string, std::uint32_t> sole_claims() const;
};

// Texts are in the code page of the postoffice. Damaged messages say what they can.
[[nodiscard]] MailEvidence gather_mail_evidence(const PostofficeFiles& files, const MailCatalog& catalog,
                                                const std::set<std::uint32_t>& own_mailbags);

}  // namespace restante::sources
