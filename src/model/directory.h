// Who has a mailbox in a postoffice, and which groups and addresses of elsewhere it knows. Texts are Unicode.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace restante::model {

struct DirectoryDetail {
    std::string label{};  // as the postoffice's form names it: "Phone #1"
    std::string value{};
};

struct DirectoryAccount {
    std::string mailbox{};              // "JDOE"
    std::string display_name{};         // "" when the postoffice does not say
    std::string address{};              // "MS:ACME/HQ/JDOE"; "" when the names of the postoffice are not known
    std::string internet{};             // what the user's map or domain makes of `address`; "" when they give none
    std::string hexid{};                // "0000002E"; "" when it is not known
    bool administrator = false;         // manages the postoffice
    bool system = false;                // of a program, like ADMINSCH: no mailbox is delivered for it
    bool deleted = false;               // left the postoffice; its record is still there
    bool password = false;              // one is set; which, nobody keeps
    std::vector<std::string> stores{};  // his message files, as the source names them
    std::string new_name{};             // what the user's list calls the mailbox from now on; "": as it was
    bool left_out = false;              // not wanted in this run
    std::vector<DirectoryDetail> details{};
};

struct DirectoryGroup {
    std::string name{};
    std::vector<std::string> members{};  // "JDOE" for who has a mailbox here, else "TYPE:address"
};

// Somebody elsewhere whom the postoffice's lists name.
struct DirectoryContact {
    std::string name{};
    std::string address{};   // "SMTP:ann@example.org", "MS:OTHER/PO/ANN"
    std::string internet{};  // as of accounts
};

// One postoffice.
struct Directory {
    std::string kind{};                   // "postoffice" or "wgpo"
    std::string path{};                   // of its top directory, as a source names it
    std::string network{}, postoffice{};  // "" when not known
    std::string administrator_rule{};     // how the administrator was found, in words; "" when there is none
    std::vector<DirectoryAccount> accounts{};
    std::vector<DirectoryGroup> groups{};
    std::vector<DirectoryContact> contacts{};

    [[nodiscard]] const DirectoryAccount* administrator() const {
        for (const DirectoryAccount& account : accounts)
            if (account.administrator) return &account;
        return nullptr;
    }
};

}  // namespace restante::model
