#include "forge/store_file.h"

#include <algorithm>

#include "forge/store_folders.h"
#include "forge/store_message.h"

namespace restante::forge {
namespace {

constexpr std::size_t kObjectsPerMessage = 3;  // itself, its attachments and their list, at an average
constexpr std::size_t kOtherObjects = 64;
constexpr const char* kPassword = "password";  // what every new account had (Q118927)

}  // namespace

Result<StoreFile> StoreFile::create(const Office& office, std::size_t record, const std::string& account,
                                    std::size_t messages, PatchableSink& sink) {
    mmf::StoreBuilderOptions options;
    options.accounts.push_back({.name = office.windows_text(account), .password = kPassword});
    options.writer.expected_nodes = std::min(messages * kObjectsPerMessage + kOtherObjects, mmf::kMaximumNodes - 2);
    options.seed = static_cast<std::uint32_t>(mixed(office.plan.options.seed + record));
    StoreFile store(office, record, TRY(mmf::StoreBuilder::create(sink, options)));
    TRY_VOID(store.add_folders());
    return store;
}

Result<void> StoreFile::add_folders() {
    folders_.push_back(TRY(builder_.add_folder({.name = "Inbox", .oid = mmf::kInbox})));
    folders_.push_back(TRY(builder_.add_folder({.name = "Sent mail", .oid = mmf::kSentMail})));
    folders_.push_back(TRY(builder_.add_folder({.name = "Wastebasket", .oid = mmf::kWastebasket})));
    for (std::size_t own = 0; own < kOwnFolders; ++own) {
        const FolderPath path = store_folder_path(record_, kStoreFirstOwn + own);
        folders_.push_back(TRY(builder_.add_folder(
            {.name = office_->windows_text(path.back()), .level = static_cast<std::uint16_t>(path.size())})));
    }
    TRY(builder_.add_folder({.name = "Outbox", .hidden = true, .oid = mmf::kOutbox}));
    return builder_.add_address_book(store_address_book(*office_, record_));
}

Result<void> StoreFile::add(const Letter& letter) {
    TRY(builder_.add_message(folders_[letter.folder], store_message(*office_, letter)));
    return {};
}

Result<void> StoreFile::finish() { return builder_.finish(); }

}  // namespace restante::forge
