#include "web/application.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <utility>

#include "service/directory_listing.h"
#include "service/fleet.h"
#include "service/kept_report.h"
#include "service/recent_sources.h"
#include "service/store_health.h"
#include "service/version.h"
#include "web/assets.h"
#include "web/message_table.h"
#include "web/outcome_json.h"

namespace restante::web {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::steady_clock;

Response folder(const Request& request) {
    const auto listing = service::list_directory(request.parameter("path"));
    if (!listing) return refusal_response(listing.error());
    Json entries = Json::array();
    for (const service::DirectoryEntry& entry : listing->entries)
        entries.push_back({{"name", entry.name},
                           {"directory", entry.is_directory},
                           {"size", entry.size},
                           {"likeness", name_of(entry.likeness)}});
    const Json json{
        {"path", listing->path}, {"parent", listing->parent}, {"entries", std::move(entries)}, {"cut", listing->cut}};
    return json_response(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Response report(const Request& request) {
    const std::string form = request.parameter("form");
    service::KeptReportRequest wanted;
    wanted.ledger = request.parameter("ledger");
    if (!wanted.ledger.starts_with('/')) return error_response(400, "the path of a ledger starts with \"/\"");
    wanted.form = form == "html"   ? service::ReportForm::html
                  : form == "json" ? service::ReportForm::json
                                   : service::ReportForm::text;
    auto made = service::kept_report(wanted);
    if (!made) return refusal_response(made.error());
    Response response;
    response.content_type = "application/octet-stream";
    response.file_name = "restante-report." + (form == "html" || form == "json" ? form : "txt");
    response.body = std::move(*made);
    return response;
}

Response fleet(const Request& request) {
    const auto json = Json::parse(request.body, nullptr, false);
    if (!json.is_object() || !json.contains("ledger") || !json["ledger"].is_string())
        return error_response(400, "the request is not understood");
    const auto status = service::status_of_fleet(json["ledger"].get<std::string>());
    return status ? json_response(fleet_json(*status)) : refusal_response(status.error());
}

Response blocks(const Request& request) {
    const auto health = service::store_health(request.parameter("path"));
    return health ? json_response(health_json(*health)) : refusal_response(health.error());
}

Response recent() {
    return json_response(Json(service::recent_sources()).dump(-1, ' ', false, Json::error_handler_t::replace));
}

Response unknown() { return error_response(404, "there is no such thing"); }

}  // namespace

Application::Application(std::uint16_t port, bool read_only, std::function<void()> on_opened)
    : guard_(port),
      read_only_(read_only),
      on_opened_(std::move(on_opened)),
      jobs_(read_only),
      last_(steady_clock::now()) {}

steady_clock::duration Application::idle() const {
    if (jobs_.busy()) last_ = steady_clock::now();
    return steady_clock::now() - last_.load();
}

Response Application::answer(const Request& request) {
    if (auto refusal = guard_.refusal(request)) return std::move(*refusal);
    last_ = steady_clock::now();
    return route(request);
}

Response Application::route(const Request& request) {
    if (request.path == kOpenPath) {
        Request index = request;
        index.path = "/";
        Response response = page(index);
        response.set_cookie = guard_.cookie();
        on_opened_();
        return response;
    }
    if (!request.path.starts_with("/api/")) return page(request);
    return request.method == "POST" ? post(request) : get(request);
}

Response Application::page(const Request& request) {
    if (request.method == "POST") return unknown();
    const Asset* const asset = find_asset(request.path == "/" ? "/index.html" : request.path);
    if (asset == nullptr) return unknown();
    Response response;
    response.content_type = asset->content_type;
    response.body = asset->content;
    response.lasting = request.path.starts_with("/assets/");
    return response;
}

Response Application::get(const Request& request) {
    const std::string& path = request.path;
    if (path == "/api/session") return session();
    if (path == "/api/walk") return walk();
    if (path == "/api/folder") return folder(request);
    if (path == "/api/blocks") return blocks(request);
    if (path == "/api/recent") return recent();
    if (path == "/api/messages") return json_response(message_table_json());
    if (path == "/api/jobs") return jobs_.list();
    if (path == "/api/job") return jobs_.state(request);
    if (path == "/api/report") return report(request);
    if (path == "/api/look/folders") return looking_.folders(request);
    if (path == "/api/look/page") return looking_.page(request);
    if (path == "/api/look/message") return looking_.message(request);
    if (path == "/api/look/text") return looking_.text(request);
    if (path == "/api/look/attachment") return looking_.attachment(request);
    if (path == "/api/look/books") return looking_.address_books(request);
    return unknown();
}

Response Application::post(const Request& request) {
    const std::string& path = request.path;
    if (path == "/api/walk") return keep_walk(request);
    if (path == "/api/jobs") return jobs_.start(request);
    if (path == "/api/job") return jobs_.control(request);
    if (path == "/api/look") return looking_.open(request);
    if (path == "/api/fleet") return fleet(request);
    if (path == "/api/end") {
        if (jobs_.busy()) return error_response(409, "something is at work already");
        ended_ = true;
        return json_response("{}");
    }
    return unknown();
}

Response Application::session() const {
    const char* const home = std::getenv("HOME");
    const Json json{{"version", service::version()}, {"read_only", read_only_}, {"home", home != nullptr ? home : "/"}};
    return json_response(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Response Application::walk() const {
    const std::lock_guard lock(mutex_);
    return json_response(walk_);
}

Response Application::keep_walk(const Request& request) {
    if (!Json::accept(request.body)) return error_response(400, "the request is not understood");
    const std::lock_guard lock(mutex_);
    walk_ = request.body;
    return json_response("{}");
}

}  // namespace restante::web
