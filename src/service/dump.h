// Use case dump: a message file, a file of a postoffice or one of migration files as its format sees it, with file
// offsets. Reads only.
// Passwords are never shown.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "service/exit_code.h"

namespace restante::service {

struct DumpRequest {
    std::string path{};
    bool tree = false;     // hierarchies, folders, messages, attachments
    std::string object{};  // an OID as shown ("86cde123"): only that object
    bool raw = false;      // the deciphered bytes instead of what they mean
};

// Gets the text line by line (with line feeds); false: the reader is gone, stop.
using LineSink = std::function<bool(std::string_view line)>;

// usage: the object id is none; bad_source: no such file, or no such object. Damage is part of the output.
Outcome<ExitCode> dump(const DumpRequest& request, const LineSink& sink);

}  // namespace restante::service
