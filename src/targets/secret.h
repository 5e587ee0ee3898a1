// The password or token of a login. Comes from outside (a prompt, the environment, a file, a command), never from a
// URI, and never goes into errors, findings, reports or logs.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace restante::targets {

struct Secret {
    std::string text{};     // the password, or the token
    bool is_token = false;  // OAuth 2 bearer token
};

// Asked for once a target, when it is about to log in. `login` tells people whose secret is wanted
// ("bob@mail.example.org"). usage: there is none, or it cannot be read.
using SecretSource = std::function<Result<Secret>(const std::string& login)>;

}  // namespace restante::targets
