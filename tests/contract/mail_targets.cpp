// The rows of the targets that write Internet mail into directories, read back by their manifest and by GMime.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/file_content_test.h"
#include "formats/mbox/mbox_reader.h"
#include "gmime_reader.h"
#include "maildir_reader.h"
#include "target_contract.h"
#include "targets/eml/eml_target.h"
#include "targets/files/manifest.h"
#include "targets/maildir/maildir_target.h"
#include "targets/mbox/mbox_target.h"

namespace restante::testing {
namespace {

namespace fs = std::filesystem;

// "Projects/a%2Fb" of X-Restante-Folder.
std::vector<std::string> folder_in(const std::string& field) {
    std::vector<std::string> path(1);
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '/') {
            path.emplace_back();
        } else if (field[i] == '%') {
            path.back() += static_cast<char>(std::stoi(field.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            path.back() += field[i];
        }
    }
    return path;
}

std::vector<fs::path> files_in(const fs::path& directory, const std::string& ending) {
    std::vector<fs::path> files;
    if (!fs::exists(directory)) return files;
    for (const auto& entry : fs::directory_iterator(directory))
        if (entry.is_regular_file() && entry.path().string().ends_with(ending)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

template <class ReadFolderAt>
std::vector<ReadFolder> by_manifest(const std::string& place, ReadFolderAt&& read_folder) {
    std::vector<ReadFolder> folders;
    for (const auto& entry : fs::directory_iterator(place)) {
        const auto manifest = targets::files::read_manifest(entry.path().string());
        if (!manifest) continue;
        for (const targets::files::FolderRecord& record : manifest->folders)
            folders.push_back({record.folder.path, read_folder(entry.path(), record)});
    }
    return folders;
}

std::vector<ReadFolder> read_eml(const std::string& place) {
    return by_manifest(place, [](const fs::path& root, const targets::files::FolderRecord& record) {
        std::vector<ReadMessage> messages;
        for (const fs::path& file : files_in(root / record.place, ".eml"))
            messages.push_back(understood(test_files::content_of(file)));
        return messages;
    });
}

std::vector<ReadFolder> read_mbox(const std::string& place) {
    return by_manifest(place, [](const fs::path& root, const targets::files::FolderRecord& record) {
        std::vector<ReadMessage> messages;
        for (const mbox::MboxMessage& message :
             mbox::read_messages(test_files::content_of(root / (record.place + ".mbox"))))
            messages.push_back(understood(message.content));
        return messages;
    });
}

std::vector<ReadFolder> read_maildir(const std::string& place) {
    return by_manifest(place, [](const fs::path& root, const targets::files::FolderRecord& record) {
        const bool inbox = record.place == "INBOX";
        const fs::path folder = inbox ? root : root / ("." + record.place);
        return read_maildir_folder(folder);
    });
}

}  // namespace

ReadMessage understood(const std::string& raw) {
    const ParsedMessage parsed = parse_with_gmime(raw);
    ReadMessage message;
    message.item_id = parsed.header("X-Restante-Item");
    message.subject = parsed.subject.value_or("");
    for (const char letter : parsed.text.value_or(""))
        if (letter != '\r') message.body += letter;
    for (const ParsedPart& part : parsed.attachments) message.attachments.push_back({part.name, part.content});
    message.folder = folder_in(parsed.header("X-Restante-Folder"));
    message.read = parsed.header("X-Restante-Status").find("read") != std::string::npos;
    return message;
}

std::vector<ReadMessage> read_maildir_folder(const fs::path& folder) {
    std::vector<ReadMessage> messages;
    for (const char* part : {"cur", "new"})
        for (const fs::path& file : files_in(folder / part, "")) {
            messages.push_back(understood(test_files::content_of(file)));
            const std::string name = file.filename().string();
            const std::size_t mark = name.find(":2,");
            const std::string flags = mark == std::string::npos ? "" : name.substr(mark + 3);
            messages.back().read = flags.find('S') != std::string::npos;
            messages.back().draft = flags.find('D') != std::string::npos;
        }
    return messages;
}

std::vector<TargetUnderTest> targets_under_test() {
    return {{"eml", targets::open_eml_target, read_eml, true, true},
            {"mbox", targets::open_mbox_target, read_mbox, false, true},
            {"maildir", targets::open_maildir_target, read_maildir, true, true},
            imap_under_test(),
            ews_under_test()};
}

}  // namespace restante::testing
