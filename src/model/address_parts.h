// What the address text of each kind of old mail system says, taken apart. Source: docs/addresses.md, Kinds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "model/address.h"
#include "model/x400_address.h"

namespace restante::model {

// As address types are compared: in capitals, without blanks, SMTP for its older name MTP.
[[nodiscard]] std::string normal_address_type(std::string_view stored);

// A name only: never resolved, or known to an address book provider that is gone.
struct NameOnly {
    std::string name{};
    bool operator==(const NameOnly&) const = default;
};

// MS:NETWORK/POSTOFFICE/MAILBOX. Short ones ("PO/MBX", "MBX") lack the parts in front.
struct MicrosoftMailAddress {
    std::string network{}, postoffice{}, mailbox{};
    [[nodiscard]] bool complete() const { return !network.empty() && !postoffice.empty() && !mailbox.empty(); }
    bool operator==(const MicrosoftMailAddress&) const = default;
};

struct InternetAddress {
    std::string spec{};  // not checked
    bool operator==(const InternetAddress&) const = default;
};

// FAX:name CR location CR company CR number CR; also a number alone.
struct FaxAddress {
    std::string name{}, location{}, company{}, number{};
    bool in_parts = false;  // stored with its carriage returns
    bool operator==(const FaxAddress&) const = default;
};

// MHS:user@host {net/po/user}
struct MhsAddress {
    std::string user{}, host{};
    std::optional<MicrosoftMailAddress> local{};  // what the braces say
    bool operator==(const MhsAddress&) const = default;
};

// PROFS:gateway/host/user and SNADS:gateway/dgn/den
struct HostAddress {
    std::string type{};  // "PROFS" or "SNADS"
    std::string gateway{}, host{}, user{};
    bool operator==(const HostAddress&) const = default;
};

// MCI:name CR EMS:... CR MBX:... CR
struct MciAddress {
    std::string name{}, ems{}, mbx{};
    bool operator==(const MciAddress&) const = default;
};

// MSMail:user@po, of Microsoft Mail for AppleTalk networks
struct AppleTalkAddress {
    std::string user{}, postoffice{};
    bool operator==(const AppleTalkAddress&) const = default;
};

// A type we know nothing about, or a text that is not what its type promises.
struct OtherAddress {
    std::string type{}, text{};
    bool operator==(const OtherAddress&) const = default;
};

using AddressParts = std::variant<NameOnly, MicrosoftMailAddress, InternetAddress, X400Address, FaxAddress, MhsAddress,
                                  HostAddress, MciAddress, AppleTalkAddress, OtherAddress>;

// Never fails. Types are compared without case; MTP is SMTP, a blank ends the type; blanks around the text go.
[[nodiscard]] AddressParts parts_of(const Address& address);
[[nodiscard]] AddressParts parts_of(std::string_view type, std::string_view text, std::string_view name = {});
// "MS:ACME/HQ/JDOE": the text with its type in front.
[[nodiscard]] AddressParts parts_of_text(std::string_view typed);

// "TYPE:text" in the one form this program writes; of a name only "NAME:text". parts_of_text() gives the parts again.
[[nodiscard]] std::string text_of(const AddressParts& parts);

// A short address gets the network and the postoffice of `home`, as far as it has them and they are known.
[[nodiscard]] MicrosoftMailAddress completed(MicrosoftMailAddress address, const MicrosoftMailAddress& home);
// The address, when it names network, postoffice and mailbox itself: short ones in his messages are completed by it.
[[nodiscard]] std::optional<MicrosoftMailAddress> complete_mailbox(std::string_view type, std::string_view text,
                                                                   std::string_view name);

}  // namespace restante::model
