// The report as one self-contained page: no script, nothing loaded from anywhere, prints well. Source: docs/report.md.
#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "service/report.h"

namespace restante::service {

// The chain of custody: which bytes were read, what was done when, and how many items are on record.
struct Custody {
    std::string run{};
    std::vector<ledger::SourceFile> files{};
    std::vector<ledger::StateCount> items{};
    std::vector<ledger::Event> events{};
};

[[nodiscard]] std::string report_html(const Report& report, const Custody& custody);

}  // namespace restante::service
