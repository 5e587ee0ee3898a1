// What became of a mailbox, as the ledger keeps it: so that a report, or a run that goes on, knows of mailboxes it did
// not deliver itself.
#pragma once

#include <cstddef>
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

// Files as JSON, and back; none when the text is not what keep() made.
[[nodiscard]] std::string keep(const std::vector<MadeFile>& files);
[[nodiscard]] std::vector<MadeFile> restore_files(const std::string& kept);

// Nothing when `result` is not what keep() made, or tells of more targets than the run has.
[[nodiscard]] std::optional<MailboxOutcome> restore(const KeptOutcome& kept, std::size_t targets);
// Those of kind finding.
[[nodiscard]] Findings restore_findings(const std::vector<ledger::Note>& notes);

}  // namespace restante::pipeline
