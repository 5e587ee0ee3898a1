#include "service/run_exit_code.h"

namespace restante::service {

ExitCode exit_code_of(const pipeline::RunResult& run) {
    if (run.stopped) return exit_code_of_stop(*run.stopped);
    ExitCode code = exit_code_of(run.findings);
    for (const pipeline::MailboxResult& mailbox : run.per_mailbox) {
        code = worse(code, exit_code_of(mailbox.findings));
        for (const Findings& losses : mailbox.losses) code = worse(code, exit_code_of(losses));
    }
    if (run.failures.total() != 0 || run.mailboxes.failed != 0) code = worse(code, ExitCode::undelivered);
    pipeline::Counts::for_each(run.totals, [&code](const char*, const pipeline::Tally& tally) {
        if (tally.failed != 0) code = worse(code, ExitCode::undelivered);
    });
    return code;
}

}  // namespace restante::service
