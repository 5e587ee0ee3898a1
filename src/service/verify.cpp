#include "service/verify.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "base/sha256.h"
#include "service/kept_run.h"
#include "service/open_run.h"
#include "service/secrets.h"
#include "targets/files/readable_file.h"
#include "targets/target.h"

namespace restante::service {
namespace {

// What the ledger says of one item. Its name is looked up again when something is wrong with it.
struct Expected {
    std::string sha256{};
    std::uint64_t size = 0;
    std::uint32_t unit = 0;  // position among the mailboxes
    std::uint32_t seen = 0;
};

using ExpectedItems = std::map<std::string, Expected>;

struct Alike {
    std::vector<ExpectedItems::iterator> items{};
    std::size_t next = 0;  // the first that was not found yet
};

class TargetCheck {
public:
    TargetCheck(ledger::Ledger& ledger, const KeptRun& run, const std::vector<ledger::Unit>& units,
                std::uint32_t target, const targets::SecretSource& secret)
        : ledger_(ledger), run_(run), units_(units), target_(target), secret_(secret) {
        result_.uri = run.request.targets[target];
    }

    Result<VerifiedTarget> check() {
        TRY_VOID(load());
        targets::TargetOptions options;
        options.domain = run_.request.domain;
        options.insecure = run_.request.insecure;
        options.secret = secret_ ? secret_ : secret_source({run_.request.secret_file, run_.request.secret_command});
        auto target = targets::open_target(result_.uri, options);
        if (!target) return fail(std::move(target.error()));
        check_files();
        if (!(*target)->capabilities().carries_messages) return std::move(result_);
        auto read = (*target)->read_back(mailboxes(), [this](const targets::StoredItem& item) {
            take(item);
            return Result<void>{};
        });
        if (!read) {
            result_.unreadable = read.error().describe();
            failure_ = std::move(read.error());
        }
        TRY_VOID(name_missing());
        return std::move(result_);
    }
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

private:
    [[nodiscard]] std::vector<model::Mailbox> mailboxes() const {
        std::vector<model::Mailbox> list;
        for (const ledger::Unit& unit : units_) {
            model::Mailbox mailbox;
            mailbox.name = unit.name;
            mailbox.address = unit.address;
            list.push_back(std::move(mailbox));
        }
        return list;
    }

    Result<void> load() {
        for (std::uint32_t i = 0; i < units_.size(); ++i)
            TRY_VOID(ledger_.each_item(units_[i].id, std::nullopt, [&](const ledger::Item& item) {
                if (item.target != target_) return Result<void>{};
                if (item.state == ledger::ItemState::confirmed) {
                    ++result_.recorded;
                    expected_[item.item_id] = {item.sha256, item.size, i, 0};
                } else if (item.state == ledger::ItemState::intended || item.state == ledger::ItemState::sent) {
                    ++result_.unsure;
                    name({Doubt::unsure, item.item, units_[i].name, item.place});
                }
                return Result<void>{};
            }));
        return {};
    }

    // Those that hold no messages. Both kinds stand side by side where a target makes both.
    void check_files() {
        const pipeline::RunResult& made = run_.outcome.run;
        for (const pipeline::MadeFile& one : made.files) check_file(one, "");
        for (const pipeline::MailboxResult& mailbox : made.per_mailbox)
            for (const pipeline::MadeFile& one : mailbox.files) check_file(one, mailbox.mailbox.name);
    }

    void check_file(const pipeline::MadeFile& made, const std::string& mailbox) {
        if (made.target != target_) return;
        ++result_.recorded;
        const auto bytes = targets::files::ReadableFile::open(made.file.path);
        if (!bytes) {
            ++result_.missing;
            return name({Doubt::missing, "", mailbox, made.file.path});
        }
        ++result_.found;
        ++result_.hashed;
        const auto sha256 = Sha256::hex_of(**bytes);
        if (sha256 && *sha256 == made.file.sha256) return;
        ++result_.changed;
        name({Doubt::changed, "", mailbox, made.file.path});
    }

