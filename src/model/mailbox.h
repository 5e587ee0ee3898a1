// Whose mail it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/address.h"
#include "model/directory.h"

namespace restante::model {

// The file a mailbox was read from, where the user named something that holds several.
struct Origin {
    std::string kind{}, path{}, version{};  // "mmf", "box.zip/MSMAIL.MMF", "0F00C00F"
    std::uint64_t size = 0;                 // bytes
    std::string sha256{};                   // lower-case hex; "" unless somebody wants it
};

struct Mailbox {
    std::string name{};  // "JDOE"; "" when the source does not say
    std::string display_name{};
    std::string address{};  // "MS:ACME/HQ/JDOE"
    std::vector<std::string> accounts{};
    int code_page = 1252;            // of the text inside attachments and other old structures; one that CodePage knows
    std::string internet{};          // what the user's map or domain makes of `address`; "" when they give none
    std::optional<Origin> origin{};  // absent: the source itself
    // What belongs to nobody alone: the shared folders and groups of a postoffice. Has no name.
    bool shared = false;
    std::vector<DirectoryGroup> groups{};  // of shared ones
};

// For places that need a name: the mailbox's, or one that says what it is.
[[nodiscard]] std::string label_of(const Mailbox& mailbox);

// Its owner as a sender or recipient; nothing when the source does not say who that is.
[[nodiscard]] std::optional<Address> owner_of(const Mailbox& mailbox);

}  // namespace restante::model
