#include "formats/pst/contact.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"

namespace restante::pst {
namespace {

constexpr std::size_t kMostMemberBytes = 14'900;
constexpr std::int32_t kContactIcon = 512, kListIcon = 514;

// Provider of entry ids that wrap another one, and what is wrapped.
constexpr std::array<std::uint8_t, 16> kWrapper{0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11,
                                                0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4};
constexpr std::uint8_t kWrapsFirstAddress = 0xC3;
constexpr std::uint8_t kWrapsList = 0xB4;

// Adds a property that has a number in the address set.
Result<void> add_named(Writer& writer, Properties& properties, std::uint32_t number, Value value) {
    properties.push_back({TRY(writer.named({kAddressSet, number})), std::move(value)});
    return {};
}

void add_text(Properties& properties, std::uint16_t id, const std::string& text) {
    if (!text.empty()) properties.push_back({id, text});
}

ByteVector member_id(const Writer& writer, const ListMember& member) {
    if (member.item == 0) return writer.one_off_entry_id(member.name, member.address_type, member.address);
    ByteVector id(4);
    append_bytes(id, kWrapper);
    id.push_back(member.is_list ? kWrapsList : kWrapsFirstAddress);
    append_bytes(id, writer.entry_id(member.item));
    return id;
}

ByteVector member_one_off(const Writer& writer, const ListMember& member) {
    if (member.is_list) return writer.one_off_entry_id(member.name, "MAPIPDL", "Unknown");
    return writer.one_off_entry_id(member.name, member.address_type, member.address);
}

Result<Message> make_list_part(Writer& writer, const std::string& name, const std::vector<ByteVector>& ids,
                               const std::vector<ByteVector>& one_offs) {
    Message message;
    message.message_class = "IPM.DistList";
    message.subject = name;
    message.flags = kFlagRead;
    ByteVector all;
    for (const ByteVector& id : ids) append_bytes(all, id);
    Properties& properties = message.properties;
    properties.push_back({0x3001, name});
    properties.push_back({0x1080, kListIcon});
    TRY_VOID(add_named(writer, properties, 0x8005, name));
    TRY_VOID(add_named(writer, properties, 0x804C, static_cast<std::int32_t>(ndb::crc(all))));
    TRY_VOID(add_named(writer, properties, 0x8053, name));
    if (ids.empty()) return message;
    TRY_VOID(add_named(writer, properties, 0x8054, one_offs));
    TRY_VOID(add_named(writer, properties, 0x8055, ids));
    return message;
}

}  // namespace

Result<Message> make_contact(Writer& writer, const Contact& contact) {
    Message message;
    message.message_class = "IPM.Contact";
    message.subject = contact.name;
    message.flags = kFlagRead;
    message.properties = contact.properties;
    Properties& properties = message.properties;
    properties.push_back({0x3001, contact.name});
    properties.push_back({0x1080, kContactIcon});
    add_text(properties, 0x1000, contact.comment);
    add_text(properties, 0x3A16, contact.company);
    add_text(properties, 0x3A19, contact.office);
    add_text(properties, 0x3A20, contact.transmittable_name);
    add_text(properties, 0x3A23, contact.fax);
    properties.push_back({0x3A40, contact.send_rich_info});
    TRY_VOID(add_named(writer, properties, 0x8005, contact.name));
    if (contact.address.empty()) return message;
    constexpr std::int32_t kHasFirstAddress = 1;
    TRY_VOID(add_named(writer, properties, 0x8028, std::vector<std::int32_t>{0}));
    TRY_VOID(add_named(writer, properties, 0x8029, kHasFirstAddress));
    TRY_VOID(add_named(writer, properties, 0x8080, contact.name));
    TRY_VOID(add_named(writer, properties, 0x8082, contact.address_type));
    TRY_VOID(add_named(writer, properties, 0x8083, contact.address));
    TRY_VOID(add_named(writer, properties, 0x8084, contact.name));
    TRY_VOID(add_named(
        writer, properties, 0x8085,
        writer.one_off_entry_id(contact.name, contact.address_type, contact.address, contact.send_rich_info)));
    return message;
}

Result<std::vector<Message>> make_distribution_list(Writer& writer, const std::string& name,
                                                    const std::vector<ListMember>& members) {
    std::vector<Message> parts;
    std::vector<ByteVector> ids;
    std::vector<ByteVector> one_offs;
    std::size_t bytes = 0;
    const auto close = [&]() -> Result<void> {
        const std::string part = parts.empty() ? name : name + " (" + std::to_string(parts.size() + 1) + ")";
        parts.push_back(TRY(make_list_part(writer, part, ids, one_offs)));
        ids.clear();
        one_offs.clear();
        bytes = 0;
        return {};
    };
    for (const ListMember& member : members) {
        ByteVector id = member_id(writer, member);
        ByteVector one_off = member_one_off(writer, member);
        const std::size_t size = std::max(id.size(), one_off.size()) + 4;
        if (!ids.empty() && bytes + size > kMostMemberBytes) TRY_VOID(close());
        ids.push_back(std::move(id));
        one_offs.push_back(std::move(one_off));
        bytes += size;
    }
    if (!ids.empty() || parts.empty()) TRY_VOID(close());
    return parts;
}

}  // namespace restante::pst
