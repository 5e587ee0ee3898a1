#include "targets/ews/folder_places.h"

#include <fmt/format.h>

#include <array>

#include "targets/ews/soap_request.h"

namespace restante::targets::ews {
namespace {

constexpr std::string_view kHiddenFolders = "%~Hidden";
constexpr std::string_view kHiddenIdentity = "\x01hidden";  // no folder of a source is called that way
constexpr int kMostTries = 10;

struct RoleFolder {
    model::FolderRole role;
    std::string_view distinguished;
    std::string_view shown;
};
// Outlook would send what lies in its Outbox.
constexpr std::array kRoleFolders = {RoleFolder{model::FolderRole::inbox, "inbox", "Inbox"},
                                     RoleFolder{model::FolderRole::sent, "sentitems", "Sent Items"},
                                     RoleFolder{model::FolderRole::deleted, "deleteditems", "Deleted Items"},
                                     RoleFolder{model::FolderRole::outbox, "drafts", "Drafts"}};
constexpr std::string_view kContacts = "contacts";

}  // namespace

Result<void> FolderPlaces::start() {
    for (const RoleFolder& one : kRoleFolders) tree_.reserve(account_.distinguished(one.distinguished));
    for (const std::string_view other : {std::string_view("outbox"), kContacts, std::string_view("calendar")})
        tree_.reserve(account_.distinguished(other));
    return refresh();
}

Result<void> FolderPlaces::refresh() {
    tree_.set(TRY(account_.folders()));
    return {};
}

Result<FolderPlace> FolderPlaces::below(const FolderPlace& parent, const Level& level, FolderTree::Kind kind,
                                        std::string_view comment) {
    const FolderName name = folder_name(level.name);
    const std::string identity = folder_identity(level.identity_of);
    const auto at = [&](std::string id, const std::string& shown, bool made) {
        return FolderPlace{std::move(id), parent.shown.empty() ? shown : parent.shown + "/" + shown, made,
                           name.changed || shown != name.text};
    };
    for (int tries = 0;; ++tries) {
        std::string id = tree_.claim(parent.id, identity, name.text, kind);
        if (!id.empty()) return at(std::move(id), name.text, tries > 0);
        const std::string shown = tree_.free_name(parent.id, name.text);
        account_.pacer().wait_for_turn();
        RequestBody body(account_.start_of_request());
        body.text(create_folder({parent.id, shown, identity, comment, kind == FolderTree::Kind::contacts}));
        body.text(envelope_end());
        auto answer = account_.send(body);
        Word word;
        if (answer && answer->fault) word = *answer->fault;
        if (answer && !answer->outcomes.empty()) {
            const Outcome& outcome = answer->outcomes.front();
            if (outcome.done && !outcome.folders.empty()) {
                const std::string& made = outcome.folders.front().id;
                const bool contacts = kind == FolderTree::Kind::contacts;
                tree_.add({made, parent.id, shown, std::string(contacts ? kContactsClass : kMailClass), identity});
                return at(tree_.claim(parent.id, identity, shown, kind), shown, true);
            }
            word = outcome.word;
        }
        const Errc meaning = answer ? meaning_of(word) : answer.error().code;
        const bool worth_another_try =
            meaning == Errc::unreachable || meaning == Errc::throttled || meaning == Errc::exists;
        if (!worth_another_try || tries == kMostTries) {
            if (!answer) return fail(std::move(answer.error()));
            return fail(meaning, fmt::format("the folder \"{}\" cannot be made: {}", shown, words_of(word)));
        }
        // What is there now tells whether it was made all the same.
        if (!answer) account_.connection_lost(answer.error());
        if (meaning == Errc::throttled) account_.wait_as_told(word);
        if (meaning == Errc::exists) tree_.add({"", parent.id, shown, "", "\x01"});
        if (meaning != Errc::exists || tries == 0) TRY_VOID(refresh());
    }
}

Result<FolderPlace> FolderPlaces::root() {
    FolderPlace place{account_.top(), {}, false, false};
    for (const std::string& level : account_.root())
        place = TRY(below(place, {level, level}, FolderTree::Kind::mail, {}));
    return place;
}

FolderPlace FolderPlaces::place_of_role(const model::Folder& folder) const {
    if (!account_.root().empty() || folder.path.size() != 1) return {};
    for (const RoleFolder& one : kRoleFolders) {
        if (one.role != folder.role) continue;
        std::string id = account_.distinguished(one.distinguished);
        if (!id.empty()) return {std::move(id), std::string(one.shown), false, false};
    }
    return {};
}

Result<FolderPlace> FolderPlaces::place_of(const model::Folder& folder) {
    FolderPlace place = place_of_role(folder);
    if (!place.id.empty()) {
        role_places_[folder.path.front()] = place;
        return place;
    }
    place = TRY(root());
    std::size_t first = 0;
    const bool hidden = folder.hidden && folder.role == model::FolderRole::none;
    const auto above = role_places_.find(folder.path.front());
    if (hidden) {
        place = TRY(below(place, {kHiddenFolders, kHiddenIdentity}, FolderTree::Kind::mail, {}));
    } else if (above != role_places_.end() && folder.path.size() > 1) {
        // Below the Inbox of the source is below that of the server, and likewise for the other roles.
        place = above->second;
        first = 1;
    }
    for (std::size_t i = first; i < folder.path.size(); ++i) {
        const bool last = i + 1 == folder.path.size();
        const std::string& name = folder.path[i];
        place = TRY(below(place, {name, name}, FolderTree::Kind::mail, last ? folder.comment : std::string_view()));
    }
    return place;
}

Result<FolderPlace> FolderPlaces::contacts(std::string_view name) {
    FolderPlace place{account_.distinguished(kContacts), "Contacts", false, false};
    if (!account_.root().empty() || place.id.empty()) {
        place = TRY(root());
        place = TRY(below(place,
                          {"Contacts",
                           "\x01"
                           "contacts"},
                          FolderTree::Kind::contacts, {}));
    }
    if (name.empty()) return place;
    return below(place, {name, name}, FolderTree::Kind::contacts, {});
}

}  // namespace restante::targets::ews
