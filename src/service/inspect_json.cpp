#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

#include "service/inspect.h"

namespace restante::service {
namespace {

using Json = nlohmann::ordered_json;

void put_contents(Json& json, const Contents& contents) {
    json["messages"] = contents.messages;
    json["attachments"] = contents.attachments;
    json["bytes"] = contents.bytes;
    json["unread"] = contents.unread;
    if (contents.unreadable != 0) json["unreadable"] = contents.unreadable;
    if (contents.oldest) json["oldest"] = contents.oldest->iso();
    if (contents.newest) json["newest"] = contents.newest->iso();
}

Json folder_json(const InspectedFolder& inspected) {
    Json json{{"path", inspected.folder.path}, {"role", model::name_of(inspected.folder.role)}};
    if (inspected.folder.hidden) json["hidden"] = true;
    if (!inspected.folder.comment.empty()) json["comment"] = inspected.folder.comment;
    put_contents(json, inspected.contents);
    return json;
}

// What the postoffice knows of the owner.
const model::DirectoryAccount* account_of(const model::Directory* directory, const InspectedMailbox& mailbox) {
    if (directory == nullptr) return nullptr;
    for (const model::DirectoryAccount& account : directory->accounts)
        if (!account.deleted && account.mailbox == mailbox.mailbox.name) return &account;
    return nullptr;
}

Json user_json(const InspectedMailbox& mailbox, const std::string& path, const model::Directory* directory) {
    Json json{{"mailbox", mailbox.mailbox.name}};
    const model::DirectoryAccount* const account = account_of(directory, mailbox);
    if (!mailbox.mailbox.display_name.empty()) json["display_name"] = mailbox.mailbox.display_name;
    if (!mailbox.mailbox.address.empty()) json["address"] = mailbox.mailbox.address;
    if (!mailbox.mailbox.accounts.empty()) json["accounts"] = mailbox.mailbox.accounts;
    if (directory == nullptr) {
        json["mmf"] = path;
    } else if (account != nullptr) {
        if (!account->hexid.empty()) json["hexid"] = account->hexid;
        if (!account->stores.empty()) json["mmf"] = account->stores.front();
        if (account->stores.size() > 1)
            json["more_mmf"] = std::vector(account->stores.begin() + 1, account->stores.end());
    }
    put_contents(json, mailbox.contents);
    if (!mailbox.years.empty()) {
        json["years"] = Json::object();
        for (const auto& [year, messages] : mailbox.years) json["years"][std::to_string(year)] = messages;
    }
    json["contacts"] = mailbox.contacts;
    json["groups"] = mailbox.groups;
    json["health"] = name_of(mailbox.health);
    if (!mailbox.problem.empty()) json["problem"] = mailbox.problem;
    json["folders"] = Json::array();
    for (const InspectedFolder& folder : mailbox.folders) json["folders"].push_back(folder_json(folder));
    return json;
}

Json finding_json(const Finding& finding, const std::string& mailbox) {
    Json json{{"code", message_text(finding.id).code}, {"severity", name_of(finding.severity())}};
    if (finding.offset) json["offset"] = *finding.offset;
    if (!mailbox.empty()) json["mailbox"] = mailbox;
    if (!finding.item.empty()) json["item"] = finding.item;
    json["text"] = finding.text;
    return json;
}

Json fact_json(const Fact& fact) {
    Json json{{"field", fact.field}, {"value", fact.value}, {"established", fact.established}};
    if (fact.offset) json["offset"] = *fact.offset;
    json["confirmed"] = fact.confirmed;
    json["contradicted"] = fact.contradicted;
    json["confidence"] = fact.confidence;
    return json;
}

Json address_json(const pipeline::CountedAddress& address) {
    Json json{{"old", address.old}};
    if (!address.spec.empty()) json["new"] = address.spec;
    json["reach"] = name_of(address.reach);
    json["count"] = address.count;
    if (!address.name.empty()) json["name"] = address.name;
    return json;
}

// "MS:ACME/HQ/JDOE" -> {"ACME", "HQ"}
std::pair<std::string, std::string> postoffice_of(const std::string& address) {
    const std::string prefix = "MS:";
    const std::size_t first = address.find('/');
    const std::size_t second = first == std::string::npos ? first : address.find('/', first + 1);
    if (!address.starts_with(prefix) || second == std::string::npos) return {};
    return {address.substr(prefix.size(), first - prefix.size()), address.substr(first + 1, second - first - 1)};
}

// One file: what the user named, or one of the files in it.
Json source_json(const model::Origin& origin) {
    return {{"kind", origin.kind}, {"path", origin.path},    {"version", origin.version},
            {"size", origin.size}, {"users", Json::array()}, {"findings", Json::array()}};
}

void add_mailbox(Json& source, const InspectedMailbox& mailbox, const std::string& path,
                 const model::Directory* directory = nullptr) {
    const auto [network, postoffice] = postoffice_of(mailbox.mailbox.address);
    if (!network.empty() && !source.contains("network")) source["network"] = network;
    if (!postoffice.empty() && !source.contains("postoffice")) source["postoffice"] = postoffice;
    if (mailbox.mailbox.shared) {
        source["groups"] = mailbox.mailbox.groups.size();
        source["shared_folders"] = mailbox.folders.size();
        source["shared_messages"] = mailbox.contents.messages;
    } else {
        source["users"].push_back(user_json(mailbox, path, directory));
    }
    for (const Finding& finding : mailbox.findings.list())
        source["findings"].push_back(finding_json(finding, mailbox.mailbox.name));
}

// A postoffice without its mailboxes.
Json postoffice_json(const model::Directory& directory, const model::Origin& origin) {
    Json source = source_json(origin);
    source["kind"] = directory.kind;
    if (!directory.network.empty()) source["network"] = directory.network;
    if (!directory.postoffice.empty()) source["postoffice"] = directory.postoffice;
    if (const auto* const administrator = directory.administrator()) {
        source["administrator"] = administrator->mailbox;
        source["administrator_rule"] = directory.administrator_rule;
    }
    return source;
}

// The mailboxes of postoffices stand together; every other file stands alone.
std::vector<Json> inner_sources(const Inspection& inspection, Json& whole) {
    std::vector<Json> inner;
    std::map<std::string, std::size_t> postoffices;  // by path
    for (const InspectedMailbox& mailbox : inspection.mailboxes) {
        if (!mailbox.mailbox.origin) {
            add_mailbox(whole, mailbox, inspection.source.path);
            continue;
        }
        const model::Origin& origin = *mailbox.mailbox.origin;
        const auto directory = std::ranges::find(inspection.directories, origin.path, &model::Directory::path);
        if (directory == inspection.directories.end() || origin.kind != "postoffice") {
            inner.push_back(source_json(origin));
            add_mailbox(inner.back(), mailbox, origin.path);
            continue;
        }
        const auto [known, added] = postoffices.emplace(origin.path, inner.size());
        if (added) inner.push_back(postoffice_json(*directory, origin));
        add_mailbox(inner[known->second], mailbox, origin.path, &*directory);
    }
    return inner;
}

}  // namespace

std::string inspection_json(const Inspection& inspection) {
    const sources::SourceDescription& named = inspection.source;
    Json whole = source_json({named.kind, named.path, named.version, named.size, {}});
    std::vector<Json> inner = inner_sources(inspection, whole);
    if (named.kind == "postoffice" && inner.size() == 1) {  // the postoffice is all there is
        whole = std::move(inner.front());
        inner.clear();
    }
    if (!inspection.unmatched.empty()) whole["unmatched"] = inspection.unmatched;
    for (const Finding& finding : inspection.findings.list()) whole["findings"].push_back(finding_json(finding, {}));
    if (!inspection.evidence.empty()) {
        whole["evidence"] = Json::array();
        for (const Fact& fact : inspection.evidence) whole["evidence"].push_back(fact_json(fact));
    }
    if (inspection.addresses_listed) {
        whole["addresses"] = Json::array();
        for (const pipeline::CountedAddress& one : inspection.addresses)
            whole["addresses"].push_back(address_json(one));
    }
    Json sources = Json::array({std::move(whole)});
    for (Json& source : inner) sources.push_back(std::move(source));
    const Json document{{"schema", "restante-inspect/1"}, {"sources", std::move(sources)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace restante::service
