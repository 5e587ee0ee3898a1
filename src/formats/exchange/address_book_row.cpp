#include "formats/exchange/address_book_row.h"

#include <fmt/format.h>

#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/exchange/primary_file.h"

namespace restante::exchange {
namespace {

constexpr std::array<std::string_view, 24> kBookColumns{
    "Obj-class", "Display-Name", "Email-Address", "First",    "Last",       "Address",    "City",      "State",
    "Zip",       "Country",      "Title",         "Company",  "Department", "Office",     "Assistant", "Bus-Num",
    "Bus2-Num",  "Assist-Num",   "Fax-Num",       "Home-Num", "Home2-Num",  "Mobile-Num", "Pager-Num", "Note"};
constexpr std::size_t kFirstDetail = 3, kNote = kBookColumns.size() - 1;
constexpr std::string_view kPerson = "entry", kGroup = "dl";

std::string typed_text(const TypedAddress& address) {
    return address.type.empty() ? address.address : address.type + ":" + address.address;
}

}  // namespace

std::span<const std::string_view> address_book_columns() { return kBookColumns; }

Result<ReadAddressBookRow> read_address_book_row(const PrimarySection& section, const std::vector<RowField>& fields,
                                                 const FieldResolver& resolve) {
    ReadAddressBookRow read;
    const auto text = [&](std::size_t column) -> std::string {
        const std::size_t index = section.column(kBookColumns[column]);
        if (index >= fields.size()) return {};
        const auto pointer = pointer_in(fields[index]);
        if (!pointer) return fields[index].text;
        auto resolved = resolve(*pointer);
        if (resolved) return std::move(*resolved);
        read.ignored.push_back(
            fmt::format("{} {}: {}", kBookColumns[column], fields[index].text, resolved.error().what));
        return {};
    };
    AddressBookRow& row = read.row;
    const std::string kind = text(0);
    row.group = equals_ignoring_ascii_case(kind, kGroup);
    if (!row.group && !equals_ignoring_ascii_case(kind, kPerson))
        return fail(Errc::bad_value, fmt::format("\"{}\" is neither entry nor dl", utf8_prefix(kind, 40)));
    row.name = text(1);
    const std::string address = text(2);
    if (row.name.empty() && address.empty()) return fail(Errc::bad_value, "there is neither a name nor an address");
    row.note = text(kNote);
    if (row.group) {
        for (const std::string& member : split_list(address)) row.members.push_back(read_typed_address(member));
        return read;
    }
    row.address = read_typed_address(address);
    for (std::size_t column = kFirstDetail; column < kNote; ++column)
        if (std::string detail = text(column); !detail.empty())
            row.details.emplace_back(kBookColumns[column], std::move(detail));
    return read;
}

std::vector<std::string> address_book_row_texts(const AddressBookRow& row) {
    std::vector<std::string> texts(kBookColumns.size());
    texts[0] = row.group ? kGroup : kPerson;
    texts[1] = row.name;
    if (row.group) {
        std::vector<std::string> members;
        for (const TypedAddress& member : row.members) members.push_back(typed_text(member));
        texts[2] = joined_list(members);
    } else {
        texts[2] = typed_text(row.address);
    }
    for (const auto& [name, value] : row.details)
        for (std::size_t column = kFirstDetail; column < kNote; ++column)
            if (kBookColumns[column] == name) texts[column] = value;
    texts[kNote] = row.note;
    return texts;
}

}  // namespace restante::exchange
