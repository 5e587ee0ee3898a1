#include "service/open_run.h"

#include <filesystem>
#include <system_error>

namespace restante::service {

Outcome<std::unique_ptr<ledger::Ledger>> open_existing_ledger(const std::string& place) {
    std::error_code ignored;
    const bool database = place.find("://") != std::string::npos;
    if (!database && !std::filesystem::is_regular_file(place, ignored))
        return refuse(ExitCode::bad_source,
                      place + " is no ledger; it is the file restante-ledger.sqlite beside what a run has written");
    auto opened = ledger::open_ledger(place);
    if (opened) return std::move(*opened);
    return database ? refuse_target(opened.error()) : refuse_source(opened.error());
}

}  // namespace restante::service
