// What the rows of targets at a server share: a server of tests/servers, and an account for each place.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace restante::testing {

using ServerSettings = std::map<std::string, std::string>;

// KEY=VALUE lines of tests/servers/NAME start. Empty when it cannot be started.
inline ServerSettings start_server(const std::string& name) {
    ServerSettings settings;
    std::FILE* output = ::popen((std::string(RESTANTE_TESTS "/servers/") + name + " start").c_str(), "r");
    if (output == nullptr) return settings;
    char line[4096];
    while (std::fgets(line, sizeof line, output) != nullptr) {
        const std::string text(line, std::string_view(line).find_last_not_of('\n') + 1);
        if (const std::size_t equals = text.find('='); equals != std::string::npos)
            settings[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return ::pclose(output) == 0 ? settings : ServerSettings();
}

// Each place is an account of its own. Servers keep their names in lower case.
inline std::string user_of(const std::string& place) {
    std::string user = "contract";
    for (const char letter : place) user += letter == '/' ? '-' : ascii_lower(letter);
    return user;
}

}  // namespace restante::testing
