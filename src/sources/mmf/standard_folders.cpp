#include "sources/mmf/standard_folders.h"

#include <algorithm>
#include <array>

namespace restante::sources {
namespace {

struct Row {
    mmf::Oid oid;
    const char* name;
    model::FolderRole role;
};

constexpr std::array kRows{
    Row{mmf::kInbox, "Inbox", model::FolderRole::inbox},
    Row{mmf::kSentMail, "Sent mail", model::FolderRole::sent},
    Row{mmf::kOutbox, "Outbox", model::FolderRole::outbox},
    Row{mmf::kWastebasket, "Wastebasket", model::FolderRole::deleted},
    Row{mmf::kHiddenBullet, "HiddenBullet", model::FolderRole::none},
    Row{mmf::kHiddenShared, "HiddenShared", model::FolderRole::none},
};

const Row* find(mmf::Oid oid) {
    const auto* const row = std::ranges::find(kRows, oid, &Row::oid);
    return row == kRows.end() ? nullptr : row;
}

}  // namespace

model::FolderRole standard_role(mmf::Oid oid) {
    const Row* const row = find(oid);
    return row == nullptr ? model::FolderRole::none : row->role;
}

std::string standard_folder_name(mmf::Oid oid) {
    const Row* const row = find(oid);
    return row == nullptr ? std::string{} : row->name;
}

}  // namespace restante::sources
