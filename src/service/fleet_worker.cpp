// Use case worker: takes what is to be done from the ledger until there is nothing left.
#include <filesystem>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "pipeline/kept_outcome.h"
#include "pipeline/ledger_queue.h"
#include "service/addressing.h"
#include "service/fleet.h"
#include "service/kept_run.h"
#include "service/migration_session.h"
#include "service/open_run.h"
#include "service/request_json.h"
#include "service/run_exit_code.h"
#include "service/run_ledger.h"
#include "service/source_hashes.h"
#include "service/worker_name.h"

namespace restante::service {
namespace {

constexpr std::chrono::seconds kLease{120};
// Nothing beats while a source is opened and hashed, which may take long for a large one.
constexpr std::chrono::seconds kSourceLease{3600};
constexpr std::chrono::milliseconds kSlotPause{500};
constexpr std::chrono::milliseconds kStayPause{1000};

class FleetWorker {
public:
    FleetWorker(std::unique_ptr<ledger::Ledger> ledger, const WorkerRequest& request, Observer& observer,
                const std::atomic<bool>& cancel)
        : ledger_(std::move(ledger)),
          request_(request),
          observer_(observer),
          cancel_(cancel),
          name_(own_worker_name()) {}

    Result<WorkerOutcome> work() {
        TRY(bury_dead());
        while (!cancel_.load() && (request_.most == 0 || outcome_.sources + outcome_.mailboxes < request_.most)) {
            auto claim = TRY(ledger_->claim({name_, kLease, "", source_}));
            if (!claim) {
                // Somebody may have died meanwhile, and nobody else may come to take over.
                if (TRY(bury_dead())) continue;
                if (!request_.stay || !TRY(ledger_->any_leased())) break;
                std::this_thread::sleep_for(kStayPause);
                continue;
            }
            auto done = claim->unit.kind == ledger::UnitKind::source ? list(*claim) : deliver(std::move(*claim));
            for (const std::string& slot : std::exchange(slots_, {})) TRY_VOID(ledger_->release_slot(slot, name_));
            // Taken over by somebody who thought this worker dead: that one goes on.
            if (!done && done.error().code != Errc::conflict) return fail(std::move(done.error()));
        }
        if (cancel_.load()) outcome_.exit_code = ExitCode::interrupted;
        return outcome_;
    }

private:
    using Targets = std::vector<std::unique_ptr<targets::Target>>;

    // Frees what workers of this machine have left behind that are gone; whether there was one.
    Result<bool> bury_dead() {
        bool found = false;
        for (const std::string& worker : TRY(ledger_->workers())) {
            if (!is_dead(worker)) continue;
            TRY_VOID(ledger_->bury(worker));
            found = true;
        }
        return found;
    }

    // The run of a unit, opened; nothing, with the unit given back as failed, when that is impossible.
    Result<MigrationSession*> session_for(const ledger::Claim& claim) {
        if (session_ && run_ == claim.unit.run) return session_.get();
        session_.reset();
        run_ = claim.unit.run;
        source_ = claim.unit.source;
        const auto record = TRY(ledger_->run(run_));
        auto kept = record ? read_request_json(record->settings) : std::nullopt;
        if (!kept) return give_up(claim, "the run was planned by another program or version");
        std::error_code error;
        std::filesystem::current_path(kept->directory, error);
        if (error) return give_up(claim, kept->directory + ": " + error.message());
        use_instead(request_.secret, kept->request.secret_file, kept->request.secret_command);
        kept->request.one_connection = request_.connections != 0;  // a slot stands for one
        std::optional<Error> no_slot;
        auto opened = MigrationSession::open(kept->request, [&](const Targets& targets) {
            auto taken = take_slots(targets, claim);
            if (!taken) no_slot = taken.error();
            return taken;
        });
        if (no_slot) return fail(std::move(*no_slot));
        if (!opened) return give_up(claim, opened.error().text);
        session_ = std::move(*opened);
        return session_.get();
    }

    Result<MigrationSession*> give_up(const ledger::Claim& claim, const std::string& reason) {
        ledger::Note note;
        note.kind = ledger::NoteKind::failure;
        note.code = "mailbox";
        note.text = reason;
        TRY_VOID(ledger_->replace_notes(claim.unit.run, claim.unit.id, {&note, 1}));
        TRY_VOID(ledger_->event(claim.unit.run, "failed", claim.unit.name + ": " + reason));
        TRY_VOID(ledger_->release(claim, ledger::UnitState::failed, {}));
        worse_than(ExitCode::undelivered);
        return static_cast<MigrationSession*>(nullptr);
    }

