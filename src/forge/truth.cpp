#include "forge/truth.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "forge/client_files.h"
#include "forge/letter_json.h"
#include "forge/loose_letters.h"
#include "forge/store_folders.h"
#include "forge/store_message.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::forge {
namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }
std::string boolean(bool value) { return value ? "true" : "false"; }

FolderPath path_of(const Letter& letter, std::size_t record, bool own) {
    if (own && letter.place == Place::private_folder) return private_folder_path(record, letter.folder);
    const bool filed = own && letter.place == Place::store;
    return store_folder_path(record, filed ? letter.folder : std::size_t{kStoreInbox});
}

LetterCopy copy_of(const Plan& plan, const Letter& letter, const MailIndex& index, bool own, bool live) {
    LetterCopy copy{.in = {}, .live = true};
    const bool local = plan.accounts[letter.owner].client == Client::windows_local;
    const std::string store = local ? "local" : "mmf";
    const Place place = own ? letter.place : Place::mailbag;
    if (place == Place::private_folder || place == Place::shared_folder) {
        copy.in = {"folder"};
    } else if (place == Place::store || place == Place::fetched) {
        copy.in = {store};
    } else {
        copy.in = {"mbg"};
        if (place == Place::shadowed) copy.in.push_back(store);
        copy.live = live;
        copy.gone = letter.references() == 0;
        copy.message_file = postoffice::hexid_text(index.file(letter.number).number);
    }
    return copy;
}

}  // namespace

void Truth::begin(const Plan& plan) {
    json_.begin_object();
    json_.value("schema", "\"restante-forge/1\"");
    json_.value("network", json_text(plan.network));
    json_.value("postoffice", json_text(plan.postoffice));
    json_.value("kind", plan.retail() ? "\"retail\"" : "\"workgroup\"");
    json_.value("administrator", json_text(plan.accounts.front().mailbox));
    json_.value("seed", number(plan.options.seed));
    json_.begin_list("users");
}

Result<void> Truth::write_letter(const Plan& plan, const Letter& letter, const MailIndex& index, bool own, bool live) {
    const std::string json = TRY(letter_json(plan, letter, copy_of(plan, letter, index, own, live)));
    json_.value("", json);
    return json_.result();
}

Result<void> Truth::write_account(const Plan& plan, const MailIndex& index, std::size_t record) {
    const Account& account = plan.accounts[record];
    json_.begin_object();
    json_.value("mailbox", json_text(account.mailbox));
    json_.value("display_name", json_text(account.full_name));
    json_.value("hexid", json_text(postoffice::hexid_text(account.hexid)));
    json_.value("record", number(record));
    json_.value("deleted", boolean(account.deleted));
    if (account.has_store()) json_.value("store", json_text(store_path(plan, record)));
    json_.begin_object("details");
    for (const auto& [label, value] : account.details())
        if (!value.empty()) json_.value(label, json_text(value));
    json_.end_object();
    if (account.has_store()) {
        json_.begin_list("address_book");
        for (const Correspondent& one : address_book_people(plan, record))
            json_.value("", fmt::format("{{\"name\":{},\"address\":{}}}", json_text(one.name), json_text(one.address)));
        json_.end_list();
    }
    // Which letters are in which folder first: numbers only.
    std::map<FolderPath, std::vector<Holding>> folders;
    for (const Holding& holding : index.holdings(record)) {
        const Letter letter = make_letter(plan, holding.letter);
        folders[path_of(letter, record, holding.own)].push_back(holding);
    }
    json_.begin_list("folders");
    for (const auto& [path, holdings] : folders) {
        json_.begin_object();
        json_.value("path", json_texts(path));
        json_.begin_list("messages");
        for (const Holding& holding : holdings)
            TRY_VOID(write_letter(plan, make_letter(plan, holding.letter), index, holding.own, holding.live));
        json_.end_list();
        json_.end_object();
    }
    json_.end_list();
    json_.end_object();
    return json_.result();
}

