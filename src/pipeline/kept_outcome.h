// What became of a mailbox, as the ledger keeps it: so that a report, or a run that goes on, knows of mailboxes it did
// not deliver itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/records.h"
#include "pipeline/mailbox_run.h"

namespace restante::pipeline {

struct KeptOutcome {
    std::string result{};  // JSON: counts of mailbox and folders
    std::vector<ledger::Note> notes{};
};

// Losses are noted with the position of their target, failures with its URI.
[[nodiscard]] KeptOutcome keep(const MailboxOutcome& outcome);
[[nodiscard]] std::vector<ledger::Note> notes_of(const Findings& findings);

// Nothing when `result` is not what keep() made.
[[nodiscard]] std::optional<MailboxOutcome> restore(const KeptOutcome& kept);
// Those of kind finding.
[[nodiscard]] Findings restore_findings(const std::vector<ledger::Note>& notes);

}  // namespace restante::pipeline
