#include "web/exchange.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <utility>

namespace restante::web {

std::string Request::parameter(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
}

std::uint64_t Request::number(const std::string& name, std::uint64_t otherwise) const {
    const std::string text = parameter(name);
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

Response json_response(std::string json, int status) {
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(json);
    return response;
}

Response error_response(int status, std::string_view text, int code) {
    using Json = nlohmann::ordered_json;
    const Json json{{"error", {{"text", text}, {"code", code}}}};
    return json_response(json.dump(-1, ' ', false, Json::error_handler_t::replace), status);
}

}  // namespace restante::web
