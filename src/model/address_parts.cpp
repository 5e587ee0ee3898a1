#include "model/address_parts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace restante::model {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

MicrosoftMailAddress microsoft_mail(std::string_view text) {
    MicrosoftMailAddress address;
    text.remove_prefix(std::min(text.find_first_not_of("/ \t"), text.size()));  // "/PO/MBX" is short
    const std::size_t last = text.rfind('/');
    address.mailbox = trimmed(last == std::string_view::npos ? text : text.substr(last + 1));
    if (last == std::string_view::npos) return address;
    const std::string_view rest = text.substr(0, last);
    const std::size_t middle = rest.find('/');
    address.postoffice = trimmed(middle == std::string_view::npos ? rest : rest.substr(middle + 1));
    if (middle != std::string_view::npos) address.network = trimmed(rest.substr(0, middle));
    return address;
}

std::string microsoft_mail_text(const MicrosoftMailAddress& address) {
    std::string text;
    if (!address.network.empty()) text += address.network + "/";
    if (!address.network.empty() || !address.postoffice.empty()) text += address.postoffice + "/";
    return text + address.mailbox;
}

AddressParts fax(std::string_view stored, std::string_view text) {
    constexpr std::size_t kMarks = 4;
    if (std::count(stored.begin(), stored.end(), '\r') < static_cast<std::ptrdiff_t>(kMarks))
        return FaxAddress{{}, {}, {}, std::string(text), false};
    const std::vector<std::string_view> parts = split(stored, '\r');
    const auto part = [&](std::size_t index) { return std::string(trimmed(parts[index])); };
    return FaxAddress{part(0), part(1), part(2), part(3), true};
}

std::optional<AddressParts> mhs(std::string_view text) {
    MhsAddress address;
    if (const std::size_t brace = text.find('{'); brace != std::string_view::npos && text.ends_with('}')) {
        address.local = microsoft_mail(text.substr(brace + 1, text.size() - brace - 2));
        if (address.local->mailbox.empty()) return std::nullopt;
        text = trimmed(text.substr(0, brace));
    }
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos) return std::nullopt;
    address.user = trimmed(text.substr(0, at));
    address.host = trimmed(text.substr(at + 1));
    if (address.user.empty()) return std::nullopt;
    return address;
}

std::optional<AddressParts> host(const std::string& type, std::string_view text) {
    const std::vector<std::string_view> parts = split(text, '/');
    if (parts.size() != 3) return std::nullopt;
    const auto part = [&](std::size_t index) { return std::string(trimmed(parts[index])); };
    return HostAddress{type, part(0), part(1), part(2)};
}

std::optional<AddressParts> mci(std::string_view stored) {
    MciAddress address;
    bool first = true;
    for (const std::string_view part : split(stored, '\r')) {
        const std::string_view text = trimmed(part);
        const std::string key = normal_address_type(text.substr(0, 4));
        if (first)
            address.name = text;
        else if (key == "EMS:")
            address.ems = trimmed(text.substr(4));
        else if (key == "MBX:")
            address.mbx = trimmed(text.substr(4));
        else if (!text.empty())
            return std::nullopt;  // a line nobody has described
        first = false;
    }
    if (address.name.empty() && address.ems.empty() && address.mbx.empty()) return std::nullopt;
    return address;
}

std::optional<AddressParts> apple_talk(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    return AppleTalkAddress{std::string(trimmed(text.substr(0, at))), std::string(trimmed(text.substr(at + 1)))};
}

