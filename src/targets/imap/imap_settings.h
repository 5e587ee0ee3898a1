// "imap://[USER@]HOST[:PORT][/ROOT][?...]": where the mail goes, and who logs in. docs/targets/imap.md
#pragma once

#include <string>
#include <vector>

#include "model/mailbox.h"
#include "targets/imap/connection.h"
#include "targets/target_uri.h"

namespace restante::targets::imap {

// How an administrator logs in for somebody else.
enum class AdminLogin : std::uint8_t { none, master, authorization };

struct ImapSettings {
    ConnectionSettings connection{};  // without user
    std::string user{};               // may hold {mailbox} and {address}; "": the mailbox's Internet address
    std::vector<std::string> root{};  // levels; may hold {mailbox} and {address}
    AdminLogin admin_login = AdminLogin::none;
    std::string admin{};
    std::size_t connections = kUsualConnections;  // for each mailbox, at most

    static constexpr std::size_t kUsualConnections = 2, kMostConnections = 4;

    // usage: not understood, or a password in it. No error repeats the user part.
    static Result<ImapSettings> parse(const TargetUri& uri);
};

// Where one mailbox goes.
struct Destination {
    ConnectionSettings connection{};
    std::string account{};            // whose mailbox it is
    std::vector<std::string> root{};  // levels
};

// usage: the mailbox lacks what a placeholder needs.
Result<Destination> destination_of(const model::Mailbox& mailbox, const ImapSettings& settings);

}  // namespace restante::targets::imap
