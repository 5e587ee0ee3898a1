#include "model/item_id.h"

#include "base/sha256.h"

namespace restante::model {
namespace {

void add(std::string& key, std::string_view field) {
    key += std::to_string(field.size());
    key += ':';
    key += field;
}

}  // namespace

std::string item_id(const Mailbox& mailbox, const Folder& folder, const Message& message, std::size_t occurrence) {
    std::string key;
    add(key, mailbox.address);
    add(key, mailbox.name);
    for (const std::string& name : folder.path) add(key, name);
    key += '/';
    add(key, message.id);
    key += std::to_string(occurrence);
    thread_local Sha256 hash;
    hash.update(as_bytes(key));
    return hash.finish_hex().substr(0, 32);
}

}  // namespace restante::model
