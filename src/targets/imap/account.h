// One mailbox of the server: the login, its folders, and what a folder holds. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "targets/imap/imap_settings.h"
#include "targets/imap/mailbox_names.h"
#include "targets/imap/server.h"
#include "targets/imap/session.h"
#include "targets/server/retry_rules.h"
#include "targets/stored_item.h"

namespace restante::targets::imap {

struct ListedMailbox {
    std::string name{};             // as the server writes it
    std::set<std::string> flags{};  // "\\sent", "\\noselect" ..., lower case
};

class Account {
public:
    // `server` outlives it.
    Account(Destination destination, Server& server) : destination_(std::move(destination)), server_(server) {}

    // unreachable, auth, usage (no secret).
    Result<void> connect();
    // Tries that often, more and more patiently: for some seconds.
    Result<void> connect_again(int attempts = server::kMostConnectAttempts);
    void disconnect() { session_.reset(); }
    [[nodiscard]] bool connected() const { return session_ != nullptr; }
    [[nodiscard]] Session& session() { return *session_; }  // only while connected()
    [[nodiscard]] const Abilities& abilities() const { return abilities_; }
    [[nodiscard]] const NameRules& rules() const { return rules_; }
    // Levels in front of every folder, encoded.
    [[nodiscard]] std::vector<std::string> root() const;
    [[nodiscard]] const std::string& name() const { return destination_.account; }

    // What is there, below the root and elsewhere.
    Result<std::vector<ListedMailbox>> list();
    // no_space: the quota is used up.
    Result<void> check_quota();
    // denied: the account may not store messages in its INBOX (RFC 4314).
    Result<void> check_rights();
    // Makes and subscribes it; `use` is "\\Sent" or "". exists: it is there.
    Result<void> create(const std::string& mailbox, const std::string& use);
    Result<Response> subscribe(const std::string& mailbox);
    // The item ids in a folder, each with its number (UID). Messages without one are passed over.
    Result<void> look_into(const std::string& mailbox,
                           const std::function<void(const std::string& item_id, std::uint32_t uid)>& found);
    // Every message of a folder that restante wrote, with the hash of what the server gives back.
    Result<void> read_back(const std::string& mailbox, const StoredItemVisitor& visit);
    // RFC 7889: of this folder, when the server has one for each.
    Result<std::optional<std::uint64_t>> append_limit(const std::string& mailbox);

private:
    Result<void> read_namespace();

    Destination destination_;
    Server& server_;
    std::unique_ptr<Session> session_;
    Abilities abilities_;
    NameRules rules_;
};

}  // namespace restante::targets::imap
