// One sender or recipient as a message stores it, deciphered.
// Source: Q104423, grammar inferred from its dump: docs/formats/postoffice-mail.md 5.2. Texts are in the code page of
// the postoffice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::postoffice {

constexpr std::uint8_t kNativeAddress = 2;      // "NETWORK/POSTOFFICE/MAILBOX"
constexpr std::uint8_t kAddressFlags = 0x80;    // always set as far as seen
constexpr std::uint8_t kAddressHasName = 0x01;  // bit of `flags`

struct MailAddress {
    std::uint8_t type = kNativeAddress;
    std::string text{};                  // without NUL
    std::uint8_t flags = kAddressFlags;  // without kAddressHasName, which `name` says
    std::optional<std::string> name{};   // friendly name, without NUL
    ByteVector trailer{};                // none in From, one byte 01 in To; meaning not known

    bool operator==(const MailAddress&) const = default;
};

// truncated, bad_value: not of this form, to the last byte.
Result<MailAddress> parse_mail_address(Bytes plain);

// What can be told of a damaged one: the text between the type and the first NUL, and the name if there is one.
[[nodiscard]] MailAddress salvage_mail_address(Bytes plain);

// bad_value: a text holds a NUL, or the trailer more than 255 bytes.
Result<ByteVector> compose_mail_address(const MailAddress& address);

}  // namespace restante::postoffice
