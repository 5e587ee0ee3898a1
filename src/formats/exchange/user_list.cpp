#include "formats/exchange/user_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/ascii.h"

namespace restante::exchange {
namespace {

struct ColumnNames {
    std::string_view name, other;
};

constexpr ColumnNames kColumns[] = {
    {kUserName, ""},
    {kFullName, ""},
    {kMigrateUser, ""},
    {kObjectClass, ""},
    {kMode, ""},
    {kCommonName, "Directory Name"},
    {kDisplayName, ""},
    {kGivenName, "First Name"},
    {kSurname, "Last name"},
    {kHomeServer, ""},
    {kComment, ""},
    {kAccount, "Primary Windows NT Account"},
    {kProxies, ""},
    {"Alias Name", "Mail-Nickname"},
    {"E-mail Address", "Target-Address"},
    {"E-mail Addresses", ""},
    {"Hide-From-AB", ""},
    {"Delivery-Mechanism", ""},
    {"Obj-Container", ""},
    {"Company", ""},
    {"Department", ""},
    {"Office", ""},
    {"Title", ""},
    {"Address", ""},
    {"City", ""},
    {"State", ""},
    {"Postal code", ""},
    {"Country", ""},
    {"Phone number", ""},
    {"Phone number 2", ""},
    {"Fax number", ""},
    {"Home phone number", ""},
    {"Mobile number", ""},
    {"Pager number", ""},
    {"Assistant", ""},
    {"Manager", ""},
    {"Notes", ""},
    {"Custom Attribute 1", ""},
    {"Custom Attribute 2", ""},
    {"Custom Attribute 3", ""},
    {"Custom Attribute 4", ""},
    {"Custom Attribute 5", ""},
    {"Custom Attribute 6", ""},
    {"Custom Attribute 7", ""},
    {"Custom Attribute 8", ""},
    {"Custom Attribute 9", ""},
    {"Custom Attribute 10", ""},
    {"Obj-Perm-Admin", ""},
    {"Obj-Admin", ""},
    {"Obj-User", ""},
    {"Protocol-Settings", ""},
};

// Whether a line names the columns: its first field does, quoted or not.
bool is_header(std::string_view line) {
    std::string_view first = line.substr(0, line.find_first_of(",;\t"));
    first = trimmed(first, " \"");
    return equals_ignoring_ascii_case(first, kUserName);
}

// Takes a line off the text, its end included.
std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(line.size());
    if (text.starts_with("\r\n"))
        text.remove_prefix(2);
    else if (!text.empty())
        text.remove_prefix(1);
    return line;
}

Result<std::vector<std::string>> columns_of(const csv::Record& header, std::size_t line) {
    std::vector<std::string> columns;
    for (const std::string& field : header.fields) {
        const std::string_view name = known_column(trimmed(field));
        if (name.empty()) return fail(Errc::bad_value, fmt::format("the column \"{}\" is not known", field), line);
        if (std::find(columns.begin(), columns.end(), name) != columns.end())
            return fail(Errc::bad_value, fmt::format("the column \"{}\" is there twice", name), line);
        columns.emplace_back(name);
    }
    return columns;
}

}  // namespace

std::string_view known_column(std::string_view name) {
    for (const ColumnNames& column : kColumns)
        if (equals_ignoring_ascii_case(name, column.name) ||
            (!column.other.empty() && equals_ignoring_ascii_case(name, column.other)))
            return column.name;
    return {};
}

std::string_view UserList::field(const csv::Record& row, std::string_view column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    const auto index = static_cast<std::size_t>(found - columns.begin());
    return index < row.fields.size() ? trimmed(row.fields[index]) : std::string_view();
}

Result<UserList> read_user_list(std::string_view text) {
    UserList list;
    for (std::string_view rest = text; !is_header(rest.substr(0, rest.find_first_of("\r\n")));) {
        const std::string_view line = take_line(rest);
        if (rest.empty() || list.leading.size() == kMostLeadingLines)
            return fail(Errc::bad_value, fmt::format("there is no line that begins with {}", kUserName), 1);
        list.leading.emplace_back(line);
        text = rest;
    }
    const std::size_t before = list.leading.size();
    csv::Reader reader(text);
    for (;;) {
        auto next = reader.next();
        if (!next) {
            Error error = std::move(next.error());
            if (error.offset) *error.offset += before;
            return fail(std::move(error));
        }
        if (!*next) return list;
        csv::Record& record = **next;
        record.line += before;
        if (list.columns.empty()) {
            list.columns = TRY(columns_of(record, record.line));
            continue;
        }
        const bool blank = std::all_of(record.fields.begin(), record.fields.end(),
                                       [](const std::string& field) { return trimmed(field).empty(); });
        if (blank) continue;
        // Spreadsheets fill rows up with empty fields.
        while (record.fields.size() > list.columns.size() && record.fields.back().empty()) record.fields.pop_back();
        if (record.fields.size() > list.columns.size())
            return fail(Errc::bad_value,
                        fmt::format("{} fields, but there are {} columns", record.fields.size(), list.columns.size()),
                        record.line);
        list.rows.push_back(std::move(record));
    }
}

std::string user_list_text(const UserList& list) {
    std::string text;
    for (const std::string& line : list.leading) text += line + "\r\n";
    text += csv::record_text(list.columns) + "\r\n";
    for (const csv::Record& row : list.rows) text += csv::record_text(row.fields) + "\r\n";
    return text;
}

}  // namespace restante::exchange
