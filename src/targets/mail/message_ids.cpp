#include "targets/mail/message_ids.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/sha256.h"

namespace restante::targets::mail {
namespace {

constexpr std::size_t kLongestStoredId = 200;

bool is_hex(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}

void add(std::string& key, std::string_view field) {
    key += std::to_string(field.size());
    key += ':';
    key += field;
}

void add(std::string& key, const std::vector<model::Address>& addresses) {
    key += std::to_string(addresses.size());
    key += '@';
    for (const model::Address& address : addresses) {
        add(key, address.name);
        add(key, address.type);
        add(key, address.address);
    }
}

void add(std::string& key, const std::optional<LocalTime>& time) { add(key, time ? time->iso() : std::string()); }

std::string content_key(const model::Message& message) {
    std::string key;
    add(key, message.sent);
    add(key, message.received);
    add(key, message.from);
    add(key, message.to);
    add(key, message.cc);
    add(key, message.subject.value_or(""));
    add(key, message.class_name.value_or(""));
    for (const model::Attachment& attachment : message.attachments) {
        add(key, attachment.name.value_or(""));
        key += attachment.data ? std::to_string(attachment.data->size()) : "-";
    }
    add(key, message.body.value_or(""));
    return key;
}

}  // namespace

std::optional<std::string> from_stored_id(const std::optional<std::string>& stored) {
    if (!stored || stored->empty() || stored->size() > kLongestStoredId) return std::nullopt;
    if (!std::all_of(stored->begin(), stored->end(), is_hex)) return std::nullopt;
    std::string id = "<";
    id += *stored;
    std::transform(id.begin(), id.end(), id.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'F' ? static_cast<char>(letter + 32) : letter;
    });
    id += "@msmail.invalid>";
    return id;
}

std::string message_id_of(const model::Message& message) {
    if (auto id = from_stored_id(message.message_id)) return *std::move(id);
    return "<" + Sha256::hex_of(as_bytes(content_key(message))).substr(0, 40) + "@restante.invalid>";
}

std::vector<std::string> references_of(const model::Message& message, std::string_view own_id) {
    std::vector<std::string> references;
    for (const auto* stored : {&message.conversation_id, &message.parent_id}) {
        auto id = from_stored_id(*stored);
        if (!id || *id == own_id) continue;
        if (std::find(references.begin(), references.end(), *id) == references.end())
            references.push_back(*std::move(id));
    }
    return references;
}

}  // namespace restante::targets::mail
