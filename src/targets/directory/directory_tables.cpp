#include "targets/directory/directory_tables.h"

#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "base/control_picture.h"
#include "base/escaped_pattern.h"
#include "base/utf8.h"
#include "formats/csv/csv_reader.h"
#include "formats/exchange/multi_value.h"
#include "formats/exchange/user_list.h"
#include "model/address_parts.h"
#include "model/directory_name.h"

namespace restante::targets::directory {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kServer = "~SERVER";  // stands for the server the import is made on

using Rows = std::vector<std::vector<std::string>>;

// Programs that read tables take them for another encoding unless a mark says what it is; ASCII needs none.
std::string marked(std::string text) { return is_ascii(text) ? text : std::string(kByteOrderMark) + text; }

// No reader of tables takes a NUL.
std::string table_of(const Rows& rows) {
    std::string text, table;
    for (const auto& row : rows) text += csv::record_text(row) + "\r\n";
    for (const char c : text)
        if (c == '\0')
            append_control_picture(c, table);
        else
            table += c;
    return marked(std::move(table));
}

void drop_empty_columns(Rows& rows, std::size_t first) {
    for (std::size_t column = rows.front().size(); column-- > first;) {
        const bool used =
            std::any_of(rows.begin() + 1, rows.end(), [column](const auto& row) { return !row[column].empty(); });
        if (used) continue;
        for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
    }
}

std::string proxies_of(const std::string& address) {
    return address.empty() ? std::string() : exchange::joined_values({"migrate:" + address, address});
}

bool has_own_column(const DetailNames& names) {
    return names.detail == Detail::given_name || names.detail == Detail::surname || names.detail == Detail::comment;
}

std::vector<std::string> user_row(const model::Directory& directory, const model::DirectoryAccount& account) {
    const Details details(account.details);
    std::vector<std::string> row = {account.mailbox,
                                    account.display_name,
                                    account.left_out || account.system ? "N" : "Y",
                                    "mailbox",
                                    "create",
                                    model::directory_name(directory, account),
                                    model::shown_name(account),
                                    details[Detail::given_name],
                                    details[Detail::surname],
                                    kServer,
                                    details[Detail::comment],
                                    details.column(exchange::kAccount),
                                    proxies_of(account.address)};
    for (const DetailNames& names : detail_names())
        if (!has_own_column(names)) row.push_back(details[names.detail]);
    return row;
}

std::string listed(const Details& details, std::string_view column, const char* usual) {
    const std::string said = details.column(column);
    return said.empty() ? usual : said;
}

std::string container_name(const std::string& name) { return "Recipients/cn=" + name; }

const std::string& name_of_member(const Recipients& recipients, const Member& member) {
    if (member.kind == MemberKind::person) return recipients.people[member.index].name;
    if (member.kind == MemberKind::contact) return recipients.contacts[member.index].name;
    return recipients.groups[member.index].name;
}

constexpr std::size_t kImportColumns = 10;  // before the details

std::vector<std::string> import_row(const Person& person) {
    std::vector<std::string> proxies;
    if (!person.internet.empty()) proxies.push_back("SMTP:" + person.internet);
    if (!person.originals.empty())
        proxies.insert(proxies.end(), {"migrate:" + person.account->address, person.account->address});
    std::vector<std::string> row = {"mailbox",    listed(person.details, exchange::kMode, "create"),
                                    person.name,  person.display_name,
                                    person.alias, listed(person.details, exchange::kHomeServer, kServer),
                                    "",           exchange::joined_values(proxies),
                                    "",           person.details.column(exchange::kAccount)};
    for (const DetailNames& names : detail_names()) {
        const std::string& value = names.detail == Detail::given_name ? person.given_name
                                   : names.detail == Detail::surname  ? person.surname
                                                                      : person.details[names.detail];
        row.push_back(exchange::escaped_value(value));
    }
    return row;
}

// What the user's list says beyond what has a column already: for the import alone.
void add_other_columns(const Recipients& recipients, std::size_t postoffice, Rows& rows) {
    for (const Person& person : recipients.people) {
        if (person.postoffice != postoffice) continue;
        for (const model::DirectoryDetail& other : person.details.columns()) {
            auto& header = rows.front();
            if (std::find(header.begin(), header.end(), other.label) == header.end()) header.push_back(other.label);
        }
    }
    std::size_t row = 0;
    for (const Person& person : recipients.people) {
        if (person.postoffice != postoffice) continue;
        ++row;
        for (std::size_t column = rows[row].size(); column < rows.front().size(); ++column)
            rows[row].push_back(person.details.column(rows.front()[column]));
    }
}

}  // namespace

