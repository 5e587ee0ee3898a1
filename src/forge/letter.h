// One message, wherever its copies lie. Everything about letter n follows from the plan and n; none is kept. UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "forge/attachment.h"
#include "forge/correspondents.h"
#include "forge/plan.h"

namespace restante::forge {

// The block of label lines in front of the text.
enum class HeaderForm : std::uint8_t { none, windows, german, exchange, dos };

enum class Place : std::uint8_t {
    mailbag,         // live header
    deleted,         // header marked as deleted; the message is gone unless another one keeps it
    fetched,         // in the message file; a deleted header is what is left in the mailbag
    shadowed,        // in the message file, and a copy in the mailbag
    store,           // only in the message file
    private_folder,  // FOLDERS\LOC
    shared_folder,   // FOLDERS\PUB
};

struct Letter {
    std::size_t number = 0;
    std::size_t owner = 0;  // record of the account it is for; of a shared folder's: of the folder's owner
    Place place{};
    std::size_t folder = 0;              // of a store or of shared or private folders: which
    std::vector<std::size_t> others{};   // records of more accounts with a header for it
    std::vector<bool> others_deleted{};  // whether that header is deleted
    Correspondent from{};
    std::vector<Correspondent> to{}, cc{}, bcc{};
    std::string subject{};
    LocalTime sent{};                // whole minutes, which every form of date can hold
    std::optional<char> priority{};  // '1' to '5', 'R'
    bool read = false;
    std::string message_id{};  // hexadecimal digits; none in a few
    HeaderForm header{};
    std::vector<Attachment> attachments{};

    // Whether it was on the postoffice as a MAI file, and how many live headers name that file now: 0 = it is gone.
    [[nodiscard]] bool had_message_file() const { return place <= Place::shadowed; }
    [[nodiscard]] std::size_t references() const;
};

// Folders of a message file, by number.
enum StoreFolder : std::size_t { kStoreInbox, kStoreSent, kStoreWastebasket, kStoreFirstOwn };
constexpr std::size_t kOwnFolders = 4;

[[nodiscard]] Letter make_letter(const Plan& plan, std::size_t number);
// One that no mailbag has: numbers go on behind those of make_letter().
[[nodiscard]] Letter make_loose_letter(const Plan& plan, std::size_t number);

// Its text, CR LF, without header block.
[[nodiscard]] std::string text_of(const Plan& plan, const Letter& letter);
}  // namespace restante::forge
