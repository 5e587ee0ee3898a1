#include "service/user_list_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "formats/exchange/multi_value.h"
#include "formats/exchange/user_list.h"
#include "service/table_text.h"
#include "targets/files/output_file.h"

namespace restante::service {
namespace {

using exchange::UserList;

constexpr std::uint64_t kLargestList = 64 * 1024 * 1024;
constexpr std::size_t kLongestCommonName = 64;
constexpr std::string_view kMigrated = "migrate:";
constexpr std::string_view kUsualServer = "~SERVER";

// These have a meaning of their own; all others are details of the person.
constexpr std::array<std::string_view, 8> kNoDetails{
    exchange::kUserName,   exchange::kFullName,    exchange::kMigrateUser, exchange::kObjectClass,
    exchange::kCommonName, exchange::kDisplayName, exchange::kProxies,     "E-mail Addresses"};

bool one_of(std::string_view value, std::initializer_list<std::string_view> known) {
    return std::any_of(known.begin(), known.end(),
                       [value](std::string_view one) { return equals_ignoring_ascii_case(value, one); });
}

// The address that says which mailbox is meant: the one behind "migrate:", else an MS: one.
std::string old_address_of(std::string_view proxies) {
    std::string old;
    for (const std::string& one : exchange::split_values(proxies)) {
        const std::string_view text = trimmed(one);
        if (equals_ignoring_ascii_case(text.substr(0, kMigrated.size()), kMigrated))
            return std::string(trimmed(text.substr(kMigrated.size())));
        if (old.empty() && equals_ignoring_ascii_case(text.substr(0, 3), "MS:")) old = text;
    }
    return old;
}

Result<void> check(const UserList& list, const csv::Record& row) {
    const auto field = [&](std::string_view column) { return list.field(row, column); };
    const auto wrong = [&](std::string_view column, const char* known) {
        return fail(Errc::bad_value, fmt::format("{} is \"{}\"; known are {}", column, field(column), known), row.line);
    };
    const bool has_choice =
        std::find(list.columns.begin(), list.columns.end(), exchange::kMigrateUser) != list.columns.end();
    if (has_choice && !one_of(field(exchange::kMigrateUser), {"Y", "N"}))
        return wrong(exchange::kMigrateUser, "Y and N");
    if (!one_of(field(exchange::kObjectClass), {"", "mailbox"})) return wrong(exchange::kObjectClass, "mailbox");
    if (!one_of(field(exchange::kMode), {"", "create", "modify", "update"}))
        return wrong(exchange::kMode, "create, modify, update and nothing");
    const std::string_view name = field(exchange::kCommonName);
    if (name.size() > kLongestCommonName ||
        !std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7F; }))
        return fail(Errc::bad_value,
                    fmt::format("the {} \"{}\" is no directory name: at most {} letters, ASCII only",
                                exchange::kCommonName, name, kLongestCommonName),
                    row.line);
    if (field(exchange::kUserName).empty())
        return fail(Errc::bad_value, fmt::format("there is no {}", exchange::kUserName), row.line);
    return {};
}

pipeline::ListedUser user_of(const UserList& list, const csv::Record& row) {
    pipeline::ListedUser user;
    user.mailbox = list.field(row, exchange::kUserName);
    user.address = old_address_of(list.field(row, exchange::kProxies));
    user.wanted = !equals_ignoring_ascii_case(list.field(row, exchange::kMigrateUser), "N");
    user.name = list.field(row, exchange::kCommonName);
    user.display_name = list.field(row, exchange::kDisplayName);
    user.line = row.line;
    for (const std::string& column : list.columns) {
        const std::string_view value = list.field(row, column);
        const bool usual = column == exchange::kHomeServer && value == kUsualServer;
        if (value.empty() || usual || std::find(kNoDetails.begin(), kNoDetails.end(), column) != kNoDetails.end())
            continue;
        user.details.push_back({column, std::string(value)});
    }
    return user;
}

}  // namespace

Result<std::vector<pipeline::ListedUser>> listed_users_of(std::string_view bytes) {
    const std::string text = TRY(table_text(bytes));
    const UserList list = TRY(exchange::read_user_list(text));
    std::vector<pipeline::ListedUser> users;
    for (const csv::Record& row : list.rows) {
        TRY_VOID(check(list, row));
        users.push_back(user_of(list, row));
    }
    return users;
}

Outcome<std::vector<pipeline::ListedUser>> read_user_list_file(const std::string& path) {
    const auto bytes = targets::files::read_file(path, kLargestList);
    if (!bytes) return refuse(ExitCode::usage, "the user list: " + bytes.error().describe());
    auto users = listed_users_of(*bytes);
    if (!users)
        return refuse(ExitCode::usage,
                      fmt::format("{}:{}: {}", path, users.error().offset.value_or(1), users.error().what));
    return std::move(*users);
}

}  // namespace restante::service