std::string user_list_table(const std::vector<const model::Directory*>& directories) {
    Rows rows(1);
    for (const std::string_view name :
         {exchange::kUserName, exchange::kFullName, exchange::kMigrateUser, exchange::kObjectClass, exchange::kMode,
          exchange::kCommonName, exchange::kDisplayName, exchange::kGivenName, exchange::kSurname,
          exchange::kHomeServer, exchange::kComment, exchange::kAccount, exchange::kProxies})
        rows.front().emplace_back(name);
    const std::size_t fixed = rows.front().size();
    for (const DetailNames& names : detail_names())
        if (!has_own_column(names)) rows.front().emplace_back(names.column);
    for (const model::Directory* const directory : directories)
        for (const model::DirectoryAccount& account : directory->accounts)
            if (!account.deleted) rows.push_back(user_row(*directory, account));
    drop_empty_columns(rows, fixed);
    return table_of(rows);
}

std::string directory_import_table(const Recipients& recipients, std::size_t postoffice) {
    Rows rows(1);
    for (const char* const name : {"Obj-Class", "Mode", "Common-Name", "Display-Name", "Alias Name", "Home-Server",
                                   "E-mail Address", "Secondary-Proxy-Addresses", "Members", "Assoc-NT-Account"})
        rows.front().emplace_back(name);
    for (const DetailNames& names : detail_names()) rows.front().emplace_back(names.column);
    for (const Person& person : recipients.people)
        if (person.postoffice == postoffice) rows.push_back(import_row(person));
    add_other_columns(recipients, postoffice, rows);
    const auto other = [&](const char* kind, const auto& recipient) -> std::vector<std::string>& {
        rows.push_back({kind, "create", recipient.name, recipient.display_name, recipient.alias});
        rows.back().resize(rows.front().size());
        return rows.back();
    };
    for (const Contact& contact : recipients.contacts)
        if (contact.postoffice == postoffice)
            other("remote", contact)[6] = contact.internet.empty() ? contact.address : "SMTP:" + contact.internet;
    for (const Group& group : recipients.groups) {
        if (group.postoffice != postoffice) continue;
        std::vector<std::string> members;
        for (const Member& member : group.members)
            members.push_back(container_name(name_of_member(recipients, member)));
        other("dl", group)[8] = exchange::joined_values(members);
    }
    drop_empty_columns(rows, kImportColumns);
    return table_of(rows);
}

std::string mailbox_import_table(const Recipients& recipients, std::size_t postoffice, const StoreFiles& files,
                                 const std::string& share) {
    Rows rows = {{"Mailbox", "FilePath", "TargetRootFolder", "Name"}};
    for (const Person& person : recipients.people) {
        const auto file = files.find(person.account);
        if (person.postoffice != postoffice || file == files.end()) continue;
        rows.push_back({person.alias, share + file->second, "/", "restante " + person.alias});
    }
    return table_of(rows);
}

std::string microsoft_365_table(const Recipients& recipients, std::size_t postoffice, const StoreFiles& files) {
    Rows rows = {{"Workload", "FilePath", "Name", "Mailbox", "IsArchive", "TargetRootFolder", "ContentCodePage",
                  "SPFileContainer", "SPManifestContainer", "SPSiteUrl"}};
    for (const Person& person : recipients.people) {
        const auto file = files.find(person.account);
        if (person.postoffice != postoffice || file == files.end() || person.internet.empty()) continue;
        rows.push_back({"Exchange", "", file->second, person.internet, "FALSE", "/", "", "", "", ""});
    }
    return table_of(rows);
}

std::string address_map_table(const Recipients& recipients, std::size_t postoffice) {
    Rows rows = {{"old", "new", "name"}};
    const auto add = [&](const std::string& old, const std::string& internet, const std::string& name) {
        const bool as_it_is = std::holds_alternative<model::InternetAddress>(model::parts_of_text(old));
        if (old.empty() || as_it_is) return;  // needs no line
        rows.push_back({escape_pattern(old), escape_pattern(internet), name});
    };
    for (const Person& person : recipients.people)
        if (person.postoffice == postoffice) add(person.account->address, person.internet, person.display_name);
    for (const Contact& contact : recipients.contacts)
        if (contact.postoffice == postoffice) add(contact.address, contact.internet, contact.display_name);
    return table_of(rows);
}

}  // namespace restante::targets::directory
