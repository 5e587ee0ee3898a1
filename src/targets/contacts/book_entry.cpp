// What every format says of an address book entry.
#include <fmt/format.h>

#include "base/bytes.h"
#include "base/sha256.h"
#include "formats/mime/clean_text.h"
#include "model/address_parts.h"
#include "targets/contacts/book_target.h"
#include "targets/mail/address_syntax.h"

namespace restante::targets::contacts {

std::string entry_identity(const model::Mailbox& mailbox, const model::AddressBook& book,
                           const model::AddressEntry& entry) {
    const std::string& owner = mailbox.address.empty() ? mailbox.name : mailbox.address;
    return Sha256::hex_of(
        as_bytes(fmt::format("entry {}:{} {}:{} {}", owner.size(), owner, book.name.size(), book.name, entry.id)));
}

std::string internet_address_of(const model::AddressEntry& entry) {
    if (!entry.internet.empty()) return entry.internet;
    const model::AddressParts parts = model::parts_of(entry.type, entry.address);
    const auto* const internet = std::get_if<model::InternetAddress>(&parts);
    return internet != nullptr && mail::is_address_spec(internet->spec) ? internet->spec : std::string();
}

std::string stored_address_of(const model::AddressEntry& entry) {
    if (entry.type.empty() && entry.address.empty()) return {};
    return entry.type + ":" + entry.address;
}

std::string name_of(const model::AddressEntry& entry) {
    constexpr std::string_view kBlanks = " \t\r\n";
    for (const std::string& text : {entry.name, entry.transmittable_name, entry.address}) {
        const std::size_t begin = text.find_first_not_of(kBlanks);
        if (begin == std::string::npos) continue;
        return mime::one_line(text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1));
    }
    return "(no name)";
}

}  // namespace restante::targets::contacts
