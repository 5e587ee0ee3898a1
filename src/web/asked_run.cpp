#include "web/asked_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/exact_json.h"
#include "service/plain_path.h"

namespace restante::web {
namespace {

using AskedJson = nlohmann::json;

constexpr std::array<std::string_view, 5> kKinds{"inspect", "test", "plan", "run", "verify"};

Result<void> check_path(const std::string& path) {
    if (service::is_plain_path(path)) return {};
    return fail(Errc::usage, "\"" + path + "\": a path starts with \"/\" and holds no \"..\"");
}

// What follows the scheme of a target that writes files; the others are places on a network.
Result<void> check_target(const std::string& uri) {
    const std::size_t colon = uri.find(':');
    if (colon == std::string::npos) return fail(Errc::usage, "\"" + uri + "\" is no target");
    const std::string scheme = uri.substr(0, colon);
    if (scheme == "imap" || scheme == "imaps" || scheme == "ews") return {};
    return check_path(uri.substr(colon + 1, uri.find('?') - colon - 1));
}

Result<std::optional<LocalTime>> date_of(const AskedJson& json, const char* name) {
    const std::string text = json.value(name, std::string());
    if (text.empty()) return std::optional<LocalTime>();
    const auto date = LocalTime::parse(text);
    if (!date) return fail(Errc::usage, "\"" + text + "\" is no date");
    return date;
}

Result<service::InspectRequest> source_of(const AskedJson& json) {
    service::InspectRequest request;
    request.source = json.at("source").get<std::string>();
    TRY_VOID(check_path(request.source));
    request.administrator = json.value("administrator", std::string());
    request.code_page = json.value("code_page", 0);
    request.domain = json.value("domain", std::string());
    request.map = json.value("map", std::string());
    request.addresses = json.value("addresses", false);
    request.evidence = json.value("evidence", true);
    if (!request.map.empty()) TRY_VOID(check_path(request.map));
    return request;
}

Result<pipeline::Selection> selection_of(const AskedJson& json) {
    pipeline::Selection selection;
    selection.users = json.value("users", std::vector<std::string>());
    selection.exclude = json.value("exclude", std::vector<std::string>());
    selection.folders = json.value("folders", std::vector<std::string>());
    selection.since = TRY(date_of(json, "since"));
    selection.until = TRY(date_of(json, "until"));
    if (selection.since && selection.until && *selection.since >= *selection.until)
        return fail(Errc::usage, "the first day is not before the last");
    selection.mail = json.value("mail", true);
    selection.shared = json.value("shared", true);
    selection.contacts = json.value("contacts", true);
    selection.calendar = json.value("calendar", true);
    selection.ole = json.value("ole", true);
    return selection;
}

Result<service::MigrateRequest> migration_of(const AskedJson& json, const service::InspectRequest& source) {
    service::MigrateRequest request;
    request.source = source.source;
    request.administrator = source.administrator;
    request.code_page = source.code_page;
    request.domain = source.domain;
    request.map = source.map;
    request.targets = json.value("targets", std::vector<std::string>());
    if (request.targets.empty()) return fail(Errc::usage, "no destination is chosen");
    for (const std::string& target : request.targets) TRY_VOID(check_target(target));
    request.selection = TRY(selection_of(json));
    request.users = json.value("user_list", std::string());
    if (!request.users.empty()) TRY_VOID(check_path(request.users));
    request.time_zone = json.value("time_zone", std::string());
    request.dig = json.value("recover", false);
    request.overwrite = json.value("overwrite", false);
    request.insecure = json.value("insecure", false);
    return request;
}

Result<AskedJob> job_of(const AskedJson& json) {
    AskedJob job;
    job.kind = json.at("kind").get<std::string>();
    if (std::ranges::find(kKinds, job.kind) == kKinds.end()) return fail(Errc::usage, "this kind of job is not known");
    job.secret = typed_secret(json.value("secret", std::string()), json.value("token", false));
    const AskedJson& asked = json.at("request");
    if (job.kind == "verify") {
        job.ledger = asked.at("ledger").get<std::string>();
        TRY_VOID(check_path(job.ledger));
        return job;
    }
    job.inspect = TRY(source_of(asked));
    if (job.kind == "inspect") return job;
    job.migrate = TRY(migration_of(asked, job.inspect));
    job.migrate.dry_run = job.kind == "plan";
    job.migrate.secret = job.secret;
    job.control = asked.value("control", std::string());
    if (!job.control.empty()) TRY_VOID(check_path(job.control));
    return job;
}

// The library's exceptions end here.
template <class Read>
auto read_json(const std::string& text, Read&& read) -> decltype(read(AskedJson())) {
    try {
        return read(parse_exact_json<AskedJson>(text));
    } catch (const AskedJson::exception&) {
        return fail(Errc::usage, "the request is not understood");
    }
}

}  // namespace

Result<AskedJob> read_asked_job(const std::string& text) { return read_json(text, job_of); }

Result<service::InspectRequest> read_asked_source(const std::string& text) { return read_json(text, source_of); }

targets::SecretSource typed_secret(const std::string& text, bool is_token) {
    return [text, is_token](const std::string& login) -> Result<targets::Secret> {
        if (text.empty()) return fail(Errc::auth, "no password was given for " + login);
        return targets::Secret{text, is_token};
    };
}

}  // namespace restante::web
