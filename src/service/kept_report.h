// Use case report: the result of a run, made of its ledger alone.
#pragma once

#include <cstdint>
#include <string>

#include "service/exit_code.h"

namespace restante::service {

enum class ReportForm : std::uint8_t { text, json, html };

struct KeptReportRequest {
    std::string ledger{};  // a file or postgresql://...
    std::string run{};     // the beginning of its id; "": the last one begun
    ReportForm form = ReportForm::text;
};

// 66: no ledger, or no such run in it.
Outcome<std::string> kept_report(const KeptReportRequest& request);

}  // namespace restante::service
