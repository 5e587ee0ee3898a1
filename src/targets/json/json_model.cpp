#include "targets/json/json_model.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>
#include <variant>

#include "base/sha256.h"

namespace restante::targets {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void put_if_any(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}

template <class T>
void put_if_present(Json& json, const char* key, const std::optional<T>& value) {
    if constexpr (std::is_same_v<T, LocalTime>) {
        if (value) json[key] = value->iso();
    } else {
        if (value) json[key] = *value;
    }
}

Json address_json(const model::Address& address) {
    Json json = Json::object();
    put_if_any(json, "name", address.name);
    put_if_any(json, "type", address.type);
    put_if_any(json, "address", address.address);
    json["kind"] = name_of(address.kind);
    put_if_any(json, "mapped", address.internet);
    return json;
}

Json addresses_json(const std::vector<model::Address>& addresses) {
    Json json = Json::array();
    for (const model::Address& address : addresses) json.push_back(address_json(address));
    return json;
}

Result<void> put_data(Json& json, const ByteSource& data) {
    json["size"] = data.size();
    json["sha256"] = TRY(Sha256::hex_of(data));
    return {};
}

Result<Json> attribute_json(const model::Attribute& attribute) {
    Json json;
    json["type"] = name_of(attribute.type);
    if (const auto* text = std::get_if<std::string>(&attribute.value)) json["value"] = *text;
    if (const auto* number = std::get_if<std::uint32_t>(&attribute.value)) json["value"] = *number;
    if (const auto* date = std::get_if<LocalTime>(&attribute.value)) json["value"] = date->iso();
    if (const auto* triples = std::get_if<std::vector<model::Address>>(&attribute.value))
        json["value"] = addresses_json(*triples);
    if (const auto* data = std::get_if<ByteSourcePointer>(&attribute.value); data != nullptr && *data)
        TRY_VOID(put_data(json, **data));
    return json;
}

Result<Json> attributes_json(const std::vector<model::Attribute>& attributes) {
    Json map = Json::object();
    for (const model::Attribute& attribute : attributes)
        map[fmt::format("{:08x}", attribute.id)] = TRY(attribute_json(attribute));
    return map;
}

Result<Json> message_json(const model::Message& message);

Result<Json> attachment_json(const model::Attachment& attachment) {
    Json json;
    json["number"] = attachment.number;
    put_if_present(json, "name", attachment.name);
    json["kind"] = name_of(attachment.kind);
    put_if_present(json, "position", attachment.position);
    if (attachment.macbinary) json["macbinary"] = true;
    if (attachment.data) TRY_VOID(put_data(json, *attachment.data));
    put_if_present(json, "created", attachment.created);
    put_if_present(json, "modified", attachment.modified);
    if (attachment.rendering) {
        Json rendering;
        TRY_VOID(put_data(rendering, *attachment.rendering));
        json["rendering"] = std::move(rendering);
    }
    if (attachment.message) json["message"] = TRY(message_json(*attachment.message));
    if (!attachment.attributes.empty()) json["attributes"] = TRY(attributes_json(attachment.attributes));
    return json;
}

Json entry_json(const model::AddressEntry& entry) {
    Json json;
    json["id"] = entry.id;
    put_if_any(json, "name", entry.name);
    put_if_any(json, "type", entry.type);
    put_if_any(json, "address", entry.address);
    put_if_any(json, "mapped", entry.internet);
    put_if_any(json, "comment", entry.comment);
    put_if_any(json, "transmittable_name", entry.transmittable_name);
    if (entry.group) {
        json["group"] = true;
        json["members"] = entry.members;
    }
    if (entry.only_in_group) json["only_in_group"] = true;
    return json;
}

void put_addresses(Json& json, const model::Message& message) {
    if (!message.from.empty()) json["from"] = addresses_json(message.from);
    if (!message.to.empty()) json["to"] = addresses_json(message.to);
    if (!message.cc.empty()) json["cc"] = addresses_json(message.cc);
    if (!message.bcc.empty()) json["bcc"] = addresses_json(message.bcc);
    if (!message.reply_to.empty()) json["reply_to"] = addresses_json(message.reply_to);
}

void put_status(Json& json, const model::MessageStatus& status) {
    json["read"] = status.read;
    json["unsent"] = status.unsent;
    json["submitted"] = status.submitted;
    json["from_me"] = status.from_me;
    json["changed"] = status.changed;
}

Result<Json> message_json(const model::Message& message) {
    Json json = Json::object();
    put_if_any(json, "id", message.id);
    put_if_present(json, "class", message.class_name);
    put_if_present(json, "subject", message.subject);
    put_addresses(json, message);
    put_if_present(json, "sent", message.sent);
    put_if_present(json, "received", message.received);
    put_if_present(json, "modified", message.modified);
    if (message.priority) json["priority"] = name_of(*message.priority);
    if (message.status) put_status(json, *message.status);
    put_if_present(json, "message_id", message.message_id);
    put_if_present(json, "parent_id", message.parent_id);
    put_if_present(json, "conversation_id", message.conversation_id);
    if (message.fixed_font) json["fixed_font"] = true;
    put_if_present(json, "body", message.body);
    if (!message.attachments.empty()) {
        Json& list = json["attachments"] = Json::array();
        for (const model::Attachment& attachment : message.attachments)
            list.push_back(TRY(attachment_json(attachment)));
    }
    if (!message.attributes.empty()) json["attributes"] = TRY(attributes_json(message.attributes));
    if (message.incomplete) json["incomplete"] = true;
    if (message.recovered) json["recovered"] = true;
    if (message.recovered.uncertain()) json["confidence"] = name_of(message.recovered.confidence);
    return json;
}

}  // namespace

