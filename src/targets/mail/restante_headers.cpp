#include "targets/mail/restante_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/sha256.h"
#include "formats/mime/base64.h"

namespace restante::targets::mail {
namespace {

void append_quoted(std::string_view text, std::string& into) {
    into += '"';
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(end)) {
        end = std::min(text.find_first_of("\"\\", 1), text.size());
        if (text.front() == '"' || text.front() == '\\') into += '\\';
        into += text.substr(0, end);
    }
    into += '"';
}

std::string status_words(const model::MessageStatus& status) {
    std::string words;
    const auto add = [&](bool set, std::string_view word) {
        if (!set) return;
        if (!words.empty()) words += ' ';
        words += word;
    };
    add(status.read, "read");
    add(status.unsent, "unsent");
    add(status.submitted, "submitted");
    add(status.from_me, "from-me");
    add(status.changed, "changed");
    return words.empty() ? "none" : words;
}

void write_optional(mime::HeaderWriter& headers, std::string_view name, const std::optional<std::string>& value) {
    if (value) headers.text(name, *value);
}

// A value too long for the field goes into a part.
AttributeField text_field(const std::string& head, std::string_view value) {
    AttributeField result;
    if (value.size() <= kLongestInlineAttribute) {
        result.field = head + std::string(value);
        return result;
    }
    const Bytes bytes = as_bytes(value);
    result.field = fmt::format("{}size={}; sha256={}; part", head, value.size(), Sha256::hex_of(bytes));
    result.part = std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.end()));
    return result;
}

AttributeField binary_field(const std::string& head, const ByteSourcePointer& source) {
    AttributeField result;
    if (!source) {
        result.field = head + "none";
        return result;
    }
    if (source->size() <= kLongestInlineAttribute) {
        const auto bytes = read_all(*source, kLongestInlineAttribute);
        if (bytes) {
            result.field = fmt::format("{}size={}; base64=", head, bytes->size());
            mime::append_base64(*bytes, result.field);
            return result;
        }
    } else if (const auto hash = Sha256::hex_of(*source)) {
        result.field = fmt::format("{}size={}; sha256={}; part", head, source->size(), *hash);
        result.part = source;
        return result;
    }
    result.field = fmt::format("{}size={}; unreadable", head, source->size());
    result.unreadable = true;
    return result;
}

}  // namespace

std::string original_addresses(const std::vector<model::Address>& addresses) {
    std::string list;
    for (const model::Address& address : addresses) {
        if (!list.empty()) list += ", ";
        append_quoted(address.name, list);
        if (!address.type.empty() || !address.address.empty()) {
            list += " <";
            list += address.type;
            list += ':';
            list += address.address;
            list += '>';
        }
        list += ' ';
        list += model::name_of(address.kind);
    }
    return list;
}

std::string folder_field(const model::Folder& folder) {
    std::string path;
    for (const std::string& name : folder.path) {
        if (!path.empty()) path += '/';
        for (const char letter : name) {
            if (letter == '/')
                path += "%2F";
            else if (letter == '%')
                path += "%25";
            else
                path += letter;
        }
    }
    return path;
}

void write_particulars(mime::HeaderWriter& headers, const model::Message& message, const model::Folder& folder,
                       std::string_view item_id) {
    const bool item = !item_id.empty();
    if (item) headers.text("X-Restante-Item", item_id);
    if (item) headers.text("X-Restante-Id", message.id);
    write_optional(headers, "X-Restante-Class", message.class_name);
    if (item) headers.text("X-Restante-Folder", folder_field(folder));
    if (folder.hidden) headers.plain("X-Restante-Hidden", "yes");
    if (message.status) headers.plain("X-Restante-Status", status_words(*message.status));
    if (message.modified) headers.plain("X-Restante-Modified", message.modified->iso());
    write_optional(headers, "X-Restante-Message-Id", message.message_id);
    write_optional(headers, "X-Restante-Parent-Id", message.parent_id);
    write_optional(headers, "X-Restante-Conversation-Id", message.conversation_id);
    for (const model::InvalidDate& date : message.invalid_dates)
        headers.text("X-Restante-Invalid-Date", fmt::format("{:08x}; {}", date.attribute, date.stored));
    if (message.fixed_font) headers.plain("X-Restante-Fixed-Font", "yes");
    if (message.incomplete) headers.plain("X-Restante-Incomplete", "yes");
    if (message.recovered) headers.plain("X-Restante-Recovered", "yes");
    if (message.recovered.uncertain())
        headers.plain("X-Restante-Confidence", std::string(model::name_of(message.recovered.confidence)));
    if (!message.body) headers.plain("X-Restante-No-Body", "yes");
}

AttributeField attribute_field(const model::Attribute& attribute) {
    const std::string head = fmt::format("{:08x}; {}; ", attribute.id, model::name_of(attribute.type));
    if (const auto* text = std::get_if<std::string>(&attribute.value)) return text_field(head, *text);
    if (const auto* number = std::get_if<std::uint32_t>(&attribute.value))
        return text_field(head, std::to_string(*number));
    if (const auto* time = std::get_if<LocalTime>(&attribute.value)) return text_field(head, time->iso());
    if (const auto* addresses = std::get_if<std::vector<model::Address>>(&attribute.value))
        return text_field(head, original_addresses(*addresses));
    if (const auto* bytes = std::get_if<ByteSourcePointer>(&attribute.value)) return binary_field(head, *bytes);
    return text_field(head, "invalid");
}

AttributeField letterhead_field(const std::string& letterhead) { return text_field({}, letterhead); }

std::string attribute_part_name(const model::Attribute& attribute) {
    return fmt::format("attribute-{:08x}.bin", attribute.id);
}

}  // namespace restante::targets::mail
