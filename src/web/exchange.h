// One request and its answer, as plain values: everything but server.cpp is independent of the server library.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace restante::web {

struct Request {
    std::string method{}, path{};                // path: decoded, without the query
    std::map<std::string, std::string> query{};  // decoded; of several of one name the first
    // Headers; "" when absent.
    std::string host{}, origin{}, cookie{}, content_type{}, fetch_site{};
    std::string body{};

    [[nodiscard]] std::string parameter(const std::string& name) const;
    // A number of the query; `otherwise` when it is absent or none.
    [[nodiscard]] std::uint64_t number(const std::string& name, std::uint64_t otherwise = 0) const;
};

struct Response {
    int status = 200;
    std::string content_type{};
    std::string body{};
    std::string set_cookie{};      // "": no header
    std::string file_name{};       // not empty: to be saved under this name, never shown
    ByteSourcePointer stream{};    // not null: sent instead of `body`
    std::shared_ptr<void> keep{};  // lives until the answer is sent
    bool lasting = false;          // may be kept by the browser: assets with a hash in their name
};

[[nodiscard]] Response json_response(std::string json, int status = 200);
// {"error": {"text": ..., "code": ...}}; `code` is an exit code of docs/command-line.md, 0 for none.
[[nodiscard]] Response error_response(int status, std::string_view text, int code = 0);

}  // namespace restante::web
