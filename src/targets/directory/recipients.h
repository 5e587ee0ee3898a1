// Who a directory gets: the people, contacts and groups of all postoffices, with names that are theirs alone.
// Source: docs/targets/directory.md, Names and collisions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "model/directory.h"
#include "targets/directory/detail_names.h"

namespace restante::targets::directory {

struct Postoffice {
    const model::Directory* directory = nullptr;
    std::string label{};  // "ACME-HQ": letters, digits, "-" and "_", unlike the others
};

struct Person {
    std::size_t postoffice = 0;
    const model::DirectoryAccount* account = nullptr;
    std::string name{};                                   // 0x20-0x7E, at most 64
    std::string alias{};                                  // letters, digits, "." "_" "-"
    std::string login{};                                  // at most 20
    std::string display_name{}, given_name{}, surname{};  // the latter two "" when nobody said so
    std::string internet{};                               // "" when nobody knows one
    std::vector<std::string> originals{};                 // "MS:ACME/HQ/JDOE", "MIGRATE:MS:ACME/HQ/JDOE"
    Details details{{}};
};

struct Contact {
    std::size_t postoffice = 0;
    std::string name{}, alias{}, display_name{};
    std::string address{};   // "MS:OTHER/PO/ANN"
    std::string internet{};  // "" when it has none
};

enum class MemberKind : std::uint8_t { person, contact, group };
struct Member {
    MemberKind kind{};
    std::size_t index = 0;
    bool operator==(const Member&) const = default;
};

struct Group {
    std::size_t postoffice = 0;
    std::string name{}, alias{}, display_name{};
    std::vector<Member> members{};  // each once
};

// Points into the directories it was made of.
struct Recipients {
    std::vector<Postoffice> postoffices{};
    std::vector<Person> people{};
    std::vector<Contact> contacts{};
    std::vector<Group> groups{};
};

// Whoever is left out, renamed or not reached is named in `losses`.
[[nodiscard]] Recipients recipients_of(const std::vector<model::Directory>& directories, Findings& losses);

// The proxy address that lets replies to a contact's old address arrive: X500 for names of Exchange itself, else as it
// is; "" for an Internet address, which is none.
[[nodiscard]] std::string old_proxy_address(const std::string& address);

}  // namespace restante::targets::directory
