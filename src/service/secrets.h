// Where the password or token of a target's login comes from. It is never part of a request, a report or a ledger.
#pragma once

#include <string>

#include "targets/secret.h"

namespace restante::service {

struct SecretPlaces {
    std::string file{};     // its first line; "": none
    std::string command{};  // the first line of what it prints; "": none
};

// The file, else the command, else RESTANTE_TOKEN or RESTANTE_PASSWORD in the environment, else asked for on the
// terminal without showing it. Nothing is read before a target asks. usage: there is none, or it cannot be read.
[[nodiscard]] targets::SecretSource secret_source(SecretPlaces places);

// Where anything is given, it takes the place of what a run was begun with.
void use_instead(const SecretPlaces& given, std::string& file, std::string& command);

}  // namespace restante::service
