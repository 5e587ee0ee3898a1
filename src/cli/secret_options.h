// The options that say where the password or token of a login comes from, the same for every command that logs in.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace restante::cli {

// Both outlive the parsing; one excludes the other.
void add_secret_options(CLI::App& command, std::string& file, std::string& secret_command);

}  // namespace restante::cli
