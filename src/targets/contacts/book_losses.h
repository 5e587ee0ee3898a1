// What address books lose in every format, counted and told once.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/finding.h"
#include "model/address_book.h"

namespace restante::targets::contacts {

class BookLosses {
public:
    explicit BookLosses(Findings& losses) : losses_(losses) {}

    void missing_members(const model::AddressBook& book, const model::AddressEntry& group,
                         const std::vector<std::string>& ids);
    // Counts entries nobody can write to.
    void look_at(const model::AddressEntry& entry);
    void empty_group(const model::AddressBook& book, const model::AddressEntry& group);
    void report();

private:
    Findings& losses_;
    std::size_t unreachable_ = 0;
    std::string examples_;
};

}  // namespace restante::targets::contacts
