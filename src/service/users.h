// Use case users: who has a mailbox in a source, as a list to be edited and given to migrate. Reads no messages.
#pragma once

#include <string>

#include "base/finding.h"
#include "service/exit_code.h"

namespace restante::service {

struct UsersRequest {
    std::string source{};
    std::string out{};  // file, or "-" for the caller to print the text
    bool overwrite = false;
};

struct UsersOutcome {
    std::string text{};    // the list
    std::size_t rows = 0;  // without the one that names the columns
    Findings findings{};   // of the source
    ExitCode exit_code{};  // success, warnings; undelivered when a mailbox cannot be opened and nobody knows its name
};

// usage: the file is there and is no user list, or the source; bad_source; io.
Outcome<UsersOutcome> users(const UsersRequest& request);

}  // namespace restante::service
