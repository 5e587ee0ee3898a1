#include "targets/pst/contact_mapping.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "formats/pst/ndb/crc.h"
#include "targets/pst/conversation.h"
#include "targets/pst/fax_address.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/person.h"

namespace restante::targets {
namespace {

constexpr const char* kMicrosoftMail = "MS";
constexpr const char* kListType = "MAPIPDL";  // the address type of a personal distribution list

// [MS-OXOCNTC] 2.2.2.4.4: an entry id of a contact or list, wrapped so that members say what they are.
constexpr std::array<std::uint8_t, 20> kWrapped{0,    0,    0,    0,    0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D,
                                                0xCF, 0x11, 0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4};
constexpr std::uint8_t kWrappedContact = 0xC3;  // its first e-mail address
constexpr std::uint8_t kWrappedList = 0xB4;

struct Reach {
    Person person{};
    std::optional<FaxAddress> fax{};
};

Reach reach_of(const model::AddressEntry& entry) {
    Reach reach{person_of(entry.name, entry.type, entry.address), std::nullopt};
    if (reach.person.type != "FAX") return reach;
    reach.fax = split_fax_address(entry.address);
    if (reach.fax) reach.person.address = reach.fax->number;
    if (entry.name.empty() && reach.fax) reach.person.name = reach.fax->number;
    return reach;
}

ByteVector one_off(const MappingContext& context, const Person& person) {
    return context.writer.one_off_entry_id(person.name, person.type, person.address, person.type == kMicrosoftMail);
}

void put_email_slot(ItemProperties& properties, const Person& person) {
    if (!person.resolved()) return;
    const auto& set = pst::kAddressSet;
    properties.named(set, tags::kEmailSlots, std::vector<std::int32_t>{0});
    properties.named(set, tags::kEmailSlotBits, std::int32_t{1});
    properties.named(set, tags::kEmailDisplayName, person.name + " (" + person.address + ")");
    properties.named(set, tags::kEmailType, person.type);
    properties.named(set, tags::kEmailAddressName, person.address);
    properties.named(set, tags::kEmailOriginalName, person.name);
    properties.named(set, tags::kEmailEntryId, one_off(properties.context(), person));
}

void put_common(ItemProperties& properties, const model::AddressEntry& entry, const std::string& shown,
                const std::string& item_id) {
    properties.text(tags::kDisplayName, shown);
    properties.text_elsewhere("0037", shown);
    properties.named(pst::kAddressSet, tags::kFileUnder, shown);
    if (!entry.comment.empty()) {
        properties.text(tags::kBody, entry.comment);
        properties.text(tags::kComment, entry.comment);
    }
    properties.bytes(tags::kSearchKey, key_of_item(item_id));
    properties.named(tags::kItemIdName, item_id);
    properties.named(tags::kStoreIdName, entry.id);
    if (const CodePage* page = properties.context().code_page)
        properties.number(tags::kMessageCodePage, page->number());
}

ByteVector wrapped(const MappingContext& context, const GroupMember& member, const Person& person) {
    if (member.nid == 0) return one_off(context, person);
    ByteVector id(kWrapped.begin(), kWrapped.end());
    id.push_back(member.entry->group ? kWrappedList : kWrappedContact);
    const ByteVector inner = context.writer.entry_id(member.nid);
    id.insert(id.end(), inner.begin(), inner.end());
    return id;
}

}  // namespace

pst::Message map_contact(const MappingContext& context, const model::AddressEntry& entry, const std::string& item_id,
                         ItemLosses& losses) {
    ItemProperties properties(context, losses);
    const Reach reach = reach_of(entry);
    const Person& person = reach.person;
    put_common(properties, entry, person.name, item_id);
    // Outlook reads the slot below; these are what the old importer set.
    if (!person.type.empty()) properties.text(tags::kAddressType, person.type);
    if (!person.address.empty()) properties.text(tags::kEmailAddress, person.address);
    put_email_slot(properties, person);
    if (!entry.transmittable_name.empty()) properties.text(tags::kTransmittableDisplayName, entry.transmittable_name);
    if (!person.type.empty() && person.type != kMicrosoftMail) properties.flag(tags::kSendRichInfo, false);
    if (reach.fax) {
        properties.text(tags::kPrimaryFaxNumber, reach.fax->number);
        if (!reach.fax->office.empty()) properties.text(tags::kOfficeLocation, reach.fax->office);
        if (!reach.fax->company.empty()) properties.text(tags::kCompanyName, reach.fax->company);
    }
    if (person.address != entry.address || person.type != entry.type)
        properties.named("restante-address", entry.type + ":" + entry.address);
    if (entry.only_in_group) properties.named("restante-only-in-group", true);

    pst::Message contact;
    contact.message_class = "IPM.Contact";
    contact.subject = person.name;
    contact.flags = pst::kFlagRead;
    contact.properties = properties.take();
    return contact;
}

pst::Message map_group(const MappingContext& context, const model::AddressEntry& group,
                       const std::vector<GroupMember>& members, const std::string& item_id, ItemLosses& losses) {
    ItemProperties properties(context, losses);
    const std::string name = person_of(group.name, group.type, group.address).name;
    put_common(properties, group, name, item_id);
    std::vector<ByteVector> ids, one_offs;
    ByteVector all;
    for (const GroupMember& member : members) {
        Person person = reach_of(*member.entry).person;
        if (member.entry->group) {
            person.type = kListType;
            person.address = "Unknown";  // what Outlook writes
        }
        one_offs.push_back(one_off(context, person));
        ids.push_back(wrapped(context, member, person));
        all.insert(all.end(), ids.back().begin(), ids.back().end());
    }
    properties.named(pst::kAddressSet, tags::kListName, name);
    if (!members.empty()) {
        properties.named(pst::kAddressSet, tags::kListMembers, std::move(ids));
        properties.named(pst::kAddressSet, tags::kListOneOffMembers, std::move(one_offs));
        properties.named(pst::kAddressSet, tags::kListChecksum, static_cast<std::int32_t>(pst::ndb::crc(all)));
    }
    pst::Message list;
    list.message_class = "IPM.DistList";
    list.subject = name;
    list.flags = pst::kFlagRead;
    list.properties = properties.take();
    return list;
}

}  // namespace restante::targets