Result<void> Truth::write_shared_folders(const Plan& plan, const MailIndex& index) {
    json_.begin_list("shared_folders");
    for (std::size_t i = 0; i < plan.folders.size(); ++i) {
        const SharedFolder& folder = plan.folders[i];
        json_.begin_object();
        json_.value("name", json_text(folder.name));
        json_.value("comment", json_text(folder.comment));
        json_.value("owner", json_text(plan.accounts[folder.owner].mailbox));
        json_.value("kind", folder.of_group ? "\"group\"" : "\"shared\"");
        json_.begin_list("messages");
        for (const std::uint32_t letter : index.shared(i))
            TRY_VOID(write_letter(plan, make_letter(plan, letter), index, true, true));
        json_.end_list();
        json_.end_object();
    }
    json_.end_list();
    return json_.result();
}

Result<void> Truth::write_strays(const Plan& plan, std::uint32_t first_orphan) {
    json_.begin_list("unmatched");
    json_.begin_object();
    json_.value("file", json_text(kStrayStore));
    json_.value("account", json_text(stray_account(plan)));
    json_.begin_list("messages");
    for (std::size_t i = 0; i < stray_letter_count(); ++i)
        json_.value("", TRY(letter_json(plan, make_stray(plan, i), {.in = {"local"}})));
    json_.end_list();
    json_.end_object();
    json_.end_list();
    return write_loose(plan, first_orphan);
}

Result<void> Truth::write_loose(const Plan& plan, std::uint32_t first_orphan) {
    std::vector<std::string> orphans, waiting;
    Result<void> result;
    const std::uint32_t next =
        number_loose_letters(plan, first_orphan, [&](const Letter& letter, bool waits, std::uint32_t number) {
            const LetterCopy copy{.in = {waits ? "inqueue" : "orphan"}, .message_file = postoffice::hexid_text(number)};
            auto json = letter_json(plan, letter, copy);
            if (!json) result = fail(json.error());
            if (!json) return;
            const std::string& mailbox = plan.accounts[letter.owner].mailbox;
            if (waits) waiting.push_back(fmt::format(R"({{"mailbox":{},"message":{}}})", json_text(mailbox), *json));
            if (!waits) orphans.push_back(std::move(*json));
        });
    TRY_VOID(std::move(result));
    orphans.push_back(fmt::format(R"({{"attachment_file":"{:08X}"}})", next));
    json_.begin_list("orphans");
    for (const std::string& json : orphans) json_.value("", json);
    json_.end_list();
    json_.begin_list("waiting");
    for (const std::string& json : waiting) json_.value("", json);
    json_.end_list();
    return json_.result();
}

Result<void> Truth::end_accounts(const Plan& plan, const MailIndex& index, std::uint32_t first_orphan) {
    json_.end_list();
    json_.begin_list("groups");
    for (const Group& group : plan.groups) {
        std::vector<std::string> members;
        for (const std::size_t record : group.members) members.push_back(plan.accounts[record].mailbox);
        for (const auto& [where, user] : group.externals) {
            const ExternalPostoffice& office = plan.externals[where];
            members.push_back(fmt::format("MS:{}/{}/{}", office.network, office.name, office.users[user].mailbox));
        }
        json_.value("", fmt::format("{{\"name\":{},\"members\":{}}}", json_text(group.name), json_texts(members)));
    }
    json_.end_list();
    json_.begin_list("external_people");
    for (const ExternalPostoffice& office : plan.externals)
        for (const ExternalUser& user : office.users)
            json_.value("",
                        fmt::format(R"({{"full_name":{},"address":{}}})", json_text(user.full_name),
                                    json_text(fmt::format("MS:{}/{}/{}", office.network, office.name, user.mailbox))));
    json_.end_list();
    if (!plan.store_only) {
        TRY_VOID(write_shared_folders(plan, index));
        TRY_VOID(write_strays(plan, first_orphan));
    }
    return json_.result();
}

Result<void> Truth::finish(const std::vector<DamageReport>& damage) {
    json_.begin_list("damage");
    for (const DamageReport& one : damage) {
        json_.begin_object();
        json_.value("kind", json_text(one.kind));
        json_.value("what", json_text(one.what));
        json_.value("files", json_texts(one.files));
        json_.value("mailbox", json_text(one.mailbox));
        json_.value("loses", json_texts(one.loses));
        json_.end_object();
    }
    json_.end_list();
    json_.end_object();
    return json_.result();
}

}  // namespace restante::forge
