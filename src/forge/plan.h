// Who is on the postoffice, and what else there is beside mail. Follows from the options alone. Texts are UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "forge/options.h"

namespace restante::forge {

// Where an account's mail ends up.
enum class Client : std::uint8_t {
    none,           // never logged in: all of it is in the mailbag
    dos,            // in the mailbag and in folders of FOLDERS\LOC
    windows,        // in MMF\<hexid>.MMF
    windows_local,  // in a message file on the user's disk
};

using Details = std::vector<std::pair<std::string, std::string>>;  // "Phone #1" -> "555-0101"

struct Account {  // one record of the ACCESS files
    std::string mailbox{}, full_name{};
    std::uint32_t hexid = 0, tid = 0;
    bool deleted = false;
    bool files_left = false;  // of a deleted one: mailbag and key are still there
    Client client = Client::none;
    bool shadows = false;  // copies of the Inbox stay on the postoffice
    bool settings = false, backup = false, calendar = false;
    bool personal_list = false;  // NME\<hexid>.NME and GRP\<hexid>.GRP
    std::string phone{}, office{}, department{}, notes{};

    [[nodiscard]] bool has_store() const {
        return !deleted && (client == Client::windows || client == Client::windows_local);
    }
    [[nodiscard]] Details details() const;
};

struct Network {
    std::string name{};
    std::uint8_t type = 0;        // of NETWORK.GLB
    std::uint32_t externals = 0;  // hexid of the XTN file; of a gateway 0
    std::uint32_t mailbag = 0;    // of a gateway
};

struct ExternalUser {
    std::string mailbox{}, full_name{};
    std::uint32_t tid = 0;
    bool listed = false;  // in ADMIN.NME and NETPO.GLB
};

struct ExternalPostoffice {
    std::string network{}, name{};
    std::uint32_t mailbag = 0;
    std::vector<ExternalUser> users{};
};

struct Group {
    std::string name{}, address{};
    std::uint32_t tid = 0;
    std::vector<std::size_t> members{};                            // records
    std::vector<std::pair<std::size_t, std::size_t>> externals{};  // postoffice, user; only listed ones
};

struct SharedFolder {
    std::string name{}, comment{};
    std::size_t owner = 0;  // record
    bool of_group = false;
};

struct Plan {
    Options options{};
    PostofficeKind kind = PostofficeKind::retail;
    std::string network{}, postoffice{};
    std::vector<Account> accounts{};  // by record; the administrator's is 0
    std::vector<Network> networks{};  // retail only; the own one first
    std::vector<ExternalPostoffice> externals{};
    std::vector<Group> groups{};
    std::vector<SharedFolder> folders{};
    std::vector<std::size_t> live{};  // records in use, ascending
    std::uint32_t next_mailbag = 0, last_tid = 0, first_folder_file = 0;
    bool store_only = false;  // one message file, that of store_owner()

    [[nodiscard]] bool retail() const { return kind == PostofficeKind::retail; }
    [[nodiscard]] std::string address_of(std::string_view mailbox) const {  // "MS:NET/PO/MAILBOX"
        return "MS:" + network + "/" + postoffice + "/" + std::string(mailbox);
    }
    [[nodiscard]] std::size_t store_owner() const { return live.size() > 1 ? live[1] : live[0]; }
};

// The options must be free of objection().
[[nodiscard]] Plan make_plan(const Options& options, bool store_only = false);

}  // namespace restante::forge
