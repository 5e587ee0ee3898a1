#include "forge/store_folders.h"

#include "forge/letter.h"
#include "forge/words.h"

namespace restante::forge {
namespace {

std::string own_name(std::size_t record, std::size_t number) {
    return std::string(words::folders()[(record + number) % words::folders().size()]);
}

}  // namespace

FolderPath store_folder_path(std::size_t record, std::size_t folder) {
    if (folder == kStoreInbox) return {"Inbox"};
    if (folder == kStoreSent) return {"Sent mail"};
    if (folder == kStoreWastebasket) return {"Wastebasket"};
    const std::size_t own = folder - kStoreFirstOwn;
    FolderPath path{own_name(record, own - own % 2)};
    if (own % 2 == 1) path.push_back(own_name(record, own));
    return path;
}

FolderPath private_folder_path(std::size_t record, std::size_t folder) { return {own_name(record, folder)}; }

}  // namespace restante::forge
