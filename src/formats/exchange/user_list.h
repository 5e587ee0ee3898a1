// The user list of the two-step migration: a table with one row a mailbox. Source: docs/formats/exchange.md, User list.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/csv/csv_reader.h"

namespace restante::exchange {

inline constexpr std::string_view kUserName = "SFS_UserName", kFullName = "SFS_FullName", kMigrateUser = "MigrateUser",
                                  kObjectClass = "Obj-Class", kMode = "Mode", kCommonName = "Common-Name",
                                  kDisplayName = "Display-Name", kGivenName = "Given-Name", kSurname = "Surname",
                                  kHomeServer = "Home-Server", kComment = "Comment", kAccount = "Assoc-NT-Account",
                                  kProxies = "Secondary-Proxy-Addresses";

// The name as written here for a column in any case or under one of its other names; "" for one nobody knows.
[[nodiscard]] std::string_view known_column(std::string_view name);

struct UserList {
    std::vector<std::string> leading{};  // lines before the one that names the columns, as they stood, without line end
    std::vector<std::string> columns{};  // as known_column() gives them; the first is SFS_UserName
    std::vector<csv::Record> rows{};     // none blank, at most as many fields as columns

    // The field of a column, without blanks at its ends; "" when the row or the list has none.
    [[nodiscard]] std::string_view field(const csv::Record& row, std::string_view column) const;
};

constexpr std::size_t kMostLeadingLines = 2;

// `text` as csv::Reader wants it. bad_value: no line begins with SFS_UserName, a column nobody knows or that is there
// twice, a row with more fields than columns, and what csv::Reader says; the offset is the line, counted from 1.
Result<UserList> read_user_list(std::string_view text);
// Lines end with CR LF.
[[nodiscard]] std::string user_list_text(const UserList& list);

}  // namespace restante::exchange
