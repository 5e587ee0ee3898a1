// The row of the EWS target: our own strict server on loopback, read back from its files.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/file_content_test.h"
#include "maildir_reader.h"
#include "server_settings.h"
#include "target_contract.h"
#include "targets/ews/ews_target.h"
#include "targets/files/path_name.h"

namespace restante::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEwsRoot = "C";

const ServerSettings& ews_server() {
    static const ServerSettings settings = start_server("ews");
    return settings;
}

fs::path mailbox_of(const std::string& place) {
    return fs::path(ews_server().at("MAIL_DIR")) / user_of(place);
}

Result<std::unique_ptr<targets::Target>> open_ews(const std::string& place, const targets::TargetOptions& options) {
    if (ews_server().empty()) return fail(Errc::unreachable, "the server does not start: tests/servers/ews start");
    targets::TargetOptions with_login = options;
    with_login.secret = [](const std::string&) -> Result<targets::Secret> {
        return targets::Secret{ews_server().at("PASSWORD"), false};
    };
    const std::string uri = "ews://" + user_of(place) + "@" + ews_server().at("HOST") + ":" + ews_server().at("PORT") +
                            "/?root=" + std::string(kEwsRoot) + "&ca=" + ews_server().at("CA_FILE");
    return targets::open_ews_target(TRY(targets::TargetUri::parse(uri)), with_login);
}

struct ServerFolder {
    std::string parent{}, name{};
    fs::path place{};
};

// Names from the root down; nothing when it does not lie below the root.
std::vector<std::string> path_of(const std::map<std::string, ServerFolder>& folders, std::string id) {
    std::vector<std::string> path;
    for (auto at = folders.find(id); at != folders.end(); at = folders.find(at->second.parent))
        path.insert(path.begin(), at->second.name);
    if (path.size() < 3 || path[1] != kEwsRoot) return {};
    std::vector<std::string> names;
    for (std::size_t i = 2; i < path.size(); ++i)
        names.push_back(targets::files::decode_component(path[i]).value_or(path[i]));
    return names;
}

std::vector<ReadMessage> read_messages(const fs::path& place) {
    std::vector<ReadMessage> messages;
    for (const auto& entry : fs::directory_iterator(place)) {
        if (entry.path().extension() != ".eml") continue;
        messages.push_back(understood(test_files::content_of(entry.path())));
        const auto record =
            nlohmann::json::parse(test_files::content_of(fs::path(entry.path()).replace_extension(".json")));
        const int flags = std::stoi(record.at("properties").value("0x0e07", "8"));
        messages.back().read = record.at("fields").value("IsRead", "") == "true";
        EXPECT_EQ(messages.back().read, (flags & 1) != 0);
        messages.back().draft = (flags & 8) != 0;
        EXPECT_EQ(record.at("properties").value("restante-item-id", ""), messages.back().item_id);
    }
    return messages;
}

std::vector<ReadFolder> read_ews(const std::string& place) {
    std::map<std::string, ServerFolder> all;
    if (!fs::exists(mailbox_of(place))) return {};
    for (const auto& entry : fs::directory_iterator(mailbox_of(place))) {
        const auto record = nlohmann::json::parse(test_files::content_of(entry.path() / "folder.json"));
        all[entry.path().filename().string()] = {record.at("parent"), record.at("name"), entry.path()};
    }
    std::vector<ReadFolder> folders;
    for (const auto& [id, one] : all) {
        ReadFolder folder{path_of(all, id), read_messages(one.place)};
        // Names with escapes are exact; of others that had to be changed, the messages know better where they came
        // from.
        const bool exact = one.name.find('%') != std::string::npos && one.name.find("%~") == std::string::npos;
        if (!folder.messages.empty() && !exact) folder.path = folder.messages.front().folder;
        // What only holds others was made for them.
        const bool between = folder.messages.empty() && std::any_of(all.begin(), all.end(), [&](const auto& other) {
                                 return other.second.parent == id;
                             });
        if (!folder.path.empty() && !between) folders.push_back(std::move(folder));
    }
    return folders;
}

void clear_ews(const std::string& place) {
    if (!ews_server().empty()) fs::remove_all(mailbox_of(place));
}

}  // namespace

TargetUnderTest ews_under_test() { return {"ews", open_ews, read_ews, true, false, clear_ews}; }

}  // namespace restante::testing
