// "ews://[USER@]HOST[:PORT][/EWS/Exchange.asmx][?...]": where the mail goes, and who logs in. docs/targets/ews.md
#pragma once

#include <string>
#include <vector>

#include "model/mailbox.h"
#include "targets/ews/http_session.h"
#include "targets/target_uri.h"

namespace restante::targets::ews {

struct EwsSettings {
    HttpSettings http{};              // without user
    std::string user{};               // may hold {mailbox} and {address}; "": the mailbox's Internet address
    std::string admin{};              // who logs in for USER (impersonation); "": USER
    std::vector<std::string> root{};  // levels; may hold {mailbox} and {address}

    // usage: not understood, or a password in it. No error repeats the user part.
    static Result<EwsSettings> parse(const TargetUri& uri);
};

// Where one mailbox goes.
struct Destination {
    HttpSettings http{};
    std::string account{};      // whose mailbox it is
    bool impersonated = false;  // somebody else logs in for it
    bool named = false;         // who logs in need not be its owner: requests say whose mailbox it is
    std::vector<std::string> root{};
};

// usage: the mailbox lacks what a placeholder needs.
Result<Destination> destination_of(const model::Mailbox& mailbox, const EwsSettings& settings);

}  // namespace restante::targets::ews
