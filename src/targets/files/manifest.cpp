#include "targets/files/manifest.h"

#include <nlohmann/json.hpp>

#include "targets/files/output_file.h"

namespace restante::targets::files {
namespace {

constexpr std::string_view kSchema = "restante-mailbox/1";
constexpr std::uint64_t kLargestManifest = 64 * 1024 * 1024;

using Json = nlohmann::ordered_json;

model::FolderRole role_named(const std::string& name) {
    using enum model::FolderRole;
    for (const model::FolderRole role : {inbox, sent, outbox, deleted, shared})
        if (name == model::name_of(role)) return role;
    return none;
}

Json to_json(const model::Mailbox& mailbox) {
    Json json;
    json["name"] = mailbox.name;
    json["display_name"] = mailbox.display_name;
    json["address"] = mailbox.address;
    json["accounts"] = mailbox.accounts;
    if (!mailbox.internet.empty()) json["mapped"] = mailbox.internet;
    if (const auto& origin = mailbox.origin)
        json["source"] = {
            {"kind", origin->kind}, {"path", origin->path}, {"version", origin->version}, {"size", origin->size}};
    return json;
}

Json to_json(const FolderRecord& record) {
    Json json;
    json["path"] = record.folder.path;
    json["place"] = record.place;
    json["role"] = std::string(model::name_of(record.folder.role));
    if (record.shortened) json["shortened"] = true;
    if (record.folder.hidden) json["hidden"] = true;
    if (record.folder.recovered) json["recovered"] = true;
    if (!record.folder.comment.empty()) json["comment"] = record.folder.comment;
    if (const auto& shared = record.folder.shared)
        json["shared"] = {{"owner", shared->owner}, {"kind", shared->kind}, {"record", shared->record}};
    return json;
}

FolderRecord record_from(const Json& json) {
    FolderRecord record;
    record.folder.path = json.at("path").get<std::vector<std::string>>();
    record.place = json.at("place").get<std::string>();
    record.shortened = json.value("shortened", false);
    record.folder.role = role_named(json.value("role", std::string()));
    record.folder.hidden = json.value("hidden", false);
    record.folder.recovered = json.value("recovered", false);
    record.folder.comment = json.value("comment", std::string());
    if (const auto shared = json.find("shared"); shared != json.end())
        record.folder.shared = model::SharedFolder{.owner = shared->value("owner", std::string()),
                                                   .kind = shared->value("kind", std::string()),
                                                   .record = shared->value("record", std::string())};
    return record;
}

}  // namespace

Result<Manifest> read_manifest(const std::string& directory) {
    return read_manifest_file(directory + "/" + std::string(kManifestName));
}

Result<Manifest> read_manifest_file(const std::string& path) {
    const std::string text = TRY(read_file(path, kLargestManifest));
    try {
        const Json json = Json::parse(text);
        if (json.at("schema").get<std::string>() != kSchema) return fail(Errc::bad_value, path + " has another schema");
        Manifest manifest;
        manifest.target = json.at("target").get<std::string>();
        manifest.complete = json.value("complete", false);
        const Json& mailbox = json.at("mailbox");
        manifest.mailbox.name = mailbox.value("name", std::string());
        manifest.mailbox.display_name = mailbox.value("display_name", std::string());
        manifest.mailbox.address = mailbox.value("address", std::string());
        for (const Json& folder : json.at("folders")) manifest.folders.push_back(record_from(folder));
        return manifest;
    } catch (const Json::exception& error) {
        return fail(Errc::bad_value, path + " cannot be understood: " + error.what());
    }
}

Result<void> write_manifest(const std::string& directory, const Manifest& manifest) {
    return write_manifest_file(directory + "/" + std::string(kManifestName), manifest);
}

Result<void> write_manifest_file(const std::string& path, const Manifest& manifest) {
    Json json;
    json["schema"] = std::string(kSchema);
    json["target"] = manifest.target;
    json["complete"] = manifest.complete;
    json["mailbox"] = to_json(manifest.mailbox);
    json["folders"] = Json::array();
    for (const FolderRecord& record : manifest.folders) json["folders"].push_back(to_json(record));
    for (const model::AddressBook& book : manifest.address_books)
        json["address_books"].push_back({{"name", book.name}, {"standard", book.standard}});
    return write_file(path, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace restante::targets::files