    // A target that keeps no identity shows an item by its hash. Of several that are alike, any will do.
    ExpectedItems::iterator expected_of(const targets::StoredItem& item) {
        if (!item.item_id.empty()) return expected_.find(item.item_id);
        if (by_hash_.empty())
            for (auto one = expected_.begin(); one != expected_.end(); ++one)
                by_hash_[one->second.sha256].items.push_back(one);
        const auto found = by_hash_.find(item.sha256);
        if (found == by_hash_.end()) return expected_.end();
        Alike& alike = found->second;
        return alike.items[std::min(alike.next++, alike.items.size() - 1)];
    }

    void take(const targets::StoredItem& item) {
        const auto found = expected_of(item);
        if (found == expected_.end()) {
            ++result_.others;
            return;
        }
        Expected& one = found->second;
        if (++one.seen > 1) {
            ++result_.twice;
            name({Doubt::twice, item.item_id, units_[one.unit].name, item.place});
            return;
        }
        ++result_.found;
        if (item.sha256.empty() || one.sha256.empty()) return;
        ++result_.hashed;
        if (item.sha256 == one.sha256 && item.size == one.size) return;
        ++result_.changed;
        name({Doubt::changed, item.item_id, units_[one.unit].name, item.place});
    }

    // Names them as people know them.
    Result<void> name_missing() {
        if (!result_.unreadable.empty()) return {};
        for (const auto& [id, one] : expected_) result_.missing += one.seen == 0 ? 1U : 0U;
        if (result_.missing == 0) return {};
        for (const ledger::Unit& unit : units_)
            TRY_VOID(ledger_.each_item(unit.id, ledger::ItemState::confirmed, [&](const ledger::Item& item) {
                if (item.target == target_ && expected_[item.item_id].seen == 0)
                    name({Doubt::missing, item.item, unit.name, item.place});
                return Result<void>{};
            }));
        return {};
    }

    void name(DoubtfulItem item) {
        if (result_.doubtful.size() < VerifiedTarget::kMostNamed) result_.doubtful.push_back(std::move(item));
    }

    ledger::Ledger& ledger_;
    const KeptRun& run_;
    const std::vector<ledger::Unit>& units_;
    std::uint32_t target_;
    const targets::SecretSource& secret_;
    ExpectedItems expected_;
    std::map<std::string, Alike> by_hash_;
    VerifiedTarget result_{};
    std::optional<Error> failure_{};
};

}  // namespace

std::string_view name_of(Doubt doubt) {
    static constexpr std::array<std::string_view, 4> kNames{"missing", "changed", "twice", "unsure"};
    return kNames[static_cast<std::size_t>(doubt)];
}

Outcome<VerifyOutcome> verify(const VerifyRequest& request) {
    auto opened = open_existing_ledger(request.ledger);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    auto run = load_run(**opened, request.run);
    if (!run) return refuse_source(Error(run.error()).in(shown_ledger(request.ledger)));
    use_instead(request.places, run->request.secret_file, run->request.secret_command);
    auto units = (*opened)->units(run->record.id);
    if (!units) return refuse_target(units.error());
    std::erase_if(*units, [](const ledger::Unit& unit) {
        return unit.kind != ledger::UnitKind::mailbox || unit.state == ledger::UnitState::skipped;
    });
    std::error_code error;
    std::filesystem::current_path(run->directory, error);
    if (error) return refuse(ExitCode::bad_source, run->directory + ", where the run was begun: " + error.message());

    VerifyOutcome outcome;
    for (std::uint32_t target = 0; target < run->request.targets.size(); ++target) {
        TargetCheck check(**opened, *run, *units, target, request.secret);
        auto verified = check.check();
        if (!verified) return refuse_target(verified.error());
        const bool wrong = verified->missing + verified->changed + verified->twice + verified->unsure != 0;
        if (wrong) outcome.exit_code = worse(outcome.exit_code, ExitCode::undelivered);
        // A target that cannot be read at all by nature says nothing about what it holds.
        if (check.failure() && check.failure()->code == Errc::unsupported)
            outcome.exit_code = worse(outcome.exit_code, ExitCode::warnings);
        else if (check.failure())
            outcome.exit_code = worse(outcome.exit_code, refuse_target(*check.failure()).value().code);
        outcome.targets.push_back(std::move(*verified));
    }
    return outcome;
}

}  // namespace restante::service
