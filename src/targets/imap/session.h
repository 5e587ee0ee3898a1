// Commands and answers over one connection. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "targets/imap/connection.h"
#include "targets/imap/imap_response.h"

namespace restante::targets::imap {

// "a\"b" as a quoted string. `text` holds no line ends and no NUL.
[[nodiscard]] std::string quoted_string(std::string_view text);

// What a server said it can do, as far as it matters here.
struct Abilities {
    std::set<std::string> names{};                // upper case
    std::optional<std::uint64_t> append_limit{};  // bytes of the largest message it takes

    [[nodiscard]] bool has(const std::string& name) const { return names.contains(name); }
    // Whether a literal of that size may be sent without asking.
    [[nodiscard]] bool sends_at_once(std::uint64_t size) const;
    void take(const Response& response);  // "* CAPABILITY ..." or "OK [CAPABILITY ...]"
};

class Session {
public:
    using Visit = std::function<Result<void>(const Response&)>;

    explicit Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

    [[nodiscard]] std::string next_tag();
    // unreachable: the connection is lost, and the session with it.
    Result<void> send(std::string_view text) { return send(as_bytes(text)); }
    Result<void> send(Bytes bytes);
    // Sends "TAG words", hands what comes untagged to `visit`, and gives the tagged answer, whatever it says.
    // unreachable: the connection is lost; bad_value: the server does not speak IMAP.
    Result<Response> command(std::string_view words, const Visit& visit = {});
    // The tagged answer to a command that was sent; answers to others are an error.
    Result<Response> answer_to(std::string_view tag, const Visit& visit = {});
    // The server's word that a literal may come (kind go_on), or its tagged refusal.
    Result<Response> leave_to_go_on(std::string_view tag);
    // As command(), where anything but OK is an error.
    Result<Response> must(std::string_view words, const Visit& visit = {});

    Result<void> ask_abilities();
    [[nodiscard]] const Abilities& abilities() const { return abilities_; }
    // What the server said before it closed the connection, when it said anything.
    [[nodiscard]] const std::optional<Response>& farewell() const { return farewell_; }

private:
    Result<Response> next_response();

    std::unique_ptr<Connection> connection_;
    ResponseReader reader_;
    Abilities abilities_;
    std::optional<Response> farewell_{};
    std::uint32_t last_tag_ = 0;
};

// "NO [LIMIT] text" in words.
[[nodiscard]] std::string words_of(const Response& response);
// What a refusal means: no_space, denied, throttled, auth, not_found (the mailbox), exists or rejected.
[[nodiscard]] Errc meaning_of(const Response& refusal);
// How long the server asks to wait, in its own words; at most an hour.
[[nodiscard]] std::optional<std::uint32_t> suggested_milliseconds(const Response& response);

}  // namespace restante::targets::imap
