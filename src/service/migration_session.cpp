#include "service/migration_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/code_page.h"
#include "base/time_zone.h"
#include "pipeline/run.h"
#include "service/addressing.h"
#include "service/layout_file.h"
#include "service/secrets.h"
#include "service/user_list_file.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

Outcome<targets::TargetOptions> target_options(const MigrateRequest& request) {
    targets::TargetOptions options;
    options.domain = request.domain;
    options.overwrite = request.overwrite;
    options.hash_items = !request.dry_run;
    options.insecure = request.insecure;
    options.one_connection = request.one_connection;
    options.secret = request.secret ? request.secret : secret_source({request.secret_file, request.secret_command});
    if (request.time_zone.empty()) return options;
    auto zone = TimeZone::named(request.time_zone);
    if (!zone)
        return refuse(ExitCode::usage,
                      fmt::format("the time zone \"{}\" is not known; name one like Europe/Berlin", request.time_zone));
    options.time_zone = std::move(*zone);
    return options;
}

std::string canonical(const std::string& place) {
    std::error_code error;
    const fs::path path = fs::weakly_canonical(fs::absolute(place, error), error);
    std::string text = error ? place : path.string();
    while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    return text;
}

// Two targets must not write into each other, and none into the source.
Outcome<bool> check_places(const MigrateRequest& request, const std::vector<std::unique_ptr<targets::Target>>& opened) {
    for (std::size_t i = 0; i < opened.size(); ++i) {
        const std::string place = canonical(opened[i]->place());
        // Servers and pipes have names that are no paths.
        const bool is_path = !opened[i]->report_path().empty();
        std::error_code ignored;
        if (is_path && (place == canonical(request.source) ||
                        (fs::exists(place, ignored) && fs::equivalent(place, request.source, ignored))))
            return refuse(ExitCode::usage, fmt::format("{} is the source: it is never written to", request.targets[i]));
        if (is_path && place.starts_with(canonical(request.source) + "/"))
            return refuse(ExitCode::usage,
                          fmt::format("{} lies in the source: nothing is ever written there", request.targets[i]));
        for (std::size_t other = 0; other < i; ++other)
            if (place == canonical(opened[other]->place()))
                return refuse(ExitCode::usage, fmt::format("{} and {} would write to the same place",
                                                           request.targets[other], request.targets[i]));
    }
    return true;
}

bool wants_hash(const std::vector<std::unique_ptr<targets::Target>>& opened) {
    return std::any_of(opened.begin(), opened.end(),
                       [](const auto& target) { return target->capabilities().wants_source_hash; });
}

}  // namespace

Outcome<bool> MigrationSession::open_targets() {
    if (request_.code_page != 0 && !CodePage::numbered(request_.code_page))
        return refuse(ExitCode::usage, fmt::format("the code page {} is not known", request_.code_page));
    if (request_.targets.empty())
        return refuse(ExitCode::usage, "no target: name at least one with --to, for example --to maildir:out");
    for (const std::string& uri : request_.targets) {
        auto target = targets::open_target(uri, options_);
        if (!target) return refuse_target(target.error());
        targets_.push_back(std::move(*target));
    }
    return check_places(request_, targets_);
}

Outcome<bool> MigrationSession::open_source() {
    auto layouts = read_layout_files(request_.layouts);
    if (!layouts) return tl::unexpected(std::move(layouts.error()));
    sources::ReadOptions reading{request_.code_page, request_.dig, request_.passwords, request_.pieces,
                                 wants_hash(targets_)};
    reading.administrator = request_.administrator;
    reading.layouts = std::move(*layouts);
    auto source = sources::open_source(request_.source, reading);
    if (!source) return refuse_source(source.error());
    source_ = std::move(*source);
    const sources::SourceDescription& description = source_->description();
    facts_ = {description.kind, description.path, description.version, description.size, {}};
    if (!wants_hash(targets_)) return true;
    // A disk with a bad sector has no hash; its mail is delivered all the same.
    if (auto hash = source_->sha256()) facts_.sha256 = std::move(*hash);
    return true;
}

Outcome<bool> MigrationSession::make_plan(const std::vector<pipeline::ListedUser>& users,
                                          const BeforeTargets& before_targets) {
    addressed_ = std::make_unique<pipeline::AddressedSource>(*source_, *census_);
    selector_ = std::make_unique<pipeline::Selector>(request_.selection);
    plan_ = pipeline::make_plan(*addressed_, *selector_, request_.users.empty() ? nullptr : &users);
    if (plan_.mailboxes.size() == 1 && plan_.mailboxes[0].error) return refuse_source(*plan_.mailboxes[0].error);
    if (auto ready = before_targets(targets_); !ready) return refuse_target(std::move(ready.error()));
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        auto prepared = targets_[i]->prepare(facts_, plan_.selected());
        if (!prepared) return refuse_target(std::move(prepared.error()).in(request_.targets[i]));
        slots_.push_back({request_.targets[i], targets_[i].get()});
    }
    return true;
}

Outcome<std::unique_ptr<MigrationSession>> MigrationSession::open(const MigrateRequest& request,
                                                                  const BeforeTargets& before_targets) {
    std::unique_ptr<MigrationSession> session(new MigrationSession(request));
    auto addressing = read_addressing(request.map, request.domain);
    if (!addressing) return tl::unexpected(std::move(addressing.error()));
    session->census_ = std::make_unique<pipeline::AddressCensus>(std::move(*addressing));
    std::vector<pipeline::ListedUser> users;
    if (!request.users.empty()) {
        auto read = read_user_list_file(request.users);
        if (!read) return tl::unexpected(std::move(read.error()));
        users = std::move(*read);
    }
    auto options = target_options(request);
    if (!options) return tl::unexpected(std::move(options.error()));
    session->options_ = std::move(*options);
    if (auto opened = session->open_targets(); !opened) return tl::unexpected(std::move(opened.error()));
    if (auto opened = session->open_source(); !opened) return tl::unexpected(std::move(opened.error()));
    if (auto planned = session->make_plan(users, before_targets); !planned)
        return tl::unexpected(std::move(planned.error()));
    return session;
}

bool MigrationSession::separate_mailboxes() const {
    return std::all_of(targets_.begin(), targets_.end(),
                       [](const auto& target) { return target->capabilities().separate_mailboxes; });
}

pipeline::RunResult MigrationSession::run(std::size_t workers, pipeline::MailboxQueue* queue, Observer& observer,
                                          const std::atomic<bool>& cancel) {
    return pipeline::run(
        *addressed_, plan_, slots_, *selector_,
        {request_.dry_run, options_.time_zone, census_.get(), workers, std::chrono::minutes(request_.patience), queue},
        observer, cancel);
}

}  // namespace restante::service
