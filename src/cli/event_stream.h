// Progress for programs: JSON Lines on standard output. Source of the names: docs/events.md.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cli/output.h"
#include "service/migrate.h"

namespace restante::cli {

class EventStream final : public service::Observer {
public:
    EventStream(Output& output, std::vector<std::string> targets);

    void run_started(const sources::SourceDescription& source, std::size_t mailboxes,
                     const pipeline::Progress& totals) override;
    void mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) override;
    void folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) override;
    void advanced(const pipeline::Progress& progress) override;
    void folder_finished(const model::Mailbox& mailbox, const pipeline::FolderResult& folder) override;
    void found(const std::string& mailbox, const Finding& finding) override;
    void lost(const std::string& mailbox, const std::string& target, const Finding& loss) override;
    void failed(const pipeline::Failure& failure) override;
    void mailbox_finished(const pipeline::MailboxResult& mailbox) override;

    void summary(const service::MigrateOutcome& outcome);  // the last event of a run
    void refused(const service::Refusal& refusal);         // the only event when nothing was started

private:
    Output& output_;
    std::vector<std::string> targets_;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace restante::cli