    // Says which mailboxes a source has, and delivers what is not any mailbox's.
    Result<void> list(const ledger::Claim& claim) {
        ++outcome_.sources;
        TRY_VOID(ledger_->extend(claim, kSourceLease));
        MigrationSession* const session = TRY(session_for(claim));
        if (session == nullptr) return {};
        const auto listed = [&]() -> Result<void> {
            TRY_VOID(ledger_->event(run_, "listed", name_));
            return ledger_->add_units(pipeline::units_of(session->plan(), run_, source_));
        };
        TRY_VOID(ledger_->together(listed));
        MigrateOutcome kept;
        kept.source = session->source().description();
        // A queue that gives no mailbox: directories and findings of the source as a whole remain.
        NoMailboxes none;
        kept.run = session->run(1, &none, observer_, cancel_);
        for (const Finding& finding : session->source().findings().list()) kept.run.findings.add(finding);
        kept.exit_code = exit_code_of(kept.run);
        // It alone uses the ledger while this thread waits.
        SourceHashes hashes(session->source(), [this](std::span<const ledger::SourceFile> files) {
            return ledger_->add_source_files(run_, files);
        });
        const std::vector<ledger::SourceFile> rest = TRY(hashes.finish());
        const bool stopped = kept.run.stopped.has_value();
        if (stopped) worse_than(kept.exit_code);
        return ledger_->together([&]() -> Result<void> {
            TRY_VOID(ledger_->add_source_files(run_, rest));
            TRY_VOID(ledger_->replace_notes(run_, 0, pipeline::notes_of(kept.run.findings)));
            TRY_VOID(ledger_->keep(run_, kKeptRun, kept_run_json(kept)));
            return ledger_->release(claim, stopped ? ledger::UnitState::failed : ledger::UnitState::complete, {});
        });
    }

    // This mailbox, and further ones of its run as long as there are some.
    Result<void> deliver(ledger::Claim claim) {
        MigrationSession* const session = TRY(session_for(claim));
        if (session == nullptr) {
            ++outcome_.mailboxes, ++outcome_.failed;
            return {};
        }
        pipeline::LedgerSettings settings;
        settings.place = request_.ledger;
        settings.run = run_;
        settings.source = source_;
        settings.targets = session->targets().size();
        settings.process = name_;
        settings.lease = kLease;
        TRY_VOID(take_slots(session->targets(), claim));
        settings.slots = slots_;
        settings.slot_cap = request_.connections;
        if (!pulse_) pulse_ = TRY(ledger::open_ledger(request_.ledger));
        auto queue = TRY(pipeline::LedgerQueue::join(settings, session->plan(), std::move(claim), {*ledger_, *pulse_}));
        const pipeline::RunResult run = session->run(1, queue.get(), observer_, cancel_);
        queue.reset();
        outcome_.mailboxes += run.mailboxes.found;
        outcome_.failed += run.mailboxes.failed;
        // Without the postoffice's own findings, which its lister has told.
        worse_than(exit_code_of(run));
        session_.reset();  // a source is read front to back once; who comes back to it opens it anew
        if (run.stopped && run.stopped->code != Errc::cancelled) return fail(*run.stopped);
        return {};
    }

    // Waits until the targets that are servers have room for one more, unless they are taken already.
    Result<void> take_slots(const Targets& targets, const ledger::Claim& claim) {
        if (!slots_.empty()) return {};
        for (const auto& target : targets) {
            if (request_.connections == 0 || !target->capabilities().stores_items) continue;
            const std::string slot = target->place();
            while (!TRY(ledger_->take_slot(slot, request_.connections, name_, kLease))) {
                if (cancel_.load()) return fail(Errc::cancelled, "interrupted");
                // It may be a long time; a lease that ends gives the work to somebody else.
                TRY_VOID(ledger_->extend(claim, claim.unit.kind == ledger::UnitKind::source ? kSourceLease : kLease));
                std::this_thread::sleep_for(kSlotPause);
            }
            slots_.push_back(slot);
        }
        return {};
    }

    class NoMailboxes final : public pipeline::MailboxQueue {
    public:
        Result<std::optional<pipeline::Work>> next(std::size_t) override { return std::optional<pipeline::Work>(); }
        Result<void> done(std::size_t, pipeline::Work&, const pipeline::MailboxOutcome&) override { return {}; }
        Result<std::optional<pipeline::MailboxOutcome>> earlier(std::size_t) override {
            return std::optional<pipeline::MailboxOutcome>();
        }
        [[nodiscard]] bool alone() const override { return false; }
    };

    void worse_than(ExitCode code) { outcome_.exit_code = worse(outcome_.exit_code, code); }

    std::unique_ptr<ledger::Ledger> ledger_;
    std::unique_ptr<ledger::Ledger> pulse_;  // for heartbeats, beside whatever ledger_ does
    const WorkerRequest& request_;
    Observer& observer_;
    const std::atomic<bool>& cancel_;
    std::string name_;
    WorkerOutcome outcome_{};
    std::unique_ptr<MigrationSession> session_;  // of the run in hand
    std::string run_, source_;
    std::vector<std::string> slots_;  // held for the unit in hand
};

}  // namespace

Outcome<WorkerOutcome> work_for_fleet(const WorkerRequest& request, Observer& observer,
                                      const std::atomic<bool>& cancel) {
    WorkerRequest here = request;
    std::error_code error;
    // Runs change the working directory.
    if (!ledger::is_server(request.ledger)) here.ledger = std::filesystem::absolute(request.ledger, error).string();
    auto ledger = open_existing_ledger(here.ledger);
    if (!ledger) return tl::unexpected(std::move(ledger.error()));
    auto outcome = FleetWorker(std::move(*ledger), here, observer, cancel).work();
    if (!outcome) return refuse_target(std::move(outcome.error()).in(shown_ledger(request.ledger)));
    return *outcome;
}

}  // namespace restante::service
