#include "targets/ews/item_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/address_parts.h"
#include "targets/contacts/book_target.h"
#include "targets/ews/soap_request.h"

namespace restante::targets::ews {
namespace {

constexpr int kFlagRead = 0x1, kFlagUnsent = 0x8;
constexpr std::string_view kUndated = "1970-01-01T00:00:00Z";  // a server would take the present

struct Reach {
    std::string type{}, address{};
};

// How somebody is written to: the Internet address, else what is stored.
Reach reach_of(const model::AddressEntry& entry) {
    std::string internet = contacts::internet_address_of(entry);
    if (!internet.empty()) return {"SMTP", std::move(internet)};
    return {model::normal_address_type(entry.type), entry.address};
}

// Behind the fields of every item, in front of those of its kind.
std::string item_fields(const model::AddressEntry& entry, std::string_view notes, const EntryIdentity& identity) {
    std::string fields;
    if (!notes.empty()) fields += fmt::format(R"(<t:Body BodyType="Text">{}</t:Body>)", xml_text(notes));
    fields += named_property(kItemIdentity, identity.item_id) + named_property("restante-store-id", entry.id) +
              named_property("restante-address-book", identity.book);
    const std::string stored = contacts::stored_address_of(entry);
    if (!stored.empty()) fields += named_property("restante-address", stored);
    if (contacts::name_of(entry) != entry.name) fields += named_property("restante-name", entry.name);
    if (!entry.transmittable_name.empty())
        fields += named_property("restante-transmittable-name", entry.transmittable_name);
    if (entry.only_in_group) fields += named_property("restante-only-in-group", "true");
    return fields;
}

bool is_reached(const ListMember& member) {
    const Reach reach = reach_of(*member.entry);
    return !reach.address.empty() && !reach.type.empty() && !member.entry->group;
}

std::string member_text(const ListMember& member) {
    std::string mailbox = fmt::format("<t:Name>{}</t:Name>", xml_text(contacts::name_of(*member.entry)));
    const Reach reach = reach_of(*member.entry);
    if (is_reached(member))
        mailbox += fmt::format(
            "<t:EmailAddress>{}</t:EmailAddress><t:RoutingType>{}</t:RoutingType>"
            "<t:MailboxType>OneOff</t:MailboxType>",
            xml_text(reach.address), xml_text(reach.type));
    else
        mailbox += fmt::format(R"(<t:MailboxType>{}</t:MailboxType><t:ItemId Id="{}"/>)",
                               member.entry->group ? "PrivateDL" : "Contact", xml_text(member.stored_id));
    return fmt::format("<t:Member><t:Mailbox>{}</t:Mailbox></t:Member>", mailbox);
}

// One line a member behind the notes: "Jo Doe <jo@example.org>".
void append_names(const std::vector<ListMember>& members, std::string& notes) {
    for (const ListMember& member : members) {
        const Reach reach = reach_of(*member.entry);
        if (!notes.empty()) notes += '\n';
        notes += contacts::name_of(*member.entry);
        if (!reach.address.empty()) notes += fmt::format(" <{}>", reach.address);
    }
}

}  // namespace

std::string utc_time(const LocalTime& time, const TimeZone& zone) {
    // The times of Exchange begin with the year 1601.
    const LocalTime first{1601, 1, 1, 0, 0, 0};
    return std::max(LocalTime::from_unix_utc(zone.to_unix(time)), first).iso() + "Z";
}

std::string_view message_start() { return R"(<t:Message><t:MimeContent CharacterSet="UTF-8">)"; }

std::string class_property(std::string_view item_class) { return tagged_property("0x001A", "String", item_class); }

std::string message_end(const mail::Envelope& envelope, const TimeZone& zone, std::string_view item_id) {
    const int flags = (envelope.read ? kFlagRead : 0) | (envelope.draft ? kFlagUnsent : 0);
    std::string text = tagged_property("0x0E07", "Integer", std::to_string(flags));
    text += tagged_property("0x0E06", "SystemTime",
                            envelope.arrival ? utc_time(*envelope.arrival, zone) : std::string(kUndated));
    if (envelope.date) text += tagged_property("0x0039", "SystemTime", utc_time(*envelope.date, zone));
    text += named_property(kItemIdentity, item_id);
    return text + fmt::format("<t:IsRead>{}</t:IsRead></t:Message>", envelope.read);
}

std::string contact_item(const model::AddressEntry& entry, const EntryIdentity& identity) {
    const std::string name = xml_text(contacts::name_of(entry));
    std::string text = "<t:Contact>" + item_fields(entry, entry.comment, identity);
    text += fmt::format("<t:FileAs>{}</t:FileAs><t:DisplayName>{}</t:DisplayName>", name, name);
    const model::AddressParts parts = model::parts_of(entry.type, entry.address, entry.name);
    const auto* const fax = std::get_if<model::FaxAddress>(&parts);
    const Reach reach = reach_of(entry);
    if (fax != nullptr && !fax->company.empty())
        text += fmt::format("<t:CompanyName>{}</t:CompanyName>", xml_text(fax->company));
    if (!reach.address.empty() && (fax == nullptr || reach.type == "SMTP"))
        text += fmt::format(R"(<t:EmailAddresses><t:Entry Key="EmailAddress1">{}</t:Entry></t:EmailAddresses>)",
                            xml_text(reach.address));
    if (fax != nullptr && !fax->number.empty())
        text += fmt::format(R"(<t:PhoneNumbers><t:Entry Key="BusinessFax">{}</t:Entry></t:PhoneNumbers>)",
                            xml_text(fax->number));
    if (fax != nullptr && !fax->location.empty())
        text += fmt::format("<t:OfficeLocation>{}</t:OfficeLocation>", xml_text(fax->location));
    return text + "</t:Contact>";
}

std::string list_item(const model::AddressEntry& group, const std::vector<ListMember>& members,
                      const EntryIdentity& identity) {
    std::string listed;
    std::vector<ListMember> others;
    for (const ListMember& member : members) {
        if (is_reached(member) || !member.stored_id.empty())
            listed += member_text(member);
        else
            others.push_back(member);
    }
    std::string notes = group.comment;
    append_names(others, notes);
    const std::string name = xml_text(contacts::name_of(group));
    std::string text = "<t:DistributionList>" + item_fields(group, notes, identity);
    text += fmt::format("<t:DisplayName>{}</t:DisplayName><t:FileAs>{}</t:FileAs>", name, name);
    if (!listed.empty()) text += "<t:Members>" + listed + "</t:Members>";
    return text + "</t:DistributionList>";
}

std::string list_as_contact(const model::AddressEntry& group, const std::vector<ListMember>& members,
                            const EntryIdentity& identity) {
    std::string notes = group.comment;
    append_names(members, notes);
    const std::string name = xml_text(contacts::name_of(group));
    return "<t:Contact>" + item_fields(group, notes, identity) +
           fmt::format("<t:FileAs>{}</t:FileAs><t:DisplayName>{}</t:DisplayName></t:Contact>", name, name);
}

}  // namespace restante::targets::ews