struct TextOf {
    std::string operator()(const NameOnly& parts) const { return "NAME:" + parts.name; }
    std::string operator()(const MicrosoftMailAddress& parts) const { return "MS:" + microsoft_mail_text(parts); }
    std::string operator()(const InternetAddress& parts) const { return "SMTP:" + parts.spec; }
    std::string operator()(const X400Address& parts) const { return "X400:" + model::text_of(parts); }
    std::string operator()(const FaxAddress& parts) const {
        if (!parts.in_parts) return "FAX:" + parts.number;
        return "FAX:" + parts.name + "\r" + parts.location + "\r" + parts.company + "\r" + parts.number + "\r";
    }
    std::string operator()(const MhsAddress& parts) const {
        std::string text = "MHS:" + parts.user + "@" + parts.host;
        if (parts.local) text += " {" + microsoft_mail_text(*parts.local) + "}";
        return text;
    }
    std::string operator()(const HostAddress& parts) const {
        return parts.type + ":" + parts.gateway + "/" + parts.host + "/" + parts.user;
    }
    std::string operator()(const MciAddress& parts) const {
        std::string text = "MCI:" + parts.name + "\r";
        if (!parts.ems.empty()) text += "EMS:" + parts.ems + "\r";
        if (!parts.mbx.empty()) text += "MBX:" + parts.mbx + "\r";
        return text;
    }
    std::string operator()(const AppleTalkAddress& parts) const {
        return "MSMAIL:" + parts.user + "@" + parts.postoffice;
    }
    std::string operator()(const OtherAddress& parts) const { return parts.type + ":" + parts.text; }
};

}  // namespace

std::string normal_address_type(std::string_view stored) {
    const std::string_view type = trimmed(stored);
    std::string normal = ascii_upper(type.substr(0, type.find(' ')));
    return normal == "MTP" ? "SMTP" : normal;
}

AddressParts parts_of(std::string_view stored_type, std::string_view stored, std::string_view name) {
    const std::string type = normal_address_type(stored_type);
    const std::string_view text = trimmed(stored);
    // A type without an address ("MS:") says no more than its name does; neither does a text without a type.
    if (type.empty() || text.empty() || type == "NAME") {
        if (type == "NAME") return NameOnly{std::string(text)};
        if (!trimmed(name).empty()) return NameOnly{std::string(trimmed(name))};
        return NameOnly{text.empty() ? type : std::string(text)};
    }
    std::optional<AddressParts> parts;
    if (type == "MS") parts = microsoft_mail(text);
    if (type == "SMTP") parts = InternetAddress{std::string(text)};
    if (type == "X400")
        if (auto address = parse_x400(text)) parts = std::move(*address);
    if (type == "FAX") parts = fax(stored, text);
    if (type == "MHS") parts = mhs(text);
    if (type == "PROFS" || type == "SNADS") parts = host(type, text);
    if (type == "MCI") parts = mci(stored);
    if (type == "MSMAIL") parts = apple_talk(text);
    const auto* const mail = parts ? std::get_if<MicrosoftMailAddress>(&*parts) : nullptr;
    // Where lines count, the blank ones at the ends do too.
    if (!parts || (mail != nullptr && mail->mailbox.empty()))
        return OtherAddress{type, std::string(type == "MCI" ? stored : text)};
    return std::move(*parts);
}

AddressParts parts_of(const Address& address) { return parts_of(address.type, address.address, address.name); }

AddressParts parts_of_text(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    if (colon == std::string_view::npos) return parts_of({}, {}, typed);
    return parts_of(typed.substr(0, colon), typed.substr(colon + 1));
}

std::string text_of(const AddressParts& parts) { return std::visit(TextOf{}, parts); }

MicrosoftMailAddress completed(MicrosoftMailAddress address, const MicrosoftMailAddress& home) {
    if (address.postoffice.empty()) address.postoffice = home.postoffice;
    if (address.network.empty() && !address.postoffice.empty()) address.network = home.network;
    return address;
}

std::optional<MicrosoftMailAddress> complete_mailbox(std::string_view type, std::string_view text,
                                                     std::string_view name) {
    const AddressParts parts = parts_of(type, text, name);
    const auto* const mailbox = std::get_if<MicrosoftMailAddress>(&parts);
    return mailbox != nullptr && mailbox->complete() ? std::optional(*mailbox) : std::nullopt;
}

}  // namespace restante::model
