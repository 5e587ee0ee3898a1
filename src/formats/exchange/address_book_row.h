// One row of a PAB section: a person or a group of a personal address book.
// Source: docs/formats/migration.md, Personal address books.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/migration_row.h"
#include "formats/exchange/recipient.h"

namespace restante::exchange {

// The 24 names of columns, in their order: "Obj-class" ... "Note".
[[nodiscard]] std::span<const std::string_view> address_book_columns();

struct AddressBookRow {
    bool group = false;
    std::string name{};
    TypedAddress address{};               // of people; type USER: only a name is known
    std::vector<TypedAddress> members{};  // of groups; without a type it is a name
    std::string note{};
    std::vector<std::pair<std::string, std::string>> details{};  // of people: name of the column and what it holds

    bool operator==(const AddressBookRow&) const = default;
};

struct ReadAddressBookRow {
    AddressBookRow row{};
    std::vector<std::string> ignored{};  // as of messages
};

// Columns are found by their names. bad_value: neither a person nor a group, or no name.
Result<ReadAddressBookRow> read_address_book_row(const PrimarySection& section, const std::vector<RowField>& fields,
                                                 const FieldResolver& resolve);
// The texts of the 24 columns, not quoted.
[[nodiscard]] std::vector<std::string> address_book_row_texts(const AddressBookRow& row);

}  // namespace restante::exchange
