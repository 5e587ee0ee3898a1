#include "service/resume.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "service/kept_run.h"
#include "service/open_run.h"

namespace restante::service {

Outcome<MigrateRequest> request_to_resume(const ResumeRequest& request) {
    auto opened = open_existing_ledger(request.ledger);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    auto run = load_run(**opened, request.run);
    if (!run) return refuse_source(std::move(run.error()).in(shown_ledger(request.ledger)));
    MigrateRequest again = std::move(run->request);
    std::error_code error;
    again.ledger =
        ledger::is_server(request.ledger) ? request.ledger : std::filesystem::absolute(request.ledger, error).string();
    again.only_missing = true;
    again.passwords = request.passwords;
    again.workers = request.workers;
    use_instead(request.secret, again.secret_file, again.secret_command);
    std::filesystem::current_path(run->directory, error);
    if (error) return refuse(ExitCode::bad_source, run->directory + ", where the run was begun: " + error.message());
    return again;
}

}  // namespace restante::service
