// Postoffices with everything that can go wrong in a directory.
#pragma once

#include <string>
#include <vector>

#include "model/directory.h"

namespace restante::testing {

// "one": a postoffice with people, contacts and groups; "several": three, with namesakes in each; "hostile": names made
// to break out of every format; "empty": nobody.
[[nodiscard]] std::vector<model::Directory> example_directories(const std::string& kind);

}  // namespace restante::testing
