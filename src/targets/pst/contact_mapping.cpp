#include "targets/pst/contact_mapping.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "base/sha256.h"
#include "formats/pst/contact.h"
#include "model/address_parts.h"
#include "targets/pst/conversation.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/person.h"

namespace restante::targets {
namespace {

constexpr const char* kMicrosoftMail = "MS";

struct Reach {
    Person person{};
    std::optional<model::FaxAddress> fax{};  // with all its parts
};

Reach reach_of(const model::AddressEntry& entry) {
    Reach reach{person_of(entry.name, entry.type, entry.address), std::nullopt};
    const model::AddressParts parts = model::parts_of(entry.type, entry.address, entry.name);
    if (const auto* const fax = std::get_if<model::FaxAddress>(&parts); fax != nullptr && fax->in_parts)
        reach.fax = *fax;
    if (reach.fax) {
        reach.person.address = reach.fax->number;
        if (entry.name.empty()) reach.person.name = reach.fax->number;
    }
    if (reach.person.name.empty()) reach.person.name = "(no name)";
    if (!entry.internet.empty()) {
        reach.person.type = "SMTP";
        reach.person.address = entry.internet;
    }
    return reach;
}

void put_identity(ItemProperties& properties, const model::AddressEntry& entry, const std::string& item_id) {
    properties.bytes(tags::kSearchKey, key_of_item(item_id));
    properties.named(tags::kItemIdName, item_id);
    properties.named(tags::kStoreIdName, entry.id);
    if (!entry.comment.empty()) properties.text(tags::kComment, entry.comment);
    if (const CodePage* page = properties.context().code_page)
        properties.number(tags::kMessageCodePage, page->number());
    if (entry.only_in_group) properties.named(tags::kOnlyInGroupName, true);
}

// What the item shows is not always what is stored.
void put_stored(ItemProperties& properties, const model::AddressEntry& entry, const Person& shown) {
    if (shown.name != entry.name) properties.named(tags::kEntryName, entry.name);
    if (shown.address != entry.address || shown.type != entry.type)
        properties.named(tags::kAddressName, entry.type + ":" + entry.address);
}

}  // namespace

Result<pst::Message> map_contact(const MappingContext& context, const model::AddressEntry& entry,
                                 const std::string& item_id, ItemLosses& losses) {
    ItemProperties properties(context, losses);
    Reach reach = reach_of(entry);
    Person& person = reach.person;
    put_identity(properties, entry, item_id);
    properties.text_elsewhere("contact", person.name + '\t' + person.type + '\t' + person.address);
    // Outlook reads its e-mail slot; these are what the old importer set.
    if (!person.type.empty()) properties.text(tags::kAddressType, person.type);
    if (!person.address.empty()) properties.text(tags::kEmailAddress, person.address);
    put_stored(properties, entry, person);
    properties.text_elsewhere("3a20", entry.transmittable_name);

    pst::Contact contact;
    contact.name = std::move(person.name);
    contact.send_rich_info = person.type == kMicrosoftMail;
    contact.address_type = std::move(person.type);
    contact.address = std::move(person.address);
    contact.comment = entry.comment;
    contact.transmittable_name = entry.transmittable_name;
    if (reach.fax) {
        contact.fax = reach.fax->number;
        contact.office = reach.fax->location;
        contact.company = reach.fax->company;
    }
    contact.properties = properties.take();
    return pst::make_contact(context.writer, contact);
}

Result<std::vector<pst::Message>> map_group(const MappingContext& context, const model::AddressEntry& group,
                                            const std::vector<GroupMember>& members, const std::string& item_id,
                                            ItemLosses& losses) {
    std::vector<pst::ListMember> listed;
    listed.reserve(members.size());
    for (const GroupMember& member : members) {
        Person person = reach_of(*member.entry).person;
        listed.push_back({member.nid, member.entry->group, std::move(person.name), std::move(person.type),
                          std::move(person.address)});
    }
    const Person shown{reach_of(group).person.name, {}, {}};  // lists have no address
    std::vector<pst::Message> lists = TRY(pst::make_distribution_list(context.writer, shown.name, listed));
    for (std::size_t i = 0; i < lists.size(); ++i) {
        ItemProperties properties(context, losses);
        put_identity(properties, group,
                     i == 0 ? item_id : Sha256::hex_of(as_bytes(fmt::format("{} {}", item_id, i + 1))));
        properties.text_elsewhere("contact", lists[i].subject);
        if (!group.comment.empty()) properties.text(tags::kBody, group.comment);
        put_stored(properties, group, shown);
        if (!group.transmittable_name.empty()) properties.named(tags::kTransmittableName, group.transmittable_name);
        pst::Properties more = properties.take();
        lists[i].properties.insert(lists[i].properties.end(), std::make_move_iterator(more.begin()),
                                   std::make_move_iterator(more.end()));
    }
    return lists;
}

}  // namespace restante::targets
