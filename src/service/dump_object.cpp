#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "formats/mmf/account.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/summary.h"
#include "formats/mmf/triples.h"
#include "service/dump_parts.h"

namespace restante::service {
namespace {

constexpr std::size_t kMostBytes = 32;  // bytes of other values that are shown

std::string date_text(const mmf::DateRecord& date) {
    const LocalTime time = date.local_time();
    return time.valid() ? time.iso()
                        : fmt::format("invalid date {}-{}-{} {}:{}:{}", time.year, time.month, time.day, time.hour,
                                      time.minute, time.second);
}

std::string triples_text(Bytes value) {
    std::string text;
    mmf::TripleReader reader(value);
    while (const auto triple = reader.next())
        text += fmt::format("{}[{}] {} {}", text.empty() ? "" : ", ", triple->kind,
                            in_quotes(as_text(triple->name().value_or(Bytes{}))),
                            in_quotes(as_text(until_nul(triple->data_field))));
    return text;
}

std::string bytes_text(Bytes value) {
    const Bytes start = value.first(std::min(value.size(), kMostBytes));
    return to_hex(start) + (start.size() < value.size() ? "..." : "");
}

std::string attribute_text(std::uint32_t id, Bytes value) {
    switch (mmf::attribute_type(id)) {
        case mmf::AttributeType::triples:
            return triples_text(value);
        case mmf::AttributeType::string:
        case mmf::AttributeType::text:
            return in_quotes(as_text(until_nul(value)));
        case mmf::AttributeType::date: {
            ByteReader reader(value);
            const auto date = mmf::read_date(reader);
            return date ? date_text(*date) : bytes_text(value);
        }
        case mmf::AttributeType::short_integer:
        case mmf::AttributeType::long_integer:
        case mmf::AttributeType::word:
        case mmf::AttributeType::dword: {
            const auto number = mmf::integer_value(id, value);
            return number ? std::to_string(*number) : bytes_text(value);
        }
        case mmf::AttributeType::byte:
        case mmf::AttributeType::other:
            break;
    }
    return bytes_text(value);
}

template <class Record, class Text>
std::string decoded(const Result<Record>& record, Bytes value, const Text& text) {
    return record ? text(*record) : bytes_text(value);
}

// What one element of a list object means, by the type of the object.
std::string element_text(const mmf::Oid& oid, std::uint32_t id, Bytes value) {
    if (oid == mmf::kAccounts) {
        return decoded(mmf::read_account(value), value.first(0),
                       [](const mmf::Account& account) { return in_quotes(account.name) + ", password not shown"; });
    }
    if (oid == mmf::kClasses) {
        return decoded(mmf::read_message_class(value), value,
                       [](const mmf::MessageClass& one) { return in_quotes(one.name()); });
    }
    switch (oid.type()) {
        case mmf::type::kMessage:
        case mmf::type::kAttachment:
        case mmf::type::kAddressEntry:
            return attribute_text(id, value);
        case mmf::type::kHierarchy:
            return decoded(mmf::read_hierarchy_entry(value), value, [](const mmf::HierarchyEntry& entry) {
                return fmt::format("level {} {} {}", entry.level, in_quotes(entry.name), in_quotes(entry.comment));
            });
        case mmf::type::kFolder:
        case mmf::type::kHiddenFolder:
        case mmf::type::kAddressBook:
        case mmf::type::kGroupFolder:
            return decoded(mmf::read_summary(value), value, [](const mmf::Summary& summary) {
                return fmt::format("{} status {:02x} {} {}", date_text(summary.date), summary.status,
                                   in_quotes(summary.sender), in_quotes(summary.subject));
            });
        case mmf::type::kAttachmentList:
            return decoded(mmf::read_attachment_reference(value), value, [](const mmf::AttachmentReference& reference) {
                return fmt::format("object {} kind {} position {:08x} flags {:x}", reference.object.hex(),
                                   reference.kind, reference.position, reference.flags);
            });
        default:
            return bytes_text(value);
    }
}

// Element ids are names of objects in these; elsewhere they are numbers.
bool ids_are_objects(const mmf::Oid& oid) {
    switch (oid.type()) {
        case mmf::type::kHierarchy:
        case mmf::type::kFolder:
        case mmf::type::kHiddenFolder:
        case mmf::type::kAddressBook:
        case mmf::type::kGroupFolder:
        case mmf::type::kLinkList:
            return true;
        default:
            return false;
    }
}

std::string id_text(const mmf::Oid& oid, std::uint32_t id) {
    if (ids_are_objects(oid)) return oid_text(mmf::Oid{id});
    const std::string_view name = attribute_name(id);
    return name.empty() ? fmt::format("{:08x}", id) : fmt::format("{:08x} {}", id, name);
}

}  // namespace

bool dump_object(const mmf::Store& store, const mmf::Node& node, const LineSink& sink) {
    const auto object = store.object(node.oid);
    if (!object)
        return sink(
            fmt::format("{} {}: {}\n", oid_text(node.oid), object_type_name(node.oid), object.error().describe()));
    if (!sink(fmt::format("{} {}, {} bytes @{:08x}, parent {}, aux {:08x}, flags {:04x}, attr {:04x}\n",
                          oid_text(node.oid), object_type_name(node.oid), object->size(), object->file_offset(),
                          node.parent.hex(), node.aux, node.flags, node.attr)))
        return false;
    auto list = mmf::ListReader::open(*object);
    if (!list) return sink(fmt::format("  no list object: {}\n", list.error().describe()));
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto value = list->element(entry);
        const std::string text = value ? element_text(node.oid, entry.id, *value) : value.error().describe();
        if (!sink(fmt::format("  @{:08x} {:>8} bytes  {:<28} {}\n", list->file_offset(entry), entry.size,
                              id_text(node.oid, entry.id), text)))
            return false;
    }
    return true;
}

bool dump_raw(const mmf::Store& store, const mmf::Node& node, const LineSink& sink) {
    if (!sink(fmt::format("{} {}\n", oid_text(node.oid), object_type_name(node.oid)))) return false;
    if (node.oid == mmf::kAccounts) return sink("  not shown: it holds passwords\n");
    const auto object = store.object(node.oid);
    if (!object) return sink(fmt::format("  {}\n", object.error().describe()));
    constexpr std::uint32_t kRow = 16;
    std::array<std::uint8_t, kRow> row{};
    for (std::uint32_t offset = 0; offset < object->size(); offset += kRow) {
        const MutableBytes bytes(row.data(), std::min(kRow, object->size() - offset));
        if (const auto read = object->read(offset, bytes); !read)
            return sink(fmt::format("  {}\n", read.error().describe()));
        std::string hex, text;
        for (const std::uint8_t byte : bytes) {
            hex += fmt::format("{:02x} ", byte);
            text += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
        }
        if (!sink(fmt::format("{:08x}  {:<48} {}\n", object->file_offset() + offset, hex, text))) return false;
    }
    return true;
}

}  // namespace restante::service
