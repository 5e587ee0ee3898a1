// Use case forge: a synthetic postoffice or message file. Writes only what it makes.
#pragma once

#include <string>

#include "forge/options.h"
#include "service/exit_code.h"

namespace restante::service {

struct ForgeRequest {
    std::string out{};  // ends in .mmf: one message file; else a new directory
    forge::Options options{};
    std::string truth{};  // file for what was put in; "": none
};

// Refused with usage when nothing was written, with io when writing failed.
Outcome<void> forge(const ForgeRequest& request);

// "NAME  description" lines for help.
[[nodiscard]] std::string layout_list();
[[nodiscard]] std::string damage_list();

}  // namespace restante::service
