#include "service/report_place.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/sha256.h"
#include "service/state_directory.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

// Two sources of the same name must not share a report; the same source always finds its own.
std::string name_of_source(const std::string& source) {
    std::error_code error;
    const std::string path = fs::weakly_canonical(fs::absolute(source, error), error).string();
    return fs::path(source).stem().string() + "-" + Sha256::hex_of(as_bytes(path)).substr(0, 8);
}

}  // namespace

ReportPlace report_place(const MigrateRequest& request, const std::vector<std::unique_ptr<targets::Target>>& targets) {
    if (!request.report_directory.empty())
        return {(fs::path(request.report_directory) / "restante-report").string(), false};
    for (const auto& target : targets)
        if (const std::string path = target->report_path(); !path.empty()) return {path, false};
    return {(fs::path(state_directory()) / name_of_source(request.source) / "restante-report").string(), true};
}

ReportPlace ledger_place(const MigrateRequest& request, const std::vector<std::unique_ptr<targets::Target>>& targets) {
    if (!request.ledger.empty()) return {request.ledger, false};
    ReportPlace place = report_place(request, targets);
    for (const auto& target : targets)
        if (std::string path = target->report_path(); !path.empty()) {
            place.path = std::move(path);
            break;
        }
    constexpr std::string_view kReport = "report";
    if (place.path.ends_with(kReport)) place.path.resize(place.path.size() - kReport.size());
    place.path += "ledger.sqlite";
    return place;
}

}  // namespace restante::service
