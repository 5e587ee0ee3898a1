// What happens in a run, told to its job. docs/events.md has the names.
#pragma once

#include <cstddef>
#include <string>

#include "service/forecast.h"
#include "service/migrate.h"
#include "web/job.h"

namespace restante::web {

class RunEvents final : public service::Observer {
public:
    static constexpr std::size_t kMostFindings = 2'000;  // told live; the result counts all of them

    explicit RunEvents(Job& job) : job_(job) {}

    void run_started(const sources::SourceDescription& source, std::size_t mailboxes,
                     const pipeline::Progress& totals) override;
    void mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) override;
    void advanced(const pipeline::Progress& progress) override;
    void found(const std::string& mailbox, const Finding& finding) override;
    void lost(const std::string& mailbox, const std::string& target, const Finding& loss) override;
    void failed(const pipeline::Failure& failure) override;
    void mailbox_finished(const pipeline::MailboxResult& mailbox) override;

    [[nodiscard]] const service::ForecastSize& size() const { return size_; }  // of what was read so far

private:
    void tell_finding(const char* event, const std::string& mailbox, const Finding& finding);

    Job& job_;
    std::size_t findings_ = 0;
    service::ForecastSize size_{};
};

}  // namespace restante::web
