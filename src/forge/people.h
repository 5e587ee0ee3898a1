// Names of people, one after another, no mailbox twice.
#pragma once

#include <set>
#include <string>

#include "forge/random.h"

namespace restante::forge {

constexpr std::size_t kMailboxLength = 10, kFullNameLength = 30;  // characters

struct Person {
    std::string mailbox{};    // ASCII capitals and digits
    std::string full_name{};  // UTF-8, at most kFullNameLength characters
};

class People {
public:
    explicit People(Random random) : random_(random) {}
    Person next();
    // A mailbox nobody else will get.
    void reserve(const std::string& mailbox) { taken_.insert(mailbox); }
    // The same person under a new account.
    std::string mailbox_like(std::string mailbox);

private:
    Random random_;
    std::set<std::string> taken_;
};

// Capitals without accents and without what a mailbox name cannot have.
[[nodiscard]] std::string plain_capitals(std::string_view utf8);

}  // namespace restante::forge
