// Use case inspect: what a source holds. Reads every message, so that counts are true; writes and prints nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/local_time.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "pipeline/address_census.h"
#include "service/evidence.h"
#include "service/exit_code.h"
#include "sources/source.h"

namespace restante::service {

enum class Health : std::uint8_t { good, damaged, unreadable };
[[nodiscard]] std::string_view name_of(Health health);

struct Contents {
    std::uint64_t messages = 0, attachments = 0, unread = 0;
    std::uint64_t unreadable = 0;             // messages that cannot be read, among `messages`
    std::uint64_t bytes = 0;                  // of bodies and attachment data
    std::optional<LocalTime> oldest, newest;  // received, else sent

    Contents& operator+=(const Contents& other);
};

struct InspectedFolder {
    model::Folder folder{};
    Contents contents{};
};

struct InspectedMailbox {
    model::Mailbox mailbox{};
    std::vector<InspectedFolder> folders{};
    Contents contents{};
    std::map<std::uint16_t, std::uint64_t> years{};  // messages by the year they were received, else sent
    std::uint64_t contacts = 0, groups = 0;          // of address books
    Health health = Health::good;
    Findings findings{};
    std::string problem{};  // why it is unreadable
};

struct Inspection {
    sources::SourceDescription source{};
    std::vector<InspectedMailbox> mailboxes{};
    Findings findings{};                                // about the source as a whole
    std::vector<model::Directory> directories{};        // postoffices in it
    std::vector<std::string> unmatched{};               // message files beside them that belong to none of their users
    std::vector<Fact> evidence{};                       // only when asked for
    std::vector<pipeline::CountedAddress> addresses{};  // only when asked for
    bool addresses_listed = false;
    ExitCode exit_code{};  // success, warnings, or undelivered when something cannot be read
};

struct InspectRequest {
    std::string source{};
    bool evidence = false;
    std::string administrator{};         // the account that manages the postoffice; "": found out
    std::vector<std::string> layouts{};  // files that describe records of postoffices
    int code_page = 0;                   // 0: chosen from the source
    bool addresses = false;              // list them, and what the map and the domain make of them
    std::string map{}, domain{};
};

Outcome<Inspection> inspect(const InspectRequest& request, const std::atomic<bool>& cancel);

[[nodiscard]] std::string inspection_json(const Inspection& inspection);  // schema restante-inspect/1
// The addresses as a map file, ready to be edited.
[[nodiscard]] std::string inspection_map(const Inspection& inspection);
[[nodiscard]] std::string inspection_text(const Inspection& inspection);

}  // namespace restante::service
