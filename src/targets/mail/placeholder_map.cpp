#include "targets/mail/placeholder_map.h"

#include <algorithm>

#include "base/ascii.h"
#include "formats/mime/clean_text.h"
#include "targets/mail/address_syntax.h"

namespace restante::targets::mail {
namespace {

// NET/PO/MBX; what is missing in front is "".
struct MailboxPath {
    std::string_view network, postoffice, mailbox;
};

MailboxPath split(std::string_view address) {
    MailboxPath path;
    const std::size_t last = address.rfind('/');
    path.mailbox = last == std::string_view::npos ? address : address.substr(last + 1);
    if (last == std::string_view::npos) return path;
    const std::string_view rest = address.substr(0, last);
    const std::size_t middle = rest.find('/');
    path.postoffice = middle == std::string_view::npos ? rest : rest.substr(middle + 1);
    if (middle != std::string_view::npos) path.network = rest.substr(0, middle);
    return path;
}

std::string microsoft_mail_spec(std::string_view address, const std::string& domain) {
    const MailboxPath path = split(address);
    std::string spec = local_part(path.mailbox);
    spec += '@';
    if (!domain.empty()) return spec + domain;
    if (!path.postoffice.empty()) spec += domain_label(path.postoffice) + ".";
    if (!path.network.empty()) spec += domain_label(path.network) + ".";
    if (path.postoffice.empty()) spec += "ms.";
    return spec + "invalid";
}

}  // namespace

MappedAddress PlaceholderMap::map(const model::Address& address) const {
    MappedAddress mapped;
    const std::string_view type = trimmed(address.type);
    const std::string_view where = trimmed(address.address);
    mapped.mail.name = mime::one_line(trimmed(address.name));
    if (!address.internet.empty()) {
        if (mapped.mail.name.empty() && !(where.empty() && type.empty()))
            mapped.mail.name = mime::one_line(std::string(type) + ":" + std::string(where));
        mapped.mail.spec = address.internet;
        mapped.origin = AddressOrigin::mapped;
        return mapped;
    }
    if (where.empty() || type.empty()) {
        mapped.origin = AddressOrigin::unresolved;
        // Without a name the raw text is all there is to show.
        if (mapped.mail.name.empty()) mapped.mail.name = mime::one_line(where.empty() ? type : where);
        const std::string& shown = mapped.mail.name;
        mapped.mail.spec = (shown.empty() ? "unknown" : local_part(shown)) + "@unresolved.invalid";
        return mapped;
    }
    const bool internet = equals_ignoring_ascii_case(type, "SMTP") || equals_ignoring_ascii_case(type, "MTP");
    if (internet && is_address_spec(where)) {
        mapped.mail.spec = where;
        return mapped;
    }
    if (mapped.mail.name.empty()) mapped.mail.name = mime::one_line(std::string(type) + ":" + std::string(where));
    if (equals_ignoring_ascii_case(type, "MS")) {
        mapped.mail.spec = microsoft_mail_spec(where, domain_);
        mapped.origin = domain_.empty() ? AddressOrigin::placeholder : AddressOrigin::mapped;
        return mapped;
    }
    mapped.mail.spec = local_part(where) + "@" + domain_label(type) + ".invalid";
    mapped.origin = AddressOrigin::placeholder;
    return mapped;
}

}  // namespace restante::targets::mail
