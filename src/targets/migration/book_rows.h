// Entries of a personal address book as rows of a PAB section. Source: docs/targets/migration.md, Address books.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/finding.h"
#include "formats/exchange/address_book_row.h"
#include "model/address_book.h"

namespace restante::targets::migration {

class BookRows {
public:
    // Members are looked up in all books, which outlive this.
    BookRows(const std::vector<model::AddressBook>& books, Findings& losses);

    [[nodiscard]] exchange::AddressBookRow row_of(const model::AddressBook& book, const model::AddressEntry& entry);
    // Tells what the rows have no column for.
    void report();

private:
    std::map<std::string, const model::AddressEntry*> entries_{};  // by id
    Findings& losses_;
    std::map<std::string, std::size_t> details_{};  // what, and of how many entries
};

}  // namespace restante::targets::migration
