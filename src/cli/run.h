// The command line: parses, calls the service layer, prints.
#pragma once

namespace restante::cli {

// Returns the exit code of docs/command-line.md.
int run(int argc, char** argv);

}  // namespace restante::cli
