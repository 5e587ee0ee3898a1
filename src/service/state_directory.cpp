#include "service/state_directory.h"

#include <cstdlib>
#include <filesystem>

namespace restante::service {

std::string state_directory() {
    namespace fs = std::filesystem;
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && fs::path(state).is_absolute())
        return (fs::path(state) / "restante").string();
    const char* home = std::getenv("HOME");
    return (fs::path(home != nullptr && *home != '\0' ? home : "/") / ".local/state/restante").string();
}

}  // namespace restante::service
