// How the files of a made postoffice are laid out. Where documents leave several forms open, one of each is chosen
// here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/postoffice/mail/mai_message.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/mail/string_cipher.h"
#include "formats/postoffice/records/layout.h"

namespace restante::forge {

enum class Numbering : std::uint8_t { ascending, high, scattered, by_record, like_hexids };  // of TIDs

// What stands in bytes of a record that no field covers.
enum class Residue : std::uint8_t { zeros, noise };

// Where a record of a folder index has what; `digits`: numbers as eight hexadecimal digits, else as four bytes.
struct IndexLayout {
    std::size_t name = 2, comment = 26, owner = 51, file = 60, kind = 1, rights = 70;
    bool owner_digits = true, file_digits = true;
};

// Bytes of a mailbag header whose meaning is not known.
struct HeaderLayout {
    std::size_t read_flag = 0x00, priority = 0x01, attachments = 0x4C;
    bool noise = false;  // in all the others
};

struct KeyLayout {
    postoffice::KeyVariant bitmap{};
    std::size_t counters = 0;  // from the first byte that is no bitmap: new, unread (words), new-mail flag
};

struct Layouts {
    postoffice::RecordLayout access2{}, names{}, group{}, group_members{}, net_po{}, external_users{}, group_chain{};
    Numbering tids = Numbering::ascending;
    Residue residue = Residue::zeros;
    std::uint8_t local_entry = 1;      // type of a user in address lists
    std::uint8_t gateway_address = 2;  // type byte of addresses in messages that are not native
    KeyLayout key{};
    HeaderLayout header{};
    postoffice::MaiWriteLayout mai{};
    postoffice::CipherVariant attachment_cipher{};
    bool details_enciphered = true;
    IndexLayout index{};
    bool message_id = true;          // qualifier of messages
    std::uint8_t length_octets = 3;  // of a message's length
};

struct NamedLayout {
    std::string_view name, description;
};

constexpr std::string_view kHiddenLayout = "hidden";

// All that have a name, "plain" first, without kHiddenLayout.
[[nodiscard]] const std::vector<NamedLayout>& named_layouts();
// Nothing: no layout has that name. kHiddenLayout picks every part by the seed.
[[nodiscard]] std::optional<Layouts> layouts_named(std::string_view name, std::uint64_t seed);

}  // namespace restante::forge
