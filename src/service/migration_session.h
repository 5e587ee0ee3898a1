// A migration ready to begin: source and targets open, everything checked, nothing written.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/address_census.h"
#include "pipeline/addressed_source.h"
#include "pipeline/lane.h"
#include "pipeline/mailbox_queue.h"
#include "pipeline/plan.h"
#include "pipeline/selection.h"
#include "service/migrate.h"
#include "targets/target.h"

namespace restante::service {

class MigrationSession {
public:
    // Called when all is open and no target that is a server was asked yet; an error refuses.
    using BeforeTargets = std::function<Result<void>(const std::vector<std::unique_ptr<targets::Target>>& targets)>;

    // Refuses as migrate() does.
    static Outcome<std::unique_ptr<MigrationSession>> open(
        const MigrateRequest& request,
        const BeforeTargets& before_targets = [](const auto&) { return Result<void>{}; });

    [[nodiscard]] const MigrateRequest& request() const { return request_; }
    [[nodiscard]] sources::Source& source() { return *source_; }
    [[nodiscard]] const std::vector<std::unique_ptr<targets::Target>>& targets() const { return targets_; }
    [[nodiscard]] pipeline::AddressCensus& census() { return *census_; }
    [[nodiscard]] pipeline::Plan& plan() { return plan_; }
    // Every mailbox stands alone on every target: what is complete can be left alone.
    [[nodiscard]] bool separate_mailboxes() const;

    // Writes. `queue` may be null.
    pipeline::RunResult run(std::size_t workers, pipeline::MailboxQueue* queue, Observer& observer,
                            const std::atomic<bool>& cancel);

private:
    explicit MigrationSession(MigrateRequest request) : request_(std::move(request)) {}

    Outcome<bool> open_targets();
    Outcome<bool> open_source();
    Outcome<bool> make_plan(const std::vector<pipeline::ListedUser>& users, const BeforeTargets& before_targets);

    MigrateRequest request_;
    targets::TargetOptions options_{};
    std::vector<std::unique_ptr<targets::Target>> targets_{};
    std::unique_ptr<sources::Source> source_{};
    targets::SourceFacts facts_{};
    std::unique_ptr<pipeline::AddressCensus> census_{};
    std::unique_ptr<pipeline::AddressedSource> addressed_{};
    std::unique_ptr<pipeline::Selector> selector_{};
    pipeline::Plan plan_{};
    std::vector<pipeline::TargetSlot> slots_{};
};

}  // namespace restante::service
