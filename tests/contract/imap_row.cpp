// The row of the IMAP target: a Dovecot on loopback, read back from its own files.
#include <filesystem>

#include "base/file_content_test.h"
#include "maildir_reader.h"
#include "server_settings.h"
#include "target_contract.h"
#include "targets/files/modified_utf7.h"
#include "targets/files/path_name.h"
#include "targets/imap/imap_target.h"

namespace restante::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoot = "C";

const ServerSettings& server() {
    static const ServerSettings settings = start_server("dovecot");
    return settings;
}

Result<std::unique_ptr<targets::Target>> open_imap(const std::string& place, const targets::TargetOptions& options) {
    if (server().empty()) return fail(Errc::unreachable, "Dovecot does not start: tests/servers/dovecot start");
    targets::TargetOptions with_login = options;
    with_login.secret = [](const std::string&) -> Result<targets::Secret> {
        return targets::Secret{server().at("PASSWORD"), false};
    };
    const std::string uri = "imap://" + user_of(place) + "@" + server().at("HOST") + ":" + server().at("PORT") + "/" +
                            std::string(kRoot) + "?ca=" + server().at("CA_FILE");
    return targets::open_imap_target(TRY(targets::TargetUri::parse(uri)), with_login);
}

// "C.Projects.a%2Eb" -> {"Projects", "a.b"}; a name that was cut stands for itself.
std::vector<std::string> path_of(std::string_view name) {
    const std::string text = targets::files::from_modified_utf7(name).value_or(std::string(name));
    std::vector<std::string> path;
    std::string_view rest = text;
    rest.remove_prefix(kRoot.size() + 1);
    while (!rest.empty()) {
        const std::string_view level = rest.substr(0, rest.find('.'));
        rest.remove_prefix(std::min(level.size() + 1, rest.size()));
        path.push_back(targets::files::decode_component(level).value_or(std::string(level)));
    }
    return path;
}

std::vector<ReadFolder> read_imap(const std::string& place) {
    std::vector<ReadFolder> folders;
    const fs::path mail = fs::path(server().at("MAIL_DIR")) / user_of(place) / "Maildir";
    if (!fs::exists(mail)) return folders;
    for (const auto& entry : fs::directory_iterator(mail)) {
        const std::string name = entry.path().filename().string();
        if (!entry.is_directory() || !name.starts_with("." + std::string(kRoot) + ".")) continue;
        ReadFolder folder{path_of(name.substr(1)), read_maildir_folder(entry.path())};
        // Of names that had to be cut, and of hidden folders, the message knows better where it came from.
        const bool cut = name.find("%~") != std::string::npos;
        if (cut && !folder.messages.empty()) folder.path = folder.messages.front().folder;
        folders.push_back(std::move(folder));
    }
    return folders;
}

void clear_imap(const std::string& place) {
    if (!server().empty()) fs::remove_all(fs::path(server().at("MAIL_DIR")) / user_of(place));
}

}  // namespace

TargetUnderTest imap_under_test() { return {"imap", open_imap, read_imap, true, false, clear_imap}; }

}  // namespace restante::testing
