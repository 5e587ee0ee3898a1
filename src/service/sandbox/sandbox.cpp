#include "service/sandbox/sandbox.h"

#include <sys/prctl.h>

#include "service/sandbox/file_rights.h"
#include "service/sandbox/system_calls.h"

namespace restante::service {

std::vector<std::string> enter_sandbox(const SandboxNeeds& needs) {
    // Both want it; it also keeps programs from gaining rights, should one be started after all.
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) != 0)
        return {"this kernel knows neither Landlock nor seccomp"};
    std::vector<std::string> missing;
    if (std::string why = restrict_files(needs); !why.empty()) missing.push_back(std::move(why));
    if (std::string why = restrict_system_calls(needs.network); !why.empty()) missing.push_back(std::move(why));
    return missing;
}

}  // namespace restante::service