std::string json_of(const SourceFacts& source) {
    Json json;
    json["kind"] = source.kind;
    json["path"] = source.path;
    json["size"] = source.size;
    put_if_any(json, "sha256", source.sha256);
    return text_of(json);
}

std::string json_of(const model::Mailbox& mailbox) {
    Json json = Json::object();
    if (mailbox.shared)
        json = {{"name", ""}, {"shared", true}};
    else
        put_if_any(json, "name", mailbox.name);
    put_if_any(json, "display_name", mailbox.display_name);
    put_if_any(json, "address", mailbox.address);
    put_if_any(json, "mapped", mailbox.internet);
    json["accounts"] = mailbox.accounts;
    return text_of(json);
}

std::string json_of(const std::vector<model::DirectoryGroup>& groups) {
    Json json = Json::array();
    for (const model::DirectoryGroup& group : groups)
        json.push_back({{"name", group.name}, {"members", group.members}});
    return text_of(json);
}

std::string json_of(const std::vector<model::AddressBook>& books) {
    Json json = Json::array();
    for (const model::AddressBook& book : books) {
        Json one;
        one["name"] = book.name;
        one["standard"] = book.standard;
        one["entries"] = Json::array();
        for (const model::AddressEntry& entry : book.entries) one["entries"].push_back(entry_json(entry));
        json.push_back(std::move(one));
    }
    return text_of(json);
}

std::string json_of(const Finding& finding) {
    Json json;
    json["code"] = message_text(finding.id).code;
    json["severity"] = name_of(finding.severity());
    put_if_present(json, "offset", finding.offset);
    put_if_any(json, "item", finding.item);
    json["text"] = finding.text;
    return text_of(json);
}

std::string json_opening_of(const model::Folder& folder) {
    Json json;
    json["path"] = folder.path;
    json["role"] = name_of(folder.role);
    if (folder.hidden) json["hidden"] = true;
    put_if_any(json, "comment", folder.comment);
    if (folder.recovered) json["recovered"] = true;
    if (folder.shared) {
        put_if_any(json, "owner", folder.shared->owner);
        put_if_any(json, "kind", folder.shared->kind);
        put_if_any(json, "record", folder.shared->record);
    }
    std::string text = text_of(json);
    text.pop_back();  // the closing brace
    return text + ",\"messages\":[";
}

Result<std::string> json_of(const model::Message& message) { return text_of(TRY(message_json(message))); }

}  // namespace restante::targets
