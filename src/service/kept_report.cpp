#include "service/kept_report.h"

#include <utility>

#include "service/kept_run.h"
#include "service/open_run.h"
#include "service/report.h"
#include "service/report_html.h"

namespace restante::service {
namespace {

Result<Custody> custody_of(ledger::Ledger& ledger, const KeptRun& run) {
    Custody custody;
    custody.run = run.record.id;
    custody.files = TRY(ledger.source_files(run.record.id));
    custody.items = TRY(ledger.item_states(run.record.id));
    custody.events = TRY(ledger.events(run.record.id, 0));
    return custody;
}

}  // namespace

Outcome<std::string> kept_report(const KeptReportRequest& request) {
    auto opened = open_existing_ledger(request.ledger);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    const auto run = load_run(**opened, request.run);
    if (!run) return refuse_source(Error(run.error()).in(shown_ledger(request.ledger)));
    const MigrateOutcome& outcome = run->outcome;
    const Report report{run->request, outcome.source, outcome.run, outcome.exit_code, outcome.unresolved};
    if (request.form == ReportForm::text) return report_text(report);
    if (request.form == ReportForm::json) return report_json(report);
    const auto custody = custody_of(**opened, *run);
    if (!custody) return refuse_source(Error(custody.error()).in(shown_ledger(request.ledger)));
    return report_html(report, *custody);
}

}  // namespace restante::service
