#include "service/request_json.h"

#include <nlohmann/json.hpp>

#include "base/exact_json.h"

namespace restante::service {
namespace {

using Json = nlohmann::ordered_json;

// Calls act(name, field) for every field that is kept, in an order that never changes.
template <class Request, class Act>
void for_each_field(Request& request, Act&& act) {
    act("source", request.source);
    act("targets", request.targets);
    act("users", request.selection.users);
    act("exclude", request.selection.exclude);
    act("folders", request.selection.folders);
    act("mail", request.selection.mail);
    act("shared", request.selection.shared);
    act("contacts", request.selection.contacts);
    act("calendar", request.selection.calendar);
    act("ole", request.selection.ole);
    act("domain", request.domain);
    act("map", request.map);
    act("user_list", request.users);
    act("time_zone", request.time_zone);
    act("code_page", request.code_page);
    act("administrator", request.administrator);
    act("layouts", request.layouts);
    act("overwrite", request.overwrite);
    act("insecure", request.insecure);
    act("secret_file", request.secret_file);  // where it is, never what it says
    act("recover", request.dig);
    act("report_directory", request.report_directory);
}

}  // namespace

std::string request_json(const MigrateRequest& request, const std::string& directory) {
    Json json{{"directory", directory}};
    for_each_field(request, [&json](const char* name, const auto& field) { json[name] = field; });
    json["patience"] = request.patience;
    if (request.selection.since) json["since"] = request.selection.since->iso();
    if (request.selection.until) json["until"] = request.selection.until->iso();
    if (!request.pieces.empty()) json["pieces"] = request.pieces;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<KeptRequest> read_request_json(const std::string& text) {
    KeptRequest kept;
    try {
        const Json json = parse_exact_json<Json>(text);
        kept.directory = json.at("directory");
        for_each_field(kept.request, [&json](const char* name, auto& field) { json.at(name).get_to(field); });
        if (json.contains("patience")) json["patience"].get_to(kept.request.patience);
        if (json.contains("since")) kept.request.selection.since = LocalTime::parse(json["since"].get<std::string>());
        if (json.contains("until")) kept.request.selection.until = LocalTime::parse(json["until"].get<std::string>());
        if (json.contains("pieces")) json["pieces"].get_to(kept.request.pieces);
    } catch (const Json::exception&) {
        return std::nullopt;
    }
    return kept;
}

}  // namespace restante::service
