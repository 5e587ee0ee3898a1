#include "web/jobs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/exact_json.h"
#include "service/control_request.h"
#include "service/forecast.h"
#include "service/recent_sources.h"
#include "web/asked_run.h"
#include "web/outcome_json.h"
#include "web/run_events.h"

namespace restante::web {
namespace {

std::string inspected(const service::InspectRequest& request, Job& job, bool may_write) {
    const auto inspection = service::inspect(request, job.cancelled());
    if (inspection && may_write) service::remember_source(request.source);
    return inspection ? service::inspection_json(*inspection) : refusal_json(inspection.error());
}

// The request, with what its control file says; the control file's notes go to `notes`.
service::Outcome<service::MigrateRequest> completed(const AskedJob& asked, std::vector<std::string>& notes) {
    service::MigrateRequest request = asked.migrate;
    if (asked.control.empty()) return request;
    auto applied = service::apply_control_file(asked.control, request);
    if (!applied) return tl::unexpected(std::move(applied.error()));
    notes = std::move(*applied);
    return request;
}

std::string migrated(const service::MigrateRequest& request, RunExtras extras, Job& job, bool may_write) {
    RunEvents events(job);
    const auto outcome = service::migrate(request, events, job.cancelled());
    if (!outcome) return refusal_json(outcome.error());
    // A plan that cannot be tried is a plan all the same.
    if (request.dry_run && may_write && !outcome->run.stopped)
        if (auto forecast = service::forecast(request, events.size(), job.cancelled()))
            extras.forecast = std::move(*forecast);
    return outcome_json(*outcome, request, extras);
}

std::string tested(const service::MigrateRequest& request) {
    const auto outcome = service::preflight(request);
    return outcome ? preflight_json(*outcome) : refusal_json(outcome.error());
}

std::string verified(const AskedJob& asked) {
    service::VerifyRequest request;
    request.ledger = asked.ledger;
    request.secret = asked.secret;
    const auto outcome = service::verify(request);
    return outcome ? verified_json(*outcome) : refusal_json(outcome.error());
}

std::string do_work(const AskedJob& asked, Job& job, bool may_write) {
    if (asked.kind == "inspect") return inspected(asked.inspect, job, may_write);
    if (asked.kind == "verify") return verified(asked);
    RunExtras extras;
    const auto request = completed(asked, extras.notes);
    if (!request) return refusal_json(request.error());
    return asked.kind == "test" ? tested(*request) : migrated(*request, std::move(extras), job, may_write);
}

struct Control {
    std::uint64_t id = 0;
    std::string action{};
};

std::optional<Control> read_control(const std::string& text) {
    try {
        const auto json = parse_exact_json<nlohmann::json>(text);
        return Control{json.at("id").get<std::uint64_t>(), json.at("action").get<std::string>()};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

}  // namespace

bool Jobs::busy_locked() const {
    return std::ranges::any_of(jobs_, [](const auto& job) { return !job->finished(); });
}

bool Jobs::busy() const {
    const std::lock_guard lock(mutex_);
    return busy_locked();
}

std::shared_ptr<Job> Jobs::find(std::uint64_t id) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(jobs_, id, [](const auto& job) { return job->id(); });
    return found == jobs_.end() ? nullptr : *found;
}

// The oldest that has a younger one of its kind: what was found in the source outlives any number of plans.
void Jobs::forget_one() {
    if (jobs_.size() < kMostKept) return;
    const auto repeated = [this](const std::shared_ptr<Job>& one) {
        return std::ranges::count(jobs_, one->kind(), [](const auto& job) { return job->kind(); }) > 1;
    };
    jobs_.erase(std::ranges::find_if(jobs_, repeated));
}

Response Jobs::start(const Request& request) {
    auto asked = read_asked_job(request.body);
    if (!asked) return error_response(400, asked.error().what);
    if (read_only_ && asked->kind == "run") return error_response(403, "this wizard was started to look only");
    const std::lock_guard lock(mutex_);
    if (busy_locked()) return error_response(409, "something is at work already");
    forget_one();
    const std::string kind = asked->kind;
    jobs_.push_back(std::make_shared<Job>(
        ++last_id_, kind,
        [asked = std::move(*asked), may_write = !read_only_](Job& job) { return do_work(asked, job, may_write); }));
    return json_response("{\"id\":" + std::to_string(last_id_) + "}");
}

Response Jobs::list() const {
    auto json = nlohmann::json::array();
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_)
        json.push_back({{"id", job->id()}, {"kind", job->kind()}, {"finished", job->finished()}});
    return json_response(json.dump());
}

Response Jobs::state(const Request& request) const {
    const auto job = find(request.number("id"));
    if (!job) return error_response(404, "there is no such job");
    return json_response(job->state(request.number("after")));
}

Response Jobs::control(const Request& request) {
    const auto control = read_control(request.body);
    if (!control) return error_response(400, "the request is not understood");
    const auto job = find(control->id);
    if (!job) return error_response(404, "there is no such job");
    if (control->action == "pause")
        job->pause();
    else if (control->action == "resume")
        job->resume();
    else if (control->action == "cancel")
        job->cancel();
    else
        return error_response(400, "this action is not known");
    return json_response("{}");
}

}  // namespace restante::web
