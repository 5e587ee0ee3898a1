#include "service/open_run.h"

#include <filesystem>
#include <system_error>

namespace restante::service {

std::string shown_ledger(const std::string& place) {
    const std::size_t user = place.find("://");
    const std::size_t at = place.rfind('@', place.find('/', user == std::string::npos ? 0 : user + 3));
    if (user == std::string::npos || at == std::string::npos || at < user) return place;
    const std::size_t colon = place.find(':', user + 3);
    return colon < at ? place.substr(0, colon) + place.substr(at) : place;
}

Outcome<std::unique_ptr<ledger::Ledger>> open_existing_ledger(const std::string& place) {
    std::error_code ignored;
    const bool database = ledger::is_server(place);
    if (!database && !std::filesystem::is_regular_file(place, ignored))
        return refuse(ExitCode::bad_source,
                      place + " is no ledger; it is the file restante-ledger.sqlite beside what a run has written");
    auto opened = ledger::open_ledger(place);
    if (opened) return std::move(*opened);
    return database ? refuse_target(opened.error()) : refuse_source(opened.error());
}

}  // namespace restante::service
